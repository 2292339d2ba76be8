import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { AddressPolicy } from './address-policy.js';

export interface HttpAnswer {
  readonly status: number;
  /** Its beginning, at most {@link longestAnswer} bytes. */
  readonly body: string;
  readonly retryAfterMs?: number;
}

export interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly policy: AddressPolicy;
  /** Longest whole exchange: name, connection, request and answer. */
  readonly withinMs: number;
}

/** More of an answer is not read. */
export const longestAnswer = 16 * 1024;
const longestHeaders = 16 * 1024;
const longestRest = 3_600_000;

/** `Retry-After` in seconds (RFC 9110 §10.2.3); a date there is not read. At most an hour. */
function retryAfter(header: string | undefined): { readonly retryAfterMs?: number } {
  return header !== undefined && /^\d{1,9}$/.test(header) ? { retryAfterMs: Math.min(Number(header) * 1000, longestRest) } : {};
}

/**
 * Posts JSON on a connection of its own. Redirects are answers like any other and are not followed; what the policy
 * refuses is not connected to.
 *
 * @throws AddressRefused, and what the connection says
 */
export async function post({ url, headers, body, policy, withinMs }: Post): Promise<HttpAnswer> {
  policy.check(url);
  const request = url.protocol === 'https:' ? secureRequest : plainRequest;
  const signal = AbortSignal.timeout(withinMs);
  return new Promise<HttpAnswer>((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(signal.aborted ? new Error(`no whole answer within ${withinMs} ms`) : error);
    };
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: policy.lookup(url.protocol),
        signal,
        maxHeaderSize: longestHeaders,
        headers: { 'user-agent': 'Shidian', 'content-type': 'application/json; charset=utf-8', 'content-length': String(Buffer.byteLength(body)), ...headers, connection: 'close' },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const whole = (): void => {
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).subarray(0, longestAnswer).toString('utf8'), ...retryAfter(answer.headers['retry-after']) });
        };
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size <= longestAnswer) return;
          whole();
          answer.destroy();
        });
        answer.on('end', whole);
        answer.on('error', fail);
      },
    );
    sent.on('error', fail);
    sent.end(body);
  });
}
