import { describe, expect, it } from 'vitest';
import { MAX_DEPTH, MAX_FILE_SIZE, SourceFile } from './source-file.js';

const codes = (text: string): readonly string[] => new SourceFile('x.yaml', text).faults.map(({ code, line, column }) => `${code} ${line}:${column}`);

describe('a source file', () => {
  it('reads YAML 1.2: yes, on and a bare date are texts', () => {
    expect(new SourceFile('x.yaml', 'on: yes\nday: 2016-03-14\nflag: true\nn: 3\n').value).toEqual({ on: 'yes', day: '2016-03-14', flag: true, n: 3 });
  });

  it('knows the place of every key and value', () => {
    const file = new SourceFile('x.yaml', 'a:\n  b: { c: [one, two] }\n');
    expect(file.place(['a', 'b', 'c'], 'key')).toEqual({ file: 'x.yaml', line: 2, column: 8 });
    expect(file.place(['a', 'b', 'c', 1])).toEqual({ file: 'x.yaml', line: 2, column: 17 });
  });

  it('counts a place inside a quoted expression from behind the quote', () => {
    expect(new SourceFile('x.yaml', 'for: "abc"\n').placeInside(['for'], 2)).toMatchObject({ line: 1, column: 9 });
  });

  it('gives of a broken file only the first syntax error', () => {
    expect(codes("a: org.kind in ['x', 'y']\nb: [\nc: }\n")).toHaveLength(1);
  });

  it('refuses what is empty, a list, too large, too deep, or holds control characters', () => {
    expect(codes('')).toEqual(['def.empty-file 1:1']);
    expect(codes('- a\n')).toEqual(['def.wrong-type 1:1']);
    expect(codes('a'.repeat(MAX_FILE_SIZE + 1))).toEqual(['def.file-too-large 1:1']);
    expect(codes(`${'{a: '.repeat(MAX_DEPTH + 1)}1${'}'.repeat(MAX_DEPTH + 1)}`)[0]).toMatch(/^def\.too-deep/);
    expect(codes('a: "\u0001"\n')).toEqual(['def.character 1:5']);
    expect(codes('a: \u0000\n')[0]).toMatch(/^def\.character/);
  });

  it('refuses a key that is no plain name, and a second document', () => {
    expect(codes('? [a]\n: 1\n')).toEqual(['def.key 1:3']);
    expect(codes('a: 1\n---\nb: 2\n')[0]).toMatch(/^def\.yaml-syntax/);
  });
});
