/** Takes secrets out of whatever is about to be logged: by the name of the key, and credentials out of addresses in texts. */
const SECRET_KEY = /^(?:(?:proxy-?)?authorization|(?:set-?)?cookies?|.*passwords?|.*passwd|.*secrets?|.*tokens?|.*api-?_?keys?)$/i;
const HIDDEN = '[hidden]';
const CREDENTIALS = /([a-z][a-z0-9+-]*:\/\/)[^\s/?#"]*@/gi;
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/g;
const DEEPEST = 8;

export function scrubText(text: string): string {
  return text.replace(CREDENTIALS, '$1***@').replace(BEARER, `$1 ${HIDDEN}`);
}

/** A copy without secrets; what lies deeper than eight levels is left out, a circle is named. */
export function scrub(value: unknown, depth = 0, above: readonly object[] = []): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Error) return value;
  if (above.includes(value)) return '[circular]';
  if (depth >= DEEPEST) return '[deeper]';
  const inner = [...above, value];
  if (hasToJson(value)) return scrub(value.toJSON(), depth + 1, inner);
  if (Array.isArray(value)) return value.map((item: unknown) => scrub(item, depth + 1, inner));
  if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`;
  return Object.fromEntries(Object.entries(value).map(([key, item]: [string, unknown]) => [key, isSecret(key, item) ? HIDDEN : scrub(item, depth + 1, inner)]));
}

/** Counts and flags are no secrets: `tokens: 12`, `password: true`. */
function isSecret(key: string, value: unknown): boolean {
  return value !== null && value !== undefined && typeof value !== 'number' && typeof value !== 'boolean' && SECRET_KEY.test(key);
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
