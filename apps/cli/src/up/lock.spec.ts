import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from './lock.js';
import { identityOf, stateOf } from './process-identity.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shidian-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('the lock of a data folder', () => {
  it('is held by one process at a time and names the address', () => {
    const lock = takeLock(folder);
    lock.noteAddress('http://localhost:3000');
    expect(() => takeLock(folder)).toThrow(expect.objectContaining({ code: 'up.running', message: expect.stringContaining('http://localhost:3000') as unknown }));
    lock.release();
    expect(takeLock(folder).tookOver).toBe(false);
  });

  it('is taken over from a process that is gone', async () => {
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: await deadProcess() }));
    expect(takeLock(folder).tookOver).toBe(true);
    expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it.runIf(process.platform === 'linux')('is taken over when the process id now belongs to another process', () => {
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, started: 1 }));
    expect(takeLock(folder).tookOver).toBe(true);
  });

  it('that cannot be read is left for a person to judge', () => {
    writeFileSync(join(folder, 'lock'), 'half a li');
    expect(() => takeLock(folder)).toThrow(expect.objectContaining({ code: 'lock.unreadable' }));
    expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe('half a li');
  });
});

describe('a process', () => {
  it('is running, gone, or not to be told', async () => {
    expect(stateOf(identityOf(process.pid))).toBe(process.platform === 'linux' ? 'running' : 'unknown');
    expect(stateOf({ pid: process.pid })).toBe('unknown');
    expect(stateOf({ pid: await deadProcess() })).toBe('gone');
  });
});
