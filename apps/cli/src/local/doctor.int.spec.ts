import { liaoningWorld, type LiaoningWorld, startRedis } from '@shidian/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../command/run.js';
import { upkeepCommands } from '../commands/upkeep.js';
import type { Terminal } from '../print/terminal.js';

let at: LiaoningWorld;
let caseId: string;
let said: string[];

beforeEach(async () => {
  at = await liaoningWorld(Date.parse('2016-03-01T01:00:00Z'), 1);
  ({ caseId } = await at.start(0));
  said = [];
});

afterEach(async () => {
  await at.close();
});

async function doctor(args: readonly string[] = [], more: Readonly<Record<string, string>> = {}): Promise<number> {
  const say = (line: string): void => void said.push(line);
  const terminal: Terminal = { json: false, colour: false, language: 'en', out: say, err: say };
  return await run(['doctor', ...args], upkeepCommands, { terminal, environment: { DATABASE_URL: at.scratch.url, ...more }, folder: '/', root: '/', onStop: () => () => undefined });
}

const lines = (): string => said.join('\n');

describe('shidian doctor', () => {
  it('tells of Node.js, the queue, the roles and the schema', async () => {
    await doctor();
    expect(lines()).toMatch(/✓ node {2}Node\.js \d+/);
    expect(lines()).toMatch(/✓ queue {2}postgres:\/\/\S+ answers/);
    expect(lines()).toMatch(/✓ roles {2}the three database roles are there/);
    expect(lines()).toMatch(/✓ cases {2}every case has the tasks and timers/);
  });

  it('names a missing timer by program, case and instant, ends with 1, and mends it on request', async () => {
    await at.scratch.sql('DELETE FROM shidian.timer WHERE case_id = $1', [caseId]);
    expect(await doctor()).toBe(1);
    expect(lines()).toMatch(/✗ \S+ 000001 {2}timer .*apply\/due\) is missing; it is due at 2016-03-/);
    expect(lines()).toContain('shidian doctor --mend');
    said = [];
    await doctor(['--mend']);
    expect(lines()).toMatch(/✓ \S+ 000001 {2}timer .* is missing.* mended/);
    said = [];
    await doctor();
    expect(lines()).toContain('every case has the tasks and timers');
  });

  it('says that a Redis which evicts would drop jobs', async () => {
    const redis = await startRedis(['--maxmemory-policy', 'allkeys-lru']);
    try {
      expect(await doctor([], { REDIS_URL: redis.url })).toBe(1);
      expect(lines()).toMatch(/✗ queue {2}Redis is set to maxmemory-policy allkeys-lru/);
    } finally {
      await redis.stop();
    }
  });
});
