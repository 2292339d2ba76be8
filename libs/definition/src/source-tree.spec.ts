import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSources } from './source-tree.js';

describe('the source tree', () => {
  let root = '';
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const codes = (dir: string): readonly string[] => loadSources(join(root, dir)).diagnostics.list().map(({ code }) => code);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'shidian-sources-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('says so when there is no program file', () => {
    expect(codes('.')).toEqual(['def.no-program']);
  });

  it('merges a child over its parent by key, and places a new stage behind the one it follows', () => {
    write('parent/program.yaml', 'id: parent\nstages:\n  one: { by: a, due: x }\n  two: { by: b }\n');
    write('child/program.yaml', 'extends: ../parent\nwithout: [stages.two.by]\nid: child\nstages:\n  one: { by: c }\n  between: { follows: one }\n');
    expect(JSON.stringify(loadSources(join(root, 'child')).program?.value)).toBe(
      JSON.stringify({ id: 'child', stages: { one: { by: 'c', due: 'x' }, between: { follows: 'one' }, two: {} }, extends: '../parent', without: ['stages.two.by'] }),
    );
  });

  it('knows which file wrote a value', () => {
    write('parent/program.yaml', 'id: parent\nname: 父\n');
    write('child/program.yaml', 'extends: ../parent\nid: child\n');
    const program = loadSources(join(root, 'child')).program;
    expect(program?.place(['name'])).toEqual({ file: '../parent/program.yaml', line: 2, column: 7 });
    expect(program?.place(['id'])).toEqual({ file: 'program.yaml', line: 2, column: 5 });
  });

  it('goes two parents deep and no deeper', () => {
    for (const [name, parent] of [['a', 'b'], ['b', 'c'], ['c', 'd']] as const) write(`${name}/program.yaml`, `extends: ../${parent}\nid: ${name}\n`);
    write('d/program.yaml', 'id: d\n');
    expect(codes('b')).toEqual([]);
    expect(codes('a')).toEqual(['def.extends-too-deep']);
  });

  it('refuses a file that extends itself', () => {
    write('a/program.yaml', 'extends: ../a\n');
    expect(codes('a')).toEqual(['def.no-parent']);
  });

  it('does not read outside of the programs', () => {
    write('a/b/c/program.yaml', 'forms: { x: ../../../../outside.yaml }\n');
    write('outside.yaml', 'form: x\n');
    expect(loadSources(join(root, 'a/b/c')).forms.size).toBe(0);
  });
});
