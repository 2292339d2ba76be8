import { parseDateRule, isDateRuleError, type DateRule } from '@shidian/calendar';
import { artefactHash, type Artefact } from '@shidian/definition';
import { PostgresCalendarStore } from '@shidian/persistence';
import { liaoningWorld, type LiaoningWorld } from '@shidian/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CalendarChanged } from './calendar-update.js';
import type { MovedDate } from './moved-dates.js';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const HOUR = 3_600_000;
const START = at('2026-12-18T10:00');

function rule(text: string): DateRule {
  const parsed = parseDateRule(text);
  if (isDateRuleError(parsed)) throw new Error(parsed.message.en);
  return parsed;
}

/** The Liaoning program with a close that counts working days across the end of what is arranged. */
function countingWorkingDays(artefact: Artefact): Artefact {
  const shared = (name: string, text: string) => ({ name: { zh: name }, text, rule: rule(text), perCase: false });
  const { hash: _, ...body } = { ...artefact, dates: { ...artefact.dates, issued: shared('印发', 'on 2026-12-18'), province_due: shared('省级收件截止', '15 working days after issued'), midterm: shared('中期检查', 'during 2027') } };
  return { ...body, hash: artefactHash(body) };
}

/** 2027 as an administrator enters it, with a Monday off that nobody could know. */
const ARRANGED = [
  ...['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'].map((date) => ({ date, working: false, name: '元旦' })),
  { date: '2027-01-09', working: true, name: '元旦' },
  ...['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08'].map((date) => ({ date, working: false, name: '春节' })),
  ...['2027-04-05', '2027-05-01', '2027-05-02', '2027-06-09', '2027-09-15', '2027-10-01', '2027-10-02', '2027-10-03'].map((date) => ({ date, working: false, name: '' })),
];

