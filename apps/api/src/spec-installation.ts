import { randomUUID } from 'node:crypto';
import { hashSync } from '@node-rs/argon2';
import type { Organisation, Post } from '@shidian/access';
import { check, findRecord } from '@shidian/definition';
import { Press } from '@shidian/documents';
import type { Instant } from '@shidian/engine';
import type { BusinessClock } from '@shidian/lifecycle';
import { PostgresDirectoryStore, type Pools } from '@shidian/persistence';
import { recordingLog, scratchDatabase, type ScratchDatabase } from '@shidian/testing';
import { createApi, type Api } from './create-api.js';
import type { Log } from '@shidian/observability';
import { overDatabase } from './over-database.js';
import { SpecClient } from './spec-client.js';
import type { ApiParts } from './tokens.js';

export const password = 'sample password 2016';
const passwordHash = hashSync(password, { memoryCost: 1024, timeCost: 1, parallelism: 1 });

const settings = {
  publicUrl: 'http://localhost:3000',
  trustProxy: [],
  cookieSecure: false,
  uploadLimitBytes: 64 * 1024,
  sessionIdleMs: 30 * 60_000,
  sessionLifeMs: 12 * 3_600_000,
  version: '0.0.0',
  signInsPerMinute: 1_000_000,
};

/** 2016-03-01T08:00:00+08:00: a fortnight before the close. */
export const beforeTheClose: Instant = Date.UTC(2016, 2, 1);
/** 2016-03-15T00:00:00+08:00: the first instant outside. */
export const close: Instant = Date.UTC(2016, 2, 14, 16);

class SettableClock implements BusinessClock {
  at = beforeTheClose;
  now(): Instant {
    return this.at;
  }
}

interface Office {
  readonly organisation: Organisation;
  readonly posts: readonly { readonly login: string; readonly post: Post }[];
}

function office(login: string, name: string, kind: string, tier: Organisation['tier'], parent: Office | null, posts: Readonly<Record<string, string>>): Office {
  const organisation: Organisation = { id: randomUUID(), code: null, name, kind, tier, parentId: parent?.organisation.id ?? null, address: '示例路1号', tags: [], titles: [] };
  const held = Object.entries(posts).map(([account, post], index) => ({
    login: account === 'desk' ? login : account,
    post: { id: randomUUID(), organisationId: organisation.id, name: post, desk: index === 0, reportsTo: null },
  }));
  return { organisation, posts: held };
}

/** The Liaoning program opened over a province, a city, a county and two schools, and the HTTP interface over all of it. */
export interface Installation {
  readonly api: Api;
  readonly parts: ApiParts;
  readonly clock: SettableClock;
  readonly programId: string;
  readonly schoolId: string;
  readonly otherSchoolId: string;
  readonly countyId: string;
  as(login: string): Promise<SpecClient>;
}

/** Over a database of its own, which goes with it. */
export interface OwnInstallation extends Installation {
  readonly scratch: ScratchDatabase;
  close(): Promise<void>;
}

export async function ownInstallation(log: Log = recordingLog(), press?: Press): Promise<OwnInstallation> {
  const scratch = await scratchDatabase();
  const there = await installation(scratch.database.pools, log, press);
  const close = async (): Promise<void> => {
    await there.api.close(0);
    await scratch.drop();
  };
  return { ...there, scratch, close };
}

export async function installation(pools: Pools, log: Log, press = new Press()): Promise<Installation> {
  const clock = new SettableClock();
  const province = office('province', '辽宁省教育厅', '教育行政部门', 'province', null, { desk: '信息化处', expert: '专家' });
  const city = office('city', '沈阳市教育局', '教育行政部门', 'city', province, { desk: '信息化科' });
  const county = office('county', '沈阳市和平区教育局', '教育行政部门', 'county', city, { desk: '信息化科' });
  const school = office('school', '示例第一小学', '小学', 'unit', county, { desk: '申报岗' });
  const otherSchool = office('school2', '示例第二小学', '小学', 'unit', county, { desk: '申报岗' });
  const offices = [province, city, county, school, otherSchool];

  const directory = new PostgresDirectoryStore(pools.lookup, clock);
  await directory.saveOrganisations(offices.map(({ organisation }) => organisation));
  await directory.savePosts(offices.flatMap(({ posts }) => posts.map(({ post }) => post)));
  const accounts = offices.flatMap(({ posts }) => posts).map(({ login, post }) => ({ id: randomUUID(), login, name: `示例${login}`, passwordHash, email: null, disabled: false, administers: null, post }));
  const gone = { id: randomUUID(), login: 'gone', name: '示例离职', passwordHash, email: null, disabled: true, administers: null };
  await directory.saveAccounts([...accounts.map(({ post: _post, ...account }) => account), gone]);
  await directory.saveHoldings(accounts.map(({ id, post }) => ({ accountId: id, postId: post.id, from: 0, to: null })));

  const readiness = { report: () => Promise.resolve({ ok: true, checks: [] }) };
  const parts = overDatabase({ press, settings, log, pools, clock, readiness, graceMs: 60_000 });
  const folder = 'workflows/programs/liaoning-integration-2016';
  const { artefact, diagnostics } = check(folder);
  if (!artefact) throw new Error(JSON.stringify(diagnostics));
  await parts.programs.publish(artefact, null, clock.now());
  const scenarios = findRecord(folder, artefact);
  if (scenarios.kind === 'current') await parts.definitions.recordScenarios(scenarios.record, clock.now());
  const { programId } = await parts.programs.open({ principal: null, at: clock.now(), definitionHash: artefact.hash });
  const api = await createApi(parts);
  return {
    api,
    parts,
    clock,
    programId,
    schoolId: school.organisation.id,
    otherSchoolId: otherSchool.organisation.id,
    countyId: county.organisation.id,
    as: (login) => SpecClient.signedIn(api, login, password),
  };
}
