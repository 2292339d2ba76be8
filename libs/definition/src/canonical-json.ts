/** RFC 8785 (JSON Canonicalization Scheme): one text for one value, so that a hash means something. */
import { createHash } from 'node:crypto';
import { hasLoneSurrogate } from './sound-text.js';

/** A value that has no canonical JSON: `undefined`, a function, a non-finite number, a BigInt, a lone surrogate, a cycle. */
export class NotCanonicalizable extends Error {
  readonly code = 'json.not_canonicalizable';
  constructor(
    readonly path: string,
    readonly why: string,
  ) {
    super(`no canonical JSON at ${path === '' ? 'the root' : path}: ${why}`);
    this.name = 'NotCanonicalizable';
  }
}

/** `undefined` members of objects are left out, as JSON.stringify does; anything else outside JSON throws {@link NotCanonicalizable}. */
export function canonicalJson(value: unknown): string {
  // What is wrong, and where, is asked only when something is: the way down is not kept for values that are in order.
  return written(value, 0) ?? write(value, '', []);
}

/** `sha256:<hex>` of a text in UTF-8. */
export function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}

/** Deeper than this a value may contain itself; the slow way finds out. */
const DEEP = 100;

/** The canonical text, or undefined where there may be none. */
function written(value: unknown, depth: number): string | undefined {
  switch (typeof value) {
    case 'string':
      return hasLoneSurrogate(value) ? undefined : JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : undefined;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === DEEP) return undefined;
      return Array.isArray(value) ? writtenArray(value, depth + 1) : writtenObject(value, depth + 1);
    default:
      return undefined;
  }
}

function writtenArray(values: readonly unknown[], depth: number): string | undefined {
  let text = '[';
  for (let index = 0; index < values.length; index += 1) {
    const item = written(values[index], depth);
    if (item === undefined) return undefined;
    text += index === 0 ? item : `,${item}`;
  }
  return `${text}]`;
}

function writtenObject(value: object, depth: number): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (member === undefined) continue;
    const inside = written(member, depth);
    if (inside === undefined || hasLoneSurrogate(key)) return undefined;
    text += `${text.length === 1 ? '' : ','}${JSON.stringify(key)}:${inside}`;
  }
  return `${text}}`;
}

function write(value: unknown, path: string, above: readonly object[]): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new NotCanonicalizable(path, `${value} is not a JSON number`);
    // RFC 8785 §3.2.2.3 takes over ECMAScript's number to string; -0 becomes 0.
    return JSON.stringify(value);
  }
  if (typeof value === 'string') return text(value, path);
  if (typeof value !== 'object') throw new NotCanonicalizable(path, `a ${typeof value} is not JSON`);
  if (above.includes(value)) throw new NotCanonicalizable(path, 'the value contains itself');
  const inside = [...above, value];
  if (Array.isArray(value)) return `[${value.map((item, index) => write(item, `${path}/${index}`, inside)).join(',')}]`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotCanonicalizable(path, 'only plain objects are JSON');
  // Array.prototype.sort without a comparator compares UTF-16 code units, which is what §3.2.3 asks for.
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = new Map(members);
  const keys = [...sorted.keys()].sort();
  return `{${keys.map((key) => `${text(key, path)}:${write(sorted.get(key), `${path}/${key}`, inside)}`).join(',')}}`;
}

function text(value: string, path: string): string {
  if (hasLoneSurrogate(value)) throw new NotCanonicalizable(path, 'a lone surrogate is not a character');
  return JSON.stringify(value);
}
