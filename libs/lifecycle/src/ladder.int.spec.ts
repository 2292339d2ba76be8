import { WorkingCalendar } from '@shidian/calendar';
import type { RungOffset } from '@shidian/engine';
import { liaoningWorld, type LiaoningWorld } from '@shidian/testing';
import { PostgresCalendarStore, PostgresDefinitionStore, PostgresDeliveryBook, PostgresDirectoryStore, PostgresOversightStore, PostgresStepStore, PostgresSubstitutionStore } from '@shidian/persistence';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Calendars, Definitions, Directory, Drains, InstanceDates, Oversight, StepRunner } from './index.js';

const DAY = 86_400_000;
const START = Date.parse('2016-03-01T01:00:00Z');
/** 2019-01-01T00:00 in China: 试点期满. */
const ENDS = Date.parse('2018-12-31T16:00:00Z');

describe('the ladder of a duty of the province', () => {
  let at: LiaoningWorld;
  let caseId: string;
  beforeEach(async () => {
    at = await liaoningWorld(START, 2);
    ({ caseId } = await at.start(0));
  });
  afterEach(async () => {
    await at.close();
  });

  const leave = async (...names: readonly string[]): Promise<void> => {
    const directory = new PostgresDirectoryStore(at.scratch.database.pools.lookup, at.world.clock);
    const rows = await at.scratch.sql<{ accountId: string; postId: string; from: number }>(
      'SELECT h.account_id AS "accountId", h.post_id AS "postId", shidian.ms(h.valid_from) AS "from" FROM shidian.holding h JOIN shidian.post p ON p.id = h.post_id WHERE p.name = ANY ($1)',
      [names],
    );
    await directory.saveHoldings(rows.map((row) => ({ ...row, to: START })));
  };
  const runner = (): StepRunner => {
    const { lookup } = at.scratch.database.pools;
    return new StepRunner(new Definitions(new PostgresDefinitionStore(lookup), 60_000), new Directory(new PostgresDirectoryStore(lookup, at.world.clock)), new Calendars(new PostgresCalendarStore(lookup), at.world.clock), at.world.clock);
  };
  /** The case stands where the province has to decide by the end of the trial, and nobody does anything. */
  const late = async (): Promise<readonly string[]> => {
    at.world.clock.moveTo(START + DAY);
    await at.world.cases.administer({ principal: at.province, at: START + DAY, caseId, administration: { act: 'jump', to: 'accept/checking' }, reason: '演练' });
    at.world.clock.moveTo(ENDS + 30 * DAY);
    // A directory of its own: that of the world may have looked before somebody left.
    const drains = new Drains(new PostgresStepStore(at.scratch.database.pools.engine), runner(), (incident) => {
      throw new Error(JSON.stringify(incident));
    });
    while ((await drains.due(ENDS + 30 * DAY)) > 0);
    const posts = new Map((await at.scratch.sql<{ id: string; name: string }>('SELECT id, name FROM shidian.post')).map(({ id, name }) => [id, name]));
    return (await at.world.notices()).filter(({ caseId: of, kind }) => of === caseId && (kind === 'overdue' || kind === 'escalation')).map(({ kind, post, text }) => `${kind} ${posts.get(post) ?? ''} ${/（[^（]*(?:无人在任|没有上级岗位).*$/.exec(text.zh)?.[0] ?? ''}`.trim());
  };

  it('climbs the line of report, each rung with its own notice', async () => {
    expect(await late()).toEqual(['overdue 信息化处', 'overdue 分管厅领导', 'escalation 厅长', 'escalation 信息化处']);
  });

  it('tells the next above, in words, where a post is empty, and only its number to system administrators', async () => {
    await leave('分管厅领导');
    expect(await late()).toEqual(expect.arrayContaining(['overdue 分管厅领导', 'overdue 厅长 （辽宁省教育厅分管厅领导无人在任，报至上级）', 'escalation 厅长']));
    const { engine, lookup } = at.scratch.database.pools;
    const oversight = new Oversight({ steps: new PostgresStepStore(engine), oversight: new PostgresOversightStore(lookup), substitutions: new PostgresSubstitutionStore(lookup), reader: at.world.reader, book: new PostgresDeliveryBook(engine) }, runner());
    await expect(oversight.undeliverable(at.province, at.world.clock.now())).rejects.toMatchObject({ code: 'right.missing' });
    // The case's, and the program's own: nobody has named the day of the mid-term check either.
    expect(await oversight.undeliverable({ ...at.province, posts: [], scope: [], administers: 'system' }, at.world.clock.now())).toMatchObject({ notices: 2, posts: 1 });
  });
});

describe('a reminder', () => {
  it('keeps to the hours that the file names, before its deadline, and what is overdue does not wait', async () => {
    const { artefact, close } = await liaoningWorld(START, 1);
    await close();
    const offset = (by: RungOffset, remind: typeof artefact.remind): string => {
      const dates = new InstanceDates({ artefact: { ...artefact, ...(remind !== undefined && { remind }) }, calendar: new WorkingCalendar(), rows: [], path: [], moves: [] });
      // 2016-03-15T00:00 in China is the first instant outside.
      return new Date(dates.offset(Date.parse('2016-03-14T16:00:00Z'), by) + 8 * 3_600_000).toISOString().slice(0, 16);
    };
    const remind = { hours: { from: 510, to: 1050 }, days: 'working', quiet: [{ from: '2016-03-11', to: '2016-03-11' }] } as const;
    expect(offset({ amount: -16, unit: 'hours', waits: true }, remind)).toBe('2016-03-14T08:30');
    expect(offset({ amount: -16, unit: 'hours' }, remind)).toBe('2016-03-14T08:00');
    expect(offset({ amount: -16, unit: 'hours', waits: true }, undefined)).toBe('2016-03-14T08:00');
    expect(offset({ amount: -1, unit: 'working_days', waits: true }, remind)).toBe('2016-03-14T08:30');
    expect(offset({ amount: -2, unit: 'hours', waits: true }, remind)).toBe('2016-03-14T22:00');
    expect(offset({ amount: 2, unit: 'hours' }, remind)).toBe('2016-03-15T02:00');
  });
});