describe('a calendar update', () => {
  let world: LiaoningWorld;
  let first: Awaited<ReturnType<LiaoningWorld['start']>>;
  beforeEach(async () => {
    world = await liaoningWorld(START, 3, countingWorkingDays);
    first = await world.start(0);
    await world.start(1);
  });
  afterEach(async () => {
    await world.close();
  });

  const calendar = () => {
    if (world.world.calendar === undefined) throw new Error('the world has no calendar');
    return world.world.calendar;
  };
  const arrange = async (days = ARRANGED) => {
    await calendar().desk.enter(days, '示例管理员');
  };
  const preview = async (): Promise<readonly MovedDate[]> => {
    const moves: MovedDate[] = [];
    for await (const move of calendar().update.moves(world.world.clock.now())) moves.push(move);
    return moves;
  };
  const apply = async () => {
    const progress = [];
    for await (const one of calendar().update.apply({ by: '示例管理员', documentNumber: '国办发明电〔2026〕1号' })) progress.push(one);
    return progress;
  };
  const dueOf = async (caseId: string) => (await world.world.reader.case(world.world.narrator, caseId))?.state.clock['apply/due'];
  const timers = async (caseId: string) => await world.scratch.sql<{ key: string; epoch: number }>('SELECT key, epoch FROM shidian.timer WHERE case_id = $1', [caseId]);
  const journal = async (owner: string) => (await world.world.reader.journal(world.world.narrator, owner, { limit: 100 })).items;
  const notices = async (caseId: string | null) => (await world.world.notices()).filter((notice) => notice.kind === 'date' && notice.caseId === caseId);
  const sound = async () => {
    for await (const report of world.world.auditing.verify()) expect(report.whole).toBe(true);
    for await (const fault of world.world.auditing.examine(false)) throw new Error(JSON.stringify(fault));
  };
  const extend = async (to: string) => {
    const now = world.world.clock.now();
    await world.world.programs.setDate({ principal: world.province, at: now, programId: world.programId, name: 'province_due', scope: 'program', scopeId: world.programId, rule: to, reason: '受疫情影响' });
    while ((await world.world.drains.pokeCases(world.programId, now)) > 0);
  };

  it('beyond what is arranged a deadline is provisional, with the statutory holidays assumed', async () => {
    // 12-21 … 12-31 are nine, New Year's Day is off, 01-04 … 01-08 are five: the fifteenth is 01-11.
    expect(await dueOf(first.caseId)).toMatchObject({ dueAt: at('2027-01-12T00:00'), provisional: true });
  });

  it('shows what would move, in which program and case, and writes nothing', async () => {
    await arrange();
    const head = await calendar().update.preview();
    expect(head.days.map(({ from, to }) => `${to.date} ${String(from.working)}→${String(to.working)}`)).toContain('2027-01-04 true→false');
    expect([head.from.coverage?.to, head.to.coverage?.to]).toEqual(['2026-12-28', '2027-12-28']);
    const moves = await preview();
    // 01-04 is off and Saturday 01-09 is worked in exchange: the same day, and firm by now.
    expect(moves.filter(({ caseId }) => caseId !== null).map(({ caseNumber, what, from, to }) => ({ caseNumber, what, from, to }))).toEqual(
      ['000001', '000002'].map((caseNumber) => ({ caseNumber, what: 'firm', from: { at: at('2027-01-12T00:00'), provisional: true }, to: { at: at('2027-01-12T00:00'), provisional: false } })),
    );
    expect(moves.filter(({ caseId }) => caseId === null).map(({ key, what }) => `${key} ${what}`)).toEqual(['province_due firm', 'city_due firm', 'county_due firm', 'unit_due firm', 'midterm_day firm']);
    expect(await dueOf(first.caseId)).toMatchObject({ provisional: true });
    await arrange(ARRANGED.filter(({ working }) => !working));
    await calendar().desk.remove(['2027-01-09']);
    expect((await preview()).filter(({ caseId }) => caseId !== null).map(({ what, to }) => ({ what, to }))).toEqual([0, 1].map(() => ({ what: 'moved', to: { at: at('2027-01-13T00:00'), provisional: false } })));
    await sound();
  });

  it('of a year of which a holiday was forgotten makes nothing firm', async () => {
    await arrange(ARRANGED.filter(({ date }) => !date.startsWith('2027-02')));
    const { to, missing } = await calendar().update.preview();
    expect([to.coverage?.to, missing.map(({ date, name }) => `${date} ${name}`)]).toEqual(['2026-12-28', ['2027-02-05 春节', '2027-02-06 春节', '2027-02-07 春节', '2027-02-08 春节']]);
    await apply();
    expect(await dueOf(first.caseId)).toMatchObject({ dueAt: at('2027-01-12T00:00'), provisional: true });
  });

  it('makes a deadline firm that does not move: on the record, without a notice, and its task is no longer provisional', async () => {
    await arrange();
    await apply();
    expect(await dueOf(first.caseId)).toMatchObject({ dueAt: at('2027-01-12T00:00'), provisional: false, epoch: 1 });
    expect((await journal(first.caseId)).filter(({ kind }) => kind === 'calendar')).toHaveLength(1);
    expect(await notices(first.caseId)).toEqual([]);
    expect(await world.scratch.sql('SELECT DISTINCT provisional FROM shidian.task WHERE case_id = $1 AND closed_at IS NULL AND due_at IS NOT NULL', [first.caseId])).toEqual([{ provisional: false }]);
    expect(await preview()).toEqual([]);
    await sound();
  });

  it('after an extension leaves one timer, one record and one notice for each move to everyone concerned', async () => {
    const [before] = await timers(first.caseId);
    world.world.clock.moveTo(START + HOUR);
    await extend('20 working days after issued');
    expect(await dueOf(first.caseId)).toMatchObject({ dueAt: at('2027-01-19T00:00'), provisional: true });
    world.world.clock.moveTo(START + 2 * HOUR);
    await arrange(ARRANGED.filter(({ working }) => !working));
    expect(await apply()).toMatchObject([{ programId: world.programId, moved: true, cases: 2 }]);

    expect(await dueOf(first.caseId)).toMatchObject({ dueAt: at('2027-01-20T00:00'), provisional: false });
    const due = (await timers(first.caseId)).filter(({ key }) => key === 'apply/due');
    expect(due).toEqual([{ key: 'apply/due', epoch: (before?.epoch ?? 0) + 2 }]);

    const moved = (await journal(first.caseId)).filter(({ kind }) => kind === 'moved').map(({ body }) => JSON.parse(body) as { cause: { from: number; to: number }; because: { kind: string; by?: string; reason?: string } });
    expect(moved.map(({ cause, because }) => [cause.from, cause.to, because.kind, because.by ?? because.reason])).toEqual([
      [at('2027-01-12T00:00'), at('2027-01-19T00:00'), 'date', '受疫情影响'],
      [at('2027-01-19T00:00'), at('2027-01-20T00:00'), 'calendar', '示例管理员'],
    ]);
    // The applicant of the case, once for each move; and the province, whose own deadline it is, once for each.
    const told = await notices(first.caseId);
    expect(new Set(told.map(({ post }) => post)).size).toBe(1);
    expect(told.map(({ text }) => text.zh)).toEqual([
      expect.stringContaining('由2027年1月11日（含）24时前改为2027年1月18日（含）24时前（受疫情影响）'),
      expect.stringContaining('由2027年1月18日（含）24时前改为2027年1月19日（含）24时前（放假安排更新，依据国办发明电〔2026〕1号）'),
    ]);
    expect((await notices(null)).map(({ post }) => post)).toEqual([world.province.posts[0], world.province.posts[0]]);

    // The dates of the program; its own deadlines have entries of their own.
    const ofProgram = (await journal(world.programId)).filter(({ kind }) => kind === 'calendar').map(({ body }) => JSON.parse(body) as { approver?: string | null; moved?: readonly { date: string; what: string }[] }).filter(({ moved: dates }) => dates !== undefined);
    expect(ofProgram.at(-1)).toMatchObject({ approver: '示例管理员' });
    expect(ofProgram.at(-1)?.moved).toContainEqual(expect.objectContaining({ date: 'province_due', what: 'moved' }));
    await sound();
  });

  it('applied again does nothing', async () => {
    await arrange(ARRANGED.filter(({ working }) => !working));
    await apply();
    const written = await world.scratch.sql('SELECT (SELECT count(*) FROM shidian.journal) AS journal, (SELECT count(*) FROM shidian.notice) AS notices, (SELECT count(*) FROM shidian.program_date) AS rows, (SELECT count(*) FROM shidian.calendar) AS calendars');
    expect(await apply()).toMatchObject([{ moved: false, cases: 0 }]);
    expect(await world.scratch.sql('SELECT (SELECT count(*) FROM shidian.journal) AS journal, (SELECT count(*) FROM shidian.notice) AS notices, (SELECT count(*) FROM shidian.program_date) AS rows, (SELECT count(*) FROM shidian.calendar) AS calendars')).toEqual(written);
  });

  it('broken off between two programs is finished by the next call, each move once', async () => {
    const second = await world.world.programs.open({ principal: null, at: START, definitionHash: world.artefact.hash, name: '第二批' });
    const one = await world.world.cases.start({ principal: first.principal, at: START, programId: second.programId, applicantId: (await world.world.reader.case(world.world.narrator, first.caseId))?.item.applicantId ?? '', topic: 'Xxjsrhcxtz1-1' });
    await arrange(ARRANGED.filter(({ working }) => !working));
    for await (const progress of calendar().update.apply({ by: '示例管理员' })) {
      expect(progress.moved).toBe(true);
      break;
    }
    expect((await calendar().update.preview()).programs).toHaveLength(1);
    const done = await apply();
    expect(done.map(({ moved }) => moved).sort()).toEqual([false, true]);
    for (const caseId of [first.caseId, one.ownerId]) {
      expect(await dueOf(caseId)).toMatchObject({ dueAt: at('2027-01-13T00:00'), provisional: false });
      expect((await journal(caseId)).filter(({ kind }) => kind === 'moved')).toHaveLength(1);
      expect(await notices(caseId)).toHaveLength(1);
    }
    await sound();
  });

  it('killed between a program and its cases is finished by the sweep of any worker', async () => {
    await arrange(ARRANGED.filter(({ working }) => !working));
    const { drains } = world.world;
    const pokeCases = drains.pokeCases.bind(drains);
    drains.pokeCases = () => Promise.reject(new Error('killed'));
    await expect(apply()).rejects.toThrow('killed');
    drains.pokeCases = pokeCases;
    expect(await dueOf(first.caseId)).toMatchObject({ dueAt: at('2027-01-12T00:00') });
    while ((await drains.pokeCases(world.programId, world.world.clock.now())) > 0);
    expect(await dueOf(first.caseId)).toMatchObject({ dueAt: at('2027-01-13T00:00'), provisional: false });
    await sound();
  });

  it('that another one overtakes between two programs goes no further, and takes nothing back', async () => {
    await world.world.programs.open({ principal: null, at: START, definitionHash: world.artefact.hash, name: '第二批' });
    await arrange(ARRANGED.filter(({ working }) => !working));
    const slow = calendar().update.apply({ by: '示例管理员' })[Symbol.asyncIterator]();
    await slow.next();
    await calendar().desk.enter([{ date: '2027-01-05', working: false, name: '示例' }], '示例管理员');
    for (const { moved } of await apply()) expect(moved).toBe(true);
    await expect(slow.next()).rejects.toThrow(CalendarChanged);
    expect((await calendar().update.preview()).programs).toEqual([]);
    expect(await dueOf(first.caseId)).toMatchObject({ dueAt: at('2027-01-14T00:00') });
    await sound();
  });

  it('is stored with the days that its version was made of, though others are entered meanwhile', async () => {
    await arrange(ARRANGED.filter(({ working }) => !working));
    const store = new PostgresCalendarStore(world.scratch.database.pools.lookup);
    const days = await store.ownDays();
    const looking = vi.spyOn(PostgresCalendarStore.prototype, 'ownDays').mockImplementationOnce(async () => {
      await store.enterDays([{ date: '2027-01-05', working: false, name: '示例', enteredBy: '示例管理员', enteredAt: START }]);
      return days;
    });
    await apply();
    looking.mockRestore();
    const stored = await store.inForce();
    expect(stored?.own.map(({ date }) => date)).not.toContain('2027-01-05');
    expect((await calendar().update.preview()).programs).toHaveLength(1);
  });

  it('binds an act at once, before any job has looked', async () => {
    world.world.clock.moveTo(at('2027-01-12T09:00'));
    await arrange(ARRANGED.filter(({ working }) => !working));
    const { drains } = world.world;
    const pokeCases = drains.pokeCases.bind(drains);
    drains.pokeCases = () => Promise.resolve(0);
    await apply();
    drains.pokeCases = pokeCases;
    // By the old calendar the close was the midnight before.
    await expect(world.submit(first.caseId, first.principal, at('2027-01-12T09:30'))).resolves.toMatchObject({ states: ['receive/awaiting'] });
  });

  it('moves no date that is written out', async () => {
    await extend('by 2027-01-20');
    await arrange(ARRANGED.filter(({ working }) => !working));
    expect((await preview()).filter(({ what }) => what === 'moved')).toEqual([]);
    await apply();
    expect(await dueOf(first.caseId)).toMatchObject({ dueAt: at('2027-01-21T00:00'), provisional: false });
  });
});
