import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, URL-safe. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a session id or token: enough to recognise it, nothing to use it with. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const tokenForm = /^shd_[A-Za-z0-9_-]{43}$/;

export const newToken = (): string => `shd_${newSecret()}`;

/** The API token of an Authorization header; undefined where it holds none. */
export function bearerToken(authorization: string | undefined): string | undefined {
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  return token !== undefined && tokenForm.test(token) ? token : undefined;
}
