import { randomBytes } from 'node:crypto';
import { scratchDatabase, type ScratchDatabase } from '@shidian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultRoles } from './roles.js';
import { serverStanding } from './server-standing.js';

describe('the standing of a server', () => {
  let scratch: ScratchDatabase;
  beforeAll(async () => {
    scratch = await scratchDatabase();
  });
  afterAll(async () => {
    await scratch.drop();
  });

  it('names the version, the roles and the connections', async () => {
    const standing = await serverStanding(scratch.database.pools.engine, defaultRoles);
    expect(standing.version).toMatch(/^\d+\.\d+/);
    expect(standing.roles).toEqual(['shidian_owner', 'shidian_reader', 'shidian_engine'].map((name) => ({ name, there: true, bypasses: false })));
    expect(standing.connections.used).toBeGreaterThan(0);
    expect(standing.connections.used).toBeLessThanOrEqual(standing.connections.most);
  });

  it('says which role is missing and which goes past row-level security', async () => {
    const strong = `strong_${randomBytes(4).toString('hex')}`;
    await scratch.sql(`CREATE ROLE ${strong} NOLOGIN BYPASSRLS`);
    try {
      const { roles } = await serverStanding(scratch.database.pools.engine, { ...defaultRoles, engine: strong, reader: 'nobody_at_all' });
      expect(roles).toEqual([
        { name: 'shidian_owner', there: true, bypasses: false },
        { name: 'nobody_at_all', there: false, bypasses: false },
        { name: strong, there: true, bypasses: true },
      ]);
    } finally {
      await scratch.sql(`DROP ROLE ${strong}`);
    }
  });

  it('names what makes a commit less than durable', async () => {
    // The server of the tests is run without fsync.
    const expected = (await scratch.sql<{ name: string }>(`SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off' ORDER BY name`)).map(({ name }) => name);
    const { notDurable } = await serverStanding(scratch.database.pools.engine, defaultRoles);
    expect([...notDurable].sort()).toEqual(expected);
  });
});
