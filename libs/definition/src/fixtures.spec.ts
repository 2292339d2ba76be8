/**
 * One broken program a folder, each with one break, and what the linter says of it in golden.json. A rule that is
 * lost turns its fixture red; a rule without a fixture turns the last test red.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from './check.js';

const ROOT = 'libs/definition/src/fixtures';
const golden = JSON.parse(readFileSync(join(ROOT, 'golden.json'), 'utf8')) as Record<string, string[]>;

/** What stands published where a fixture is a later version of it; those are named published-…. */
const base = check(join(ROOT, 'base')).artefact;

/** Codes that need no folder of their own: source-file.spec.ts and source-tree.spec.ts have them. */
const ELSEWHERE = ['def.character', 'def.empty-file', 'def.file-too-large', 'def.key', 'def.too-deep', 'def.no-program', 'def.extends-too-deep'];

describe('the linter', () => {
  it('finds nothing in the sound program that the fixtures extend', () => {
    expect(check(join(ROOT, 'base')).diagnostics).toEqual([]);
  });

  it('has a golden finding for every folder', () => {
    const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(folders.filter((name) => name !== 'base' && name !== 'stages').sort()).toEqual(Object.keys(golden).sort());
  });

  it.each(Object.keys(golden))('says of %s exactly what is wrong and where', (name) => {
    const { artefact, publishable, diagnostics } = check(join(ROOT, name), { published: name.startsWith('published-') && base !== undefined ? [base] : [] });
    expect(diagnostics.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`)).toEqual(golden[name]);
    for (const { message, excerpt, line, file } of diagnostics) {
      expect(message.zh).not.toBe('');
      expect(message.en).not.toBe('');
      if (excerpt !== undefined) expect(readFileSync(join(ROOT, name, file), 'utf8').split('\n')[line - 1]?.trimEnd()).toBe(excerpt);
    }
    if (diagnostics.some(({ severity }) => severity === 'error')) {
      expect(artefact).toBeUndefined();
      expect(publishable).toBe(false);
    }
  });

  it('says what was probably meant', () => {
    const suggestion = (name: string): string | undefined => check(join(ROOT, name)).diagnostics[0]?.suggestion?.zh;
    expect(suggestion('unknown-key')).toBe('是否想写 issuer？');
    expect(suggestion('misspelt-stage')).toBe('是否想写 review？');
    expect(suggestion('unknown-exit-target')).toBe('是否想写 decide？');
    expect(suggestion('cel-unknown-variable')).toBe('是否想写 applicant？');
    expect(suggestion('cel-unknown-form-field')).toBe('是否想写 contact？');
    expect(suggestion('cel-unknown-setting')).toBe('是否想写 cap？');
  });

  it('lets a program with an unanswered ambiguity be tested but not published', () => {
    const { artefact, publishable } = check(join(ROOT, 'ambiguity-unanswered'));
    expect(artefact).toBeDefined();
    expect(publishable).toBe(false);
  });

  it('has a fixture for every rule', () => {
    const sources = readdirSync('libs/definition/src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts')).map((file) => join('libs/definition/src', file));
    const rules = new Set(sources.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'(def\.[a-z-]+)'/g)].map(([, code]) => code)));
    const shown = new Set(Object.values(golden).flat().map((finding) => finding.split(' ')[0]));
    expect([...rules].filter((code) => code !== undefined && !shown.has(code) && !ELSEWHERE.includes(code))).toEqual([]);
  });
});
