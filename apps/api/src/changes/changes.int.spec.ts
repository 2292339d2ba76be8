import type { AddressInfo } from 'node:net';
import { ChangeListener, recordingLog, scratchDatabase, type ScratchDatabase } from '@shidian/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApi, type Api } from '../create-api.js';
import { overDatabase } from '../over-database.js';
import type { SpecClient } from '../spec-client.js';
import { beforeTheClose, installation, type Installation } from '../spec-installation.js';
import type { StreamLimits } from './change-feed.js';

let scratch: ScratchDatabase;
let there: Installation;
/** Another process on the same database, as far as one process can be two. */
let other: Api;
let [first, second]: [string, string] = ['', ''];
const log = recordingLog();
const listeners: ChangeListener[] = [];
const more: Api[] = [];
const topics = Array.from({ length: 3 }, (_, group) => Array.from({ length: 7 }, (_each, index) => `Xxjsrhcxtz${group + 1}-${index + 1}`)).flat();
const left: Record<string, string[]> = { school: [...topics], school2: [...topics] };

async function listening(api: Api): Promise<string> {
  await api.app.listen(0, '127.0.0.1');
  return `http://127.0.0.1:${(api.app.getHttpServer() as { address(): AddressInfo }).address().port}`;
}

function another(streams?: Partial<StreamLimits>): Promise<Api> {
  const { settings, clock, readiness } = there.parts;
  return createApi(overDatabase({ settings, log, pools: scratch.database.pools, clock, readiness, graceMs: 60_000, ...(streams && { streams }) }));
}

async function limited(streams: Partial<StreamLimits>): Promise<string> {
  const api = await another(streams);
  more.push(api);
  return listening(api);
}

async function listen(base: string, client: SpecClient, since?: string): Promise<ChangeListener> {
  const listener = await ChangeListener.open(base, client.cookie, since);
  listeners.push(listener);
  return listener;
}

async function start(login: 'school' | 'school2', client: SpecClient): Promise<string> {
  const applicantId = login === 'school' ? there.schoolId : there.otherSchoolId;
  const { status, body } = await client.call('startCase', { params: { programId: there.programId }, body: { applicantId, topic: left[login]!.pop() } });
  expect(status).toBe(201);
  return (body as { id: string }).id;
}

beforeAll(async () => {
  scratch = await scratchDatabase();
  there = await installation(scratch.database.pools, log);
  other = await another();
  [first, second] = [await listening(there.api), await listening(other)];
});
beforeEach(() => {
  there.clock.at = beforeTheClose;
});
afterEach(async () => {
  for (const listener of listeners.splice(0)) listener.close();
  for (const api of more.splice(0)) await api.close(0);
});
afterAll(async () => {
  await there.api.close(0);
  await other.close(0);
  await scratch.drop();
});

