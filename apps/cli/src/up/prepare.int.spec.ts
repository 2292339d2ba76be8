import { join } from 'node:path';
import { scratchDatabase, type ScratchDatabase } from '@shidian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Progress } from './progress.js';
import { prepare } from './prepare.js';
import { readSamples, type SampleFiles } from '../samples/sample-files.js';

const root = join(import.meta.dirname, '../../../..');
const said: string[] = [];
const progress = new Progress({ json: false, colour: false, language: 'en', out: (line) => said.push(line), err: () => undefined });
let scratch: ScratchDatabase;
let samples: SampleFiles;

beforeAll(async () => {
  scratch = await scratchDatabase({ empty: true });
  samples = await readSamples(root);
});

afterAll(async () => {
  await scratch.drop();
});

const run = (over: { readonly samples: SampleFiles | undefined; readonly production: boolean }): ReturnType<typeof prepare> =>
  prepare({
    server: { url: scratch.url, ownerUrl: scratch.url, place: '', embedded: false, notes: [], stop: () => Promise.resolve() },
    queuesThere: true,
    root,
    progress,
    ...over,
  });

describe('preparing a database', () => {
  it('migrates an empty one, loads the samples and opens one round, once', { timeout: 120_000 }, async () => {
    const first = await run({ samples, production: false });
    expect(first.program).toContain('信息技术与教育融合创新试点');
    expect(said.some((line) => line.includes('17 accounts'))).toBe(true);
    expect(await run({ samples, production: false })).toEqual(first);
    expect(await scratch.sql('SELECT name FROM shidian.program')).toEqual([{ name: first.program }]);
    const [round] = await scratch.sql<{ days: number }>(`SELECT extract(day FROM closes_at - now())::int AS days FROM shidian.program_date WHERE name = 'province_due'`);
    expect(round?.days).toBeGreaterThan(19);
    expect(round?.days).toBeLessThan(23);
  });

  it('refuses a production server on which the public password opens an account, unless the samples are asked for', { timeout: 120_000 }, async () => {
    await expect(run({ samples: undefined, production: true })).rejects.toMatchObject({ code: 'samples.in_production' });
    await expect(run({ samples: undefined, production: false })).resolves.toEqual({ program: undefined });
    await scratch.sql('UPDATE shidian.account SET disabled = true');
    await expect(run({ samples: undefined, production: true })).resolves.toEqual({ program: undefined });
  });
});
