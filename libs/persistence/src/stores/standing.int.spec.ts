import { createHash, randomUUID } from 'node:crypto';
import { scratchDatabase, type ScratchDatabase, smallWorld, type SmallWorld, worldNow } from '@shidian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresDirectoryStore } from './directory-store.js';
import { PostgresSessionStore } from './session-store.js';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
let scratch: ScratchDatabase;
let world: SmallWorld;

beforeAll(async () => {
  scratch = await scratchDatabase();
  world = await smallWorld(scratch.database.pools);
});
afterAll(() => scratch.drop());

describe('who is looking on', () => {
  it('is alive while his session or token is, and looking on keeps neither alive', async () => {
    const sessions = new PostgresSessionStore(scratch.database.pools.engine);
    const [idle, ended, token, revoked] = ['idle', 'ended', 'token', 'revoked'].map(hashOf) as [string, string, string, string];
    const accountId = world.countyA.account.id;
    await sessions.open({ hash: idle, accountId, at: worldNow, idleUntil: worldNow + 10, endsAt: worldNow + 100 });
    await sessions.open({ hash: ended, accountId, at: worldNow, idleUntil: worldNow + 10, endsAt: worldNow + 100 });
    await sessions.end(ended);
    const revokedId = randomUUID();
    for (const [hash, id] of [[token, randomUUID()], [revoked, revokedId]] as const) await sessions.issueToken({ id, hash, accountId, name: 't', at: worldNow, endsAt: worldNow + 20 });
    await sessions.revokeToken(accountId, revokedId, worldNow);
    const all = [idle, ended, token, revoked, hashOf('nobody')];
    expect(await sessions.alive(all, worldNow + 9)).toEqual(new Set([idle, token]));
    expect(await sessions.alive(all, worldNow + 10)).toEqual(new Set([token]));
    expect(await sessions.alive(all, worldNow + 20)).toEqual(new Set());
  });

  it('is read for many accounts as for one, without those that are disabled', async () => {
    const directory = new PostgresDirectoryStore(scratch.database.pools.lookup, world.clock);
    const { countyA, countyB, schoolA } = world;
    await directory.saveAccounts([{ ...schoolA.account, disabled: true }]);
    const found = await directory.principals([countyA.account.id, countyB.account.id, schoolA.account.id, randomUUID()], worldNow);
    expect([...found].sort((a, b) => (a.accountId === countyA.account.id ? -1 : b.accountId === countyA.account.id ? 1 : 0))).toEqual([countyA.principal, countyB.principal]);
    expect(await directory.principal(countyA.account.id, worldNow)).toEqual(countyA.principal);
  });
});