describe('changes as they happen', () => {
  it('reach a browser at another process, with ids and versions and nothing else', async () => {
    const [school, county] = [await there.as('school'), await there.as('county')];
    const watching = await listen(second, county);
    const id = await start('school', school);
    const told = await watching.hears('case', id);
    expect(told.data).toEqual({ kind: 'case', id, programId: there.programId, version: 1 });
    const own = await listen(first, school);
    const again = await start('school', school);
    expect(Object.keys((await own.hears('task', again)).data).sort()).toEqual(['caseId', 'kind', 'programId']);
  });

  it('that happen between a page and the connection are told to whoever follows from the page’s cursor', async () => {
    const [school, county] = [await there.as('school'), await there.as('county')];
    const page = await county.call('cases');
    const cursor = page.headers['change-cursor'] as string;
    expect(cursor).toMatch(/^[0-9a-z._-]+$/);
    const id = await start('school', school);
    const watching = await listen(second, county, cursor);
    expect(watching.told[0]).toMatchObject({ event: 'ready', data: { resumed: true } });
    await watching.hears('case', id);
  });

  it('that were missed while the connection was broken are told once each, and what came before is not', async () => {
    const [school, county] = [await there.as('school'), await there.as('county')];
    const before = await listen(first, county);
    const heard = await start('school', school);
    await before.hears('case', heard);
    before.close();
    const missed = [await start('school', school), await start('school', school)];
    const after = await listen(second, county, before.lastId);
    for (const id of missed) await after.hears('case', id);
    const live = await start('school', school);
    await after.hears('case', live);
    const cases = after.changes.filter(({ kind }) => kind === 'case').map(({ id }) => id);
    expect(cases.sort()).toEqual([...missed, live].sort());
  });

  it('are told to whoever comes back with the id of any event, from exactly there', async () => {
    const [school, county] = [await there.as('school'), await there.as('county')];
    const watching = await listen(first, county);
    const ids = await Promise.all([start('school', school), start('school', school), start('school', school)]);
    for (const id of ids) await watching.hears('case', id);
    const told = watching.told.filter(({ event }) => event === 'change');
    const after = async (cursor: string): Promise<readonly string[]> => {
      const back = await there.api.app.inject({ url: '/api/changes', query: { since: cursor, follow: 'false' }, headers: { cookie: county.cookie } });
      return [...back.body.matchAll(/event: change\nid: .*\ndata: (.*)\n/g)].map(([, data]) => data!);
    };
    // The last of what was done may still be on its way to whoever watches; it is committed, so whoever comes back hears it.
    // Of what was done at one time no order is promised: a listener hears it as it is committed, whoever comes back as it was begun.
    const heard = told.map(({ data }) => JSON.stringify(data));
    const all = [heard[0]!, ...(await after(told[0]!.id))];
    for (const [index, { id: cursor }] of told.entries()) {
      const rest = [...all];
      for (const one of heard.slice(0, index + 1)) expect(rest.splice(rest.indexOf(one), 1)).toEqual([one]);
      expect((await after(cursor)).toSorted(), `after ${index + 1} of ${told.length}`).toEqual(rest.sort());
    }
  });

  it('are not told to a school of its neighbour’s case, live, resumed or after a reset', async () => {
    const [school, neighbour] = [await there.as('school'), await there.as('school2')];
    const live = await listen(second, neighbour);
    const since = live.lastId;
    const foreign = await start('school', school);
    const own = await start('school2', neighbour);
    await live.hears('case', own);
    const resumed = await listen(first, neighbour, since);
    await resumed.hears('case', own);
    const reset = await listen(second, neighbour, 'no cursor of ours');
    expect(reset.told.map(({ event }) => event)).toContain('reset');
    await start('school', school);
    await reset.hears('case', await start('school2', neighbour));
    for (const listener of [live, resumed, reset]) {
      expect(JSON.stringify(listener.told)).not.toContain(foreign);
      expect(listener.changes.filter(({ kind }) => kind === 'case').every(({ id }) => id !== foreign)).toBe(true);
    }
  });

  it('follow the rights: a post that is taken away is deaf from that moment, one that is given hears, and both read anew', async () => {
    const [school, neighbour] = [await there.as('school'), await there.as('school2')];
    const me = await neighbour.call('me');
    const { accountId, posts } = me.body as { accountId: string; posts: readonly { id: string }[] };
    const [{ id: schoolPost }] = (await school.call('me')).body['posts'] as [{ id: string }];
    const watching = await listen(second, neighbour);
    const unseen = await start('school', school);
    await there.parts.accounts.saveHoldings([{ accountId, postId: schoolPost, from: 0, to: null }]);
    await watching.until(() => watching.told.some(({ event, data }) => event === 'reset' && data.reason === 'rights'));
    const shown = await start('school', school);
    await watching.hears('case', shown);
    const cursor = watching.lastId;
    await there.parts.accounts.saveHoldings([{ accountId, postId: schoolPost, from: 0, to: there.clock.at }]);
    const afterwards = await start('school', school);
    await watching.until(() => watching.told.filter(({ event }) => event === 'reset').length === 2);
    await watching.hears('case', await start('school2', neighbour));
    const told = JSON.stringify(watching.told);
    expect([unseen, afterwards].filter((id) => told.includes(id))).toEqual([]);
    const resumed = await listen(first, neighbour, cursor);
    expect(resumed.told[1]).toMatchObject({ event: 'reset', data: { reason: 'rights' } });
    expect(posts).toHaveLength(1);
  });

  it('end with the session: signed out, run out, or the account disabled; and coming back is refused', async () => {
    const [one, two, three] = [await there.as('province'), await there.as('city'), await there.as('expert')];
    const [out, idle, disabled] = [await listen(first, one), await listen(second, two), await listen(second, three)];
    await one.call('signOut');
    expect((await out.ends()).data).toEqual({ reason: 'signed_out' });
    await out.until(() => out.refusals.includes(401));
    const row = (await there.parts.accounts.accountByLogin('expert'))!;
    await there.parts.accounts.saveAccounts([{ ...row, disabled: true }]);
    expect((await disabled.ends()).data).toEqual({ reason: 'signed_out' });
    await there.parts.accounts.saveAccounts([row]);
    // Looking on is no use of a session: it runs out though the connection is open.
    there.clock.at += there.parts.settings.sessionIdleMs;
    expect((await idle.ends()).data).toEqual({ reason: 'signed_out' });
  });

  it('are told from a token as from a session', async () => {
    const school = await there.as('school');
    const { token } = (await school.call('issueToken', { body: { name: 'watch', expiresInDays: 1 } })).body as { token: string };
    const answer = await fetch(`${first}/api/changes?follow=false`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(answer.headers.get('x-accel-buffering')).toBe('no');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toMatch(/^retry: 1000\n\nevent: ready\nid: [0-9a-z._-]+\ndata: \{"resumed":false\}\n\n$/);
    expect((await fetch(`${first}/api/changes`, { method: 'HEAD', headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  });

  it('that cannot be told one by one are said to be many, and a cursor of nobody’s is said to be none', async () => {
    const [school, county] = [await there.as('school'), await there.as('county')];
    const cursor = (await listen(first, county)).lastId;
    await start('school', school);
    await start('school', school);
    const base = await limited({ mostMissed: 1 });
    const reasonFor = async (since: string): Promise<unknown> => {
      const told = await listen(base, county, since);
      await told.until(() => told.told.length > 1);
      return told.told[1]!.data.reason;
    };
    expect(await reasonFor(cursor)).toBe('too_many');
    const [mark = '', history = '', ...rest] = cursor.split('.');
    expect(await reasonFor('')).toBe('cursor');
    expect(await reasonFor('garbled')).toBe('cursor');
    expect(await reasonFor([mark, history, 'zzzzzzzzzz', '', ''].join('.'))).toBe('cursor');
    expect(await reasonFor([mark, '000000000000', ...rest].join('.'))).toBe('database');
    expect(await reasonFor(['000000000000', history, ...rest].join('.'))).toBe('rights');
  });

  it('of which there were too many between two looks are not told one by one: whoever listens reads anew, and hears what comes after', async () => {
    const [school, county] = [await there.as('school'), await there.as('county')];
    const base = await limited({ mostAtOnce: 0 });
    const [flooded, calm] = [await listen(base, county), await listen(first, county)];
    const id = await start('school', school);
    await calm.hears('case', id);
    await flooded.until(() => flooded.told.length > 1);
    expect(flooded.told.slice(1).map(({ event, data }) => ({ event, data }))).toEqual([{ event: 'reset', data: { reason: 'too_many' } }]);
    const onwards = await listen(first, county, flooded.lastId);
    const next = await start('school', school);
    await onwards.hears('case', next);
    expect(JSON.stringify(onwards.told)).not.toContain(id);
  });

  it('are told to so many connections of an account, and of a process, and to others when one has closed', async () => {
    const [school, county] = [await there.as('school'), await there.as('county')];
    const base = await limited({ perAccount: 2, perProcess: 3 });
    const [one] = [await listen(base, school), await listen(base, school)];
    const over = await fetch(`${base}/api/changes`, { headers: { cookie: school.cookie } });
    expect(over.status).toBe(429);
    expect(over.headers.get('retry-after')).toBe('60');
    expect(await over.json()).toMatchObject({ code: 'stream.too_many_yours', details: { limit: 2 } });
    await listen(base, county);
    const full = await fetch(`${base}/api/changes`, { headers: { cookie: county.cookie } });
    expect([full.status, await full.json()]).toEqual([503, expect.objectContaining({ code: 'stream.too_many' })]);
    one.close();
    // The server may hear of the closing after the next request.
    let status = 429;
    while (status === 429) {
      const again = await fetch(`${base}/api/changes?follow=false`, { headers: { cookie: school.cookie } });
      await again.text();
      ({ status } = again);
    }
    expect(status).toBe(200);
  });

  it('go on when the database’s connections broke, without a gap', async () => {
    const [school, county] = [await there.as('school'), await there.as('county')];
    const watching = await listen(second, county);
    await scratch.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`);
    // Whoever asks just then may be told to come back.
    const id = await vi.waitFor(() => start('school', school), 10_000);
    await watching.hears('case', id);
    expect(watching.told.map(({ event }) => event)).not.toContain('reset');
  });

  it('end at once when the process stops, with a word that says to come back', async () => {
    const api = await another();
    const base = await listening(api);
    const county = await there.as('county');
    const watching = await listen(base, county);
    const began = performance.now();
    await api.close(20_000);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await watching.ends()).data).toEqual({ reason: 'closing' });
  });

  it('leave nothing to be ashamed of in the log', () => {
    expect(log.lines.filter(({ level, facts }) => level === 'error' && (facts as { code?: string }).code !== 'unavailable')).toEqual([]);
  });
});
