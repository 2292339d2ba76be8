import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { en, zh } from './all.js';

const folder = fileURLToPath(new URL('..', import.meta.url));

const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.spec\.ts$|words\.ts$|marks\.ts$|generated/.test(name))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');

type Tree = { readonly [key: string]: string | Tree };

function flat(words: Tree, before = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') found.set(before + key, value);
    else for (const [path, text] of flat(value, `${before}${key}.`)) found.set(path, text);
  }
  return found;
}

const chinese = flat(zh);
const english = flat(en);
const holes = (text: string): readonly string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

describe('the words of the pages', () => {
  it('are there in both languages, with the same places to fill in', () => {
    // English has a singular of its own, Chinese has none.
    const singular = [...english.keys()].filter((key) => key.endsWith('_one'));
    expect(singular.filter((key) => !/\{\{count\}\}/.test(chinese.get(key.slice(0, -'_one'.length)) ?? ''))).toEqual([]);
    expect([...english.keys()].filter((key) => !singular.includes(key)).sort()).toEqual([...chinese.keys()].sort());
    for (const [key, text] of chinese) expect(holes(english.get(key) ?? ''), key).toEqual(holes(text));
  });

  it('are none of them empty', () => {
    for (const text of [...chinese.values(), ...english.values()]) expect(text.trim()).not.toBe('');
  });

  it('are all used by some page', () => {
    expect([...chinese.keys()].filter((key) => !sources.includes(`'${key}'`))).toEqual([]);
  });

  it('are asked for by names that exist', () => {
    const features = new Set(Object.keys(zh));
    const asked = [...sources.matchAll(/(?:\bt\(|words: |, )'([a-zA-Z]+)\.([a-zA-Z0-9]+)'/g)].filter(([, feature]) => features.has(feature ?? '')).map(([, feature, name]) => `${feature}.${name}`);
    expect(asked.length).toBeGreaterThan(200);
    expect(asked.filter((key) => !chinese.has(key))).toEqual([]);
  });

  it('stand nowhere in the pages themselves', () => {
    const strings = [...sources.matchAll(/(?:'[^'\n]*\p{Script=Han}[^'\n]*'|>[^<{]*\p{Script=Han}[^<{]*<)/gu)].map(([text]) => text);
    // Names of the record and of fonts are no words of ours.
    expect(strings.filter((text) => !/['>](男|女)/.test(text) && !/Noto/.test(text))).toEqual([]);
  });

  it('are parted by the marks of their language', () => {
    const code = sources.replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gmu, '');
    expect(code.split('\n').filter((line) => /[、；：（）]/.test(line)).map((line) => line.trim())).toEqual([]);
  });
});
