import type { Organisation, Post } from '@shidian/access';
import type { Artefact } from '@shidian/definition';
import type { Instant, InstanceState } from '@shidian/engine';
import type { AccountRow, BusinessClock, DateRow, InstanceUpdate, JournalRow, Principal, StepStore, WriteBatch } from '@shidian/lifecycle';
import { randomUUID } from 'node:crypto';
import type { Pools } from '@shidian/persistence';

/** 2016-03-01T08:00:00+08:00. */
export const worldNow: Instant = Date.UTC(2016, 2, 1);

/** A clock that stands still until it is set. */
export class StandingClock implements BusinessClock {
  constructor(private at: Instant = worldNow) {}
  now(): Instant {
    return this.at;
  }
  set(at: Instant): void {
    this.at = at;
  }
}

export const emptyState: InstanceState = {
  format: 1,
  snapshot: { value: 'draft' },
  tasks: [],
  clock: {},
  epochs: {},
  tasksOpened: 0,
  closed: {},
  marks: {},
  visited: [],
  programSeen: 0,
};

export interface Place {
  readonly organisation: Organisation;
  readonly post: Post;
  readonly account: AccountRow;
  readonly principal: Principal;
}

/** One province, two counties, a school in each; every one has a desk and an account that holds it. One program, no case. */
export interface SmallWorld {
  readonly store: StepStore;
  readonly clock: StandingClock;
  readonly province: Place;
  readonly countyA: Place;
  readonly countyB: Place;
  readonly schoolA: Place;
  readonly schoolB: Place;
  readonly definitionHash: string;
  readonly programId: string;
  /** Starts a case of the school at version 1 with one journal entry, seen by school, its county and the province. */
  startCase(school: Place, county: Place, extra?: WriteBatch): Promise<string>;
}

export function journalRow(row: { readonly programId: string; readonly caseId: string | null; readonly seq: number; readonly at?: Instant }): JournalRow {
  return {
    programId: row.programId,
    caseId: row.caseId,
    seq: row.seq,
    at: row.at ?? worldNow,
    recordedAt: row.at ?? worldNow,
    kind: 'tick',
    body: `{"seq":${row.seq}}`,
    previous: row.seq === 1 ? 'genesis' : `hash-${row.seq - 1}`,
    hash: `hash-${row.seq}`,
  };
}

export function instanceUpdate(id: string, expectedVersion: number, change: Partial<InstanceUpdate> = {}): InstanceUpdate {
  return {
    id,
    expectedVersion,
    state: emptyState,
    states: ['draft'],
    tags: [],
    outcome: null,
    journalHead: `hash-${expectedVersion + 1}`,
    journalCount: expectedVersion + 1,
    programSeen: 1,
    at: worldNow,
    ...change,
  };
}

export function dateRow(programId: string, change: Partial<DateRow> = {}): DateRow {
  return {
    id: randomUUID(),
    programId,
    name: 'county_due',
    scope: 'program',
    scopeId: programId,
    rule: 'by 2016-03-14',
    opensAt: null,
    closesAt: worldNow + 14 * 86_400_000,
    provisional: false,
    zone: 'Asia/Shanghai',
    calendarVersion: 'test',
    reason: null,
    approver: null,
    documentNumber: null,
    setBy: null,
    setAt: worldNow,
    ...change,
  };
}

function place(name: string, tier: Organisation['tier'], parent: Place | null): Place {
  const organisation: Organisation = { id: randomUUID(), code: null, name, kind: tier === 'unit' ? '小学' : '教育行政部门', tier, parentId: parent?.organisation.id ?? null, address: null, tags: [], titles: [] };
  const post: Post = { id: randomUUID(), organisationId: organisation.id, name: '经办', desk: true, reportsTo: null };
  const account: AccountRow = { id: randomUUID(), login: organisation.id, name: `${name}经办人`, passwordHash: 'none', email: `${organisation.id}@example.test`, disabled: false, administers: null };
  return {
    organisation,
    post,
    account,
    principal: { accountId: account.id, login: account.login, name: account.name, posts: [post.id], scope: [post.id, organisation.id], administers: null },
  };
}

export async function smallWorld(pools: Pools): Promise<SmallWorld> {
  const { PostgresDefinitionStore, PostgresDirectoryStore, PostgresStepStore } = await import('@shidian/persistence');
  const clock = new StandingClock();
  const province = place('示例省教育厅', 'province', null);
  const countyA = place('示例甲县教育局', 'county', province);
  const countyB = place('示例乙县教育局', 'county', province);
  const schoolA = place('示例第一小学', 'unit', countyA);
  const schoolB = place('示例第二小学', 'unit', countyB);
  const places = [province, countyA, countyB, schoolA, schoolB];

  const directory = new PostgresDirectoryStore(pools.lookup, clock);
  await directory.saveOrganisations(places.map((one) => one.organisation));
  await directory.savePosts(places.map((one) => one.post));
  await directory.saveAccounts(places.map((one) => one.account));
  await directory.saveHoldings(places.map((one) => ({ accountId: one.account.id, postId: one.post.id, from: 0, to: null })));

  const definitionHash = `sha256:${randomUUID()}`;
  // The stores look at hash, id, series and name alone.
  const artefact = { format: 1, hash: definitionHash, id: 'sample', series: 'sample', name: { zh: '示例试点' } } as unknown as Artefact;
  await new PostgresDefinitionStore(pools.lookup).publish(artefact, null, worldNow);

  const store = new PostgresStepStore(pools.engine);
  const programId = randomUUID();
  await store.transaction((tx) =>
    tx.write({
      newPrograms: [{ id: programId, definitionHash, name: '示例试点 2016', issuerId: province.organisation.id, openedAt: worldNow, openedBy: null }],
      programs: [instanceUpdate(programId, 0)],
      moves: [{ programId, seq: 1, at: worldNow, states: ['call'], marks: {} }],
      journal: [journalRow({ programId, caseId: null, seq: 1 })],
    }),
  );

  const startCase = async (school: Place, county: Place, extra: WriteBatch = {}): Promise<string> => {
    const caseId = randomUUID();
    await store.transaction(async (tx) => {
      const number = String(await tx.nextCaseNumber(programId)).padStart(6, '0');
      await tx.write({
        newCases: [
          {
            id: caseId,
            programId,
            number,
            applicantId: school.organisation.id,
            applicantKind: 'school',
            topic: '1-1',
            title: null,
            startedAt: worldNow,
            visibleTo: [school.organisation.id, county.organisation.id, province.organisation.id],
          },
        ],
        cases: [instanceUpdate(caseId, 0)],
        journal: [journalRow({ programId, caseId, seq: 1 })],
        ...extra,
      });
    });
    return caseId;
  };

  return { store, clock, province, countyA, countyB, schoolA, schoolB, definitionHash, programId, startCase };
}
