import { Definitions, Drains, StepRunner } from '@shidian/lifecycle';
import { PostgresDefinitionStore, PostgresStepStore } from '@shidian/persistence';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beforeTheClose, close, type OwnInstallation, ownInstallation } from '../spec-installation.js';
import type { SpecClient } from '../spec-client.js';

const DAY = 24 * 3_600_000;
let there: OwnInstallation;
let [province, county, school]: SpecClient[] = [];

beforeEach(async () => {
  there = await ownInstallation();
  [province, county, school] = await Promise.all(['province', 'county', 'school'].map((login) => there.as(login)));
});
afterEach(async () => {
  await there.close();
});

interface Listed {
  readonly items: readonly { readonly id: string; readonly name: string; readonly posts: readonly { readonly id: string; readonly name: string; readonly vacant: boolean; readonly seats: readonly { readonly name: string; readonly standsIn: boolean }[] }[] }[];
}
interface Coming {
  readonly items: readonly { readonly at: string; readonly kind: string; readonly caseNumber: string | null; readonly text: { readonly zh: string }; readonly to: readonly { readonly organisationName: string; readonly postName: string; readonly vacant: boolean }[] }[];
  readonly more: number;
}

const bodyOf = <T>({ body }: { readonly body: T }): T => body;
const start = async (client: SpecClient | undefined, topic = 'Xxjsrhcxtz1-1'): Promise<string> => {
  const started = await client?.call('startCase', { params: { programId: there.programId }, body: { applicantId: there.schoolId, topic } });
  return bodyOf<{ readonly id: string }>(started ?? { body: {} as never }).id;
};

describe('organisations and their posts', () => {
  it('are listed from one’s own downwards, with who sits where, and nothing beside or above', async () => {
    const all = bodyOf<Listed>(await (province as SpecClient).call('organisations'));
    expect(all.items.map(({ name }) => name)).toEqual(['辽宁省教育厅', '沈阳市教育局', '沈阳市和平区教育局', expect.stringContaining('示例第'), expect.stringContaining('示例第')]);
    const below = bodyOf<Listed>(await (county as SpecClient).call('organisations', { query: { search: '第一' } }));
    expect(below.items).toMatchObject([{ name: '示例第一小学', posts: [{ name: '申报岗', vacant: false, seats: [{ name: '示例school', standsIn: false }] }] }]);
    const own = bodyOf<Listed>(await (school as SpecClient).call('organisations'));
    expect(own.items.map(({ name }) => name)).toEqual(['示例第一小学']);
    expect(bodyOf<Listed>(await (school as SpecClient).call('organisations', { query: { under: there.countyId } })).items).toEqual([]);
  });

  it('come in pages that follow each other', async () => {
    const first = bodyOf<Listed & { readonly next: string }>(await (province as SpecClient).call('organisations', { query: { limit: '2' } }));
    const second = bodyOf<Listed>(await (province as SpecClient).call('organisations', { query: { limit: '200', cursor: first.next } }));
    expect(first.items.length + second.items.length).toBe(5);
  });
});

describe('who has not started', () => {
  it('is whoever could apply and has no case; the program office sees all, a county its own', async () => {
    await start(school);
    const seen = bodyOf<{ readonly total: number; readonly items: readonly { readonly name: string; readonly due: string; readonly reachable: boolean; readonly kind: { readonly key: string } }[] }>(await (county as SpecClient).call('notStarted', { params: { programId: there.programId }, query: { kind: 'basic' } }));
    expect(seen).toMatchObject({ total: 1, items: [{ name: '示例第二小学', due: '2016-03-14T16:00:00.000Z', reachable: true, kind: { key: 'basic' } }] });
    const all = bodyOf<{ readonly items: readonly { readonly name: string }[] }>(await (province as SpecClient).call('notStarted', { params: { programId: there.programId } }));
    expect(all.items.map(({ name }) => name)).toContain('沈阳市教育局');
    expect((await (school as SpecClient).call('notStarted', { params: { programId: there.programId }, query: { under: there.countyId } })).status).toBe(404);
  });

  it('is told in one go, once a day, on the program’s record; who is late is nudged in his case', async () => {
    await start(school);
    const nudge = async (client: SpecClient | undefined, whom: string) => await (client as SpecClient).call('nudgeAll', { params: { programId: there.programId }, body: { organisation: there.countyId, whom, kind: 'basic' } });
    expect(bodyOf(await nudge(county, 'all'))).toEqual({ notStarted: 1, overdue: 0, tooSoon: 0, noDesk: 0, left: 0 });
    expect(bodyOf(await nudge(county, 'not_started'))).toMatchObject({ notStarted: 0, tooSoon: 1 });
    const other = await there.as('school2');
    const inbox = bodyOf<{ readonly items: readonly { readonly kind: string; readonly text: { readonly zh: string } }[] }>(await other.call('notices'));
    expect(inbox.items.filter(({ text }) => text.zh.includes('催办'))).toMatchObject([{ kind: 'reminder', text: { zh: expect.stringMatching(/示例第二小学尚未申报，时限 .*3月14日/) as unknown } }]);
    const record = bodyOf<{ readonly items: readonly { readonly kind: string; readonly entry: unknown }[] }>(await (province as SpecClient).call('programJournal', { params: { programId: there.programId } }));
    expect(record.items.filter(({ kind }) => kind === 'nudge')).toMatchObject([{ entry: { organisation: there.countyId, told: [there.otherSchoolId] } }]);
    expect((await nudge(school, 'all')).status).toBe(404);
    there.clock.at += DAY + 1;
    expect(bodyOf(await nudge(await there.as('county'), 'not_started'))).toMatchObject({ notStarted: 1, tooSoon: 0 });
  });
});

