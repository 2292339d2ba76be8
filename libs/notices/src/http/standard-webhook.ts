import { createHmac } from 'node:crypto';

const prefix = 'whsec_';

/** The key inside a secret: base64 after `whsec_`. Undefined where it is none, or not of 24 to 64 bytes. */
export function webhookKey(secret: string): Buffer | undefined {
  const coded = secret.startsWith(prefix) ? secret.slice(prefix.length) : '';
  const key = /^[A-Za-z0-9+/]+={0,2}$/.test(coded) ? Buffer.from(coded, 'base64') : Buffer.alloc(0);
  return key.length >= 24 && key.length <= 64 ? key : undefined;
}

/**
 * Headers of the Standard Webhooks specification 1.0.0 (standardwebhooks.com): the id is that of the message and stays
 * when it is sent again, the timestamp (s) is that of the attempt, and both are signed with the body by HMAC-SHA256.
 * The receiver refuses old timestamps and forgets no id within that time: that makes a repeated message harmless.
 */
export function signedHeaders(id: string, atSeconds: number, body: string, key: Buffer): Readonly<Record<string, string>> {
  const signature = createHmac('sha256', key).update(`${id}.${atSeconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(atSeconds), 'webhook-signature': `v1,${signature}` };
}
