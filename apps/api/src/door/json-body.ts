import { Problem } from '../problem/problem.js';
import { isSoundText } from '@shidian/definition';

export const limits = { bytes: 1024 * 1024, depth: 32, members: 1000, elements: 10_000 } as const;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const quote = 0x22;
const backslash = 0x5c;

/** Refuses deep nesting before anything is parsed, so that no parser or validator behind this line has to recurse far. */
function refuseDepth(text: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (inString) {
      if (unit === backslash) index += 1;
      else if (unit === quote) inString = false;
    } else if (unit === quote) inString = true;
    else if (unit === 0x5b || unit === 0x7b) {
      depth += 1;
      if (depth > limits.depth) throw new Problem('request.too_deep');
    } else if (unit === 0x5d || unit === 0x7d) depth -= 1;
  }
}

const pointer = (path: string, key: string | number): string => `${path}/${String(key).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`;

function refuseMembers(value: unknown, path: string): void {
  if (typeof value === 'string') {
    if (isSoundText(value)) return;
    const words = { zh: '含有空字符或不成对的代理码位', en: 'holds a NUL character or an unpaired surrogate' };
    throw new Problem('request.text', { errors: [{ path, code: 'text', messages: words }] });
  }
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    if (value.length > limits.elements) throw new Problem('request.too_many_members');
    value.forEach((element, index) => {
      refuseMembers(element, pointer(path, index));
    });
    return;
  }
  const entries = Object.entries(value);
  if (entries.length > limits.members) throw new Problem('request.too_many_members');
  for (const [key, member] of entries) {
    // As a key it would be a prototype in the first careless copy.
    if (key === '__proto__') throw new Problem('request.malformed');
    if (!isSoundText(key)) throw new Problem('request.text');
    refuseMembers(member, pointer(path, key));
  }
}

/**
 * Reads a JSON body. An empty one is `undefined`: whether a body is needed is for the route to say.
 *
 * @throws Problem request.malformed, request.too_deep, request.too_many_members, request.text
 */
export function readJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw new Problem('request.malformed', { words: { zh: '请求体不是有效的 UTF-8', en: 'The body is not valid UTF-8' }, cause });
  }
  if (text.trim() === '') return undefined;
  refuseDepth(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Problem('request.malformed', { words: { zh: '请求体不是有效的 JSON', en: 'The body is not valid JSON' }, cause });
  }
  refuseMembers(value, '/body');
  return value;
}
