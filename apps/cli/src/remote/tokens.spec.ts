import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TokenFile } from './tokens.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shidian-tokens-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the token file', () => {
  it('keeps a token for each address and login, and the last login speaks', () => {
    const file = TokenFile.of({ XDG_CONFIG_HOME: folder });
    file.set('http://a', 'school', 'one');
    file.set('http://b', 'county', 'two');
    file.set('http://a', 'school2', 'three');
    const again = TokenFile.of({ XDG_CONFIG_HOME: folder });
    expect(again.read('http://a')).toEqual({ current: 'school2', tokens: { school: 'one', school2: 'three' } });
    expect(file.remove('http://a')).toBe(true);
    expect(file.remove('http://a')).toBe(false);
    expect(again.read('http://a')).toBeUndefined();
    expect(again.read('http://b')?.current).toBe('county');
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner alone, whatever it was before', () => {
    const file = TokenFile.of({ XDG_CONFIG_HOME: folder });
    file.set('http://a', 'school', 'one');
    writeFileSync(file.path, '{}', { mode: 0o644 });
    file.set('http://a', 'school', 'two');
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
  });

  it('that is broken counts as empty', () => {
    const file = TokenFile.of({ XDG_CONFIG_HOME: folder });
    file.set('http://a', 'school', 'one');
    writeFileSync(file.path, '{"http://a": 1');
    expect(file.read('http://a')).toBeUndefined();
  });
});
