import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { PostgresDirectoryStore } from '@shidian/persistence';
import { scratchDatabase, StandingClock, type ScratchDatabase } from '@shidian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSamples, openSampleAccounts } from './load-samples.js';
import { readSamples, type SampleFiles } from './sample-files.js';
import { organisationId, postId } from './sample-tree.js';

const clock = new StandingClock();
let scratch: ScratchDatabase;
let directory: PostgresDirectoryStore;
let files: SampleFiles;

beforeAll(async () => {
  scratch = await scratchDatabase();
  directory = new PostgresDirectoryStore(scratch.database.pools.engine, clock);
  files = await readSamples(join(import.meta.dirname, '../../../..'));
  await loadSamples(directory, files, clock);
});

afterAll(async () => {
  await scratch.drop();
});

describe('loading the samples', () => {
  it('puts organisations, posts and accounts there, and each account holds its post', async () => {
    const { organisations, posts, held } = await directory.load();
    expect(organisations).toHaveLength(127);
    expect(posts.length).toBeGreaterThan(organisations.length);
    expect(held).toContain(postId('210102/信息化科'));
    const county = await directory.accountByLogin('county');
    const principal = await directory.principal(county?.id ?? '', clock.now());
    expect(principal).toMatchObject({ login: 'county', posts: [postId('210102/信息化科')] });
    expect(principal?.scope).toContain(organisationId('210102'));
  });

  it('a second time adds nothing, and leaves a password alone that somebody has changed', async () => {
    const school = await directory.accountByLogin('school');
    if (!school) throw new Error('no account');
    await directory.saveAccounts([{ ...school, passwordHash: await hash('a password of their own') }]);
    const before = await directory.load();
    expect(await loadSamples(directory, files, clock)).toMatchObject({ accounts: 0 });
    const after = await directory.load();
    expect({ ...after, version: 0 }).toEqual({ ...before, version: 0 });
    const open = await openSampleAccounts(directory, files);
    expect(open).not.toContain('school');
    expect(open).toContain('county');
  });
});