describe('what will be sent', () => {
  const coming = async (client: SpecClient | undefined, days: string): Promise<Coming> => bodyOf<Coming>(await (client as SpecClient).call('upcoming', { params: { programId: there.programId }, query: { days } }));

  it('is listed before it is sent, with to whom, and is then exactly what was sent', async () => {
    const caseId = await start(school);
    const foreseen = await coming(province, '30');
    const ofCase = foreseen.items.filter(({ caseNumber }) => caseNumber === '000001');
    expect(ofCase.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['reminder', 'stage']));
    expect(ofCase[0]?.to).toMatchObject([{ organisationName: '示例第一小学', postName: '申报岗', vacant: false }]);
    const { pools } = there.scratch.database;
    const runner = new StepRunner(new Definitions(new PostgresDefinitionStore(pools.lookup), 60_000), there.parts.directory, there.parts.calendars, there.clock);
    const drains = new Drains(new PostgresStepStore(pools.engine), runner, (incident) => {
      throw new Error(JSON.stringify(incident));
    });
    for (let at = beforeTheClose; at < beforeTheClose + 30 * DAY; at += DAY / 4) {
      there.clock.at = at;
      while ((await drains.due(at)) > 0);
    }
    const sent = await there.scratch.sql<{ at: number | string; text: string }>(`SELECT shidian.ms(at) AS at, text FROM shidian.notice WHERE case_id IS NOT NULL AND at > shidian.instant($1) ORDER BY at, text`, [beforeTheClose]);
    const told = sent.map(({ at, text }) => `${new Date(Number(at)).toISOString()} ${(JSON.parse(text) as { zh: string }).zh}`);
    expect([...new Set(told)]).toEqual([...new Set(ofCase.map(({ at, text }) => `${at} ${text.zh}`))].sort());
    expect(told.length).toBeGreaterThan(2);
    const record = bodyOf<{ readonly items: readonly { readonly by: string; readonly words: { readonly zh: string } }[] }>(await (await there.as('province')).call('caseJournal', { params: { caseId } }));
    expect(record.items.map(({ by, words }) => `${by} ${words.zh}`)).toEqual(expect.arrayContaining(['person 开始', 'system 自动提醒：县级收件截止', 'system 超时自动：县级收件截止']));
  });

  it('is for whom one oversees: a school sees what comes to itself, not what goes to those above', async () => {
    await start(school);
    const own = await coming(school, '60');
    expect(own.items.length).toBeGreaterThan(0);
    expect(new Set(own.items.flatMap(({ to }) => to.map(({ organisationName }) => organisationName)))).toEqual(new Set(['示例第一小学']));
    expect((await coming(await there.as('school2'), '60')).items).toEqual([]);
  });
});

describe('the calendar of a program', () => {
  interface Calendar {
    readonly dates: readonly { readonly name: string; readonly closes: string | null; readonly history: readonly { readonly change: string; readonly before: string | null; readonly scopeName: { readonly zh: string }; readonly setByName: string | null; readonly documentNumber: string | null; readonly binds: boolean }[] }[];
  }

  it('says who set each date for whom, what it was before, and what binds', async () => {
    const params = { programId: there.programId };
    const set = async (client: SpecClient | undefined, body: object) => await (client as SpecClient).call('setDate', { params, body });
    expect((await set(county, { name: 'county_due', scope: 'organisation', scopeId: there.countyId, rule: 'by 2016-03-08' })).status).toBe(201);
    expect((await set(province, { name: 'province_due', scope: 'program', scopeId: there.programId, rule: 'by 2016-03-18', reason: '大雪', approver: '示例处长', documentNumber: '辽教函〔2016〕12号' })).status).toBe(201);
    expect((await set(province, { name: 'province_due', scope: 'program', scopeId: there.programId, rule: 'by 2016-03-16', reason: '改期' })).status).toBe(201);
    const calendar = bodyOf<Calendar>(await (province as SpecClient).call('programCalendar', { params }));
    const date = (name: string) => calendar.dates.find((one) => one.name === name);
    expect(date('province_due')?.history).toMatchObject([
      { change: 'opened', before: null, setByName: null, binds: false },
      { change: 'extended', before: new Date(close).toISOString(), setByName: '示例province', documentNumber: '辽教函〔2016〕12号', binds: false },
      { change: 'brought_forward', before: '2016-03-18T16:00:00.000Z', binds: true },
    ]);
    expect(date('county_due')?.history).toMatchObject([{ change: 'brought_forward', scopeName: { zh: '沈阳市和平区教育局' }, setByName: '示例county', binds: true }]);
    const seen = bodyOf<Calendar>(await (school as SpecClient).call('programCalendar', { params }));
    expect(seen.dates.find(({ name }) => name === 'county_due')?.history).toHaveLength(1);
  });
});
