import type { RouteName } from '@shidian/contracts';
import { canonicalJson } from '@shidian/definition';
import type { JsonValue } from '@shidian/engine';
import type { Idempotency } from '@shidian/lifecycle';
import { createHash } from 'node:crypto';

/** Version named by an If-Match header; undefined where there is none, or `*`. */
export function expectedVersion(headers: { readonly 'if-match'?: string }): { readonly expectedVersion?: number } {
  const value = headers['if-match'];
  return value === undefined || value === '*' ? {} : { expectedVersion: Number(value.slice(1, -1)) };
}

/**
 * The request's name and what it stands for, from its Idempotency-Key. The hash covers path parameters as well as the
 * body: one key for two cases is a mistake that must be seen.
 */
export function idempotency(
  route: RouteName,
  input: { readonly headers: { readonly 'idempotency-key'?: string }; readonly params?: unknown; readonly body?: unknown },
): { readonly idempotency?: Idempotency } {
  const key = input.headers['idempotency-key'];
  if (key === undefined) return {};
  const asked = { params: input.params ?? null, body: input.body ?? null } as JsonValue;
  return { idempotency: { route, key, bodyHash: createHash('sha256').update(canonicalJson(asked)).digest('hex') } };
}
