/** 2017年，省教育厅将进行中期检查 (R-0-19): a year, and who has to say when. */
import { WorkingCalendar } from '@shidian/calendar';
import { liaoningWorld, type LiaoningWorld } from '@shidian/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planOf } from './plan/plan-of.js';
import { planCalendarFile } from './plan/plan-calendar-file.js';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const START = at('2016-03-01T09:00');

describe('a window whose day somebody has to set', () => {
  let world: LiaoningWorld;
  beforeEach(async () => {
    world = await liaoningWorld(START, 1);
  });
  afterEach(async () => {
    await world.close();
  });

  const toDo = async () => (await world.world.reader.tasks(world.province, { open: true }, { limit: 50 })).items.filter(({ key }) => key === 'set_midterm/set');
  const setDay = async (rule: string, principal = world.province, reason?: string) =>
    await world.world.programs.setDate({ principal, at: world.world.clock.now(), programId: world.programId, name: 'midterm', scope: 'program', scopeId: world.programId, rule, ...(reason !== undefined && { reason }) });
  const heard = async () => (await world.world.notices()).filter(({ post, text }) => post === world.province.posts[0] && text.zh.includes('中期检查定日子'));

  it('stands on its owner’s desk, on the plan and in the calendar file until he has', async () => {
    expect(await toDo()).toMatchObject([{ name: { zh: '定下具体日子' }, dueAt: at('2016-12-06T00:00') }]);
    const plan = planOf({ artefact: world.artefact, calendar: new WorkingCalendar() });
    expect(plan.dates.find(({ name }) => name === 'midterm')?.open).toMatchObject({ kind: 'day', by: { party: 'province' } });
    expect(plan.entries.filter(({ key }) => key.startsWith('program/set_midterm/due')).map(({ kind }) => kind)).toContain('reminder');
    expect(planCalendarFile(plan, 'zh', START)).toContain('中期检查定日子');
  });

  it('is reminded of, and escalates when it is not set in time', async () => {
    await world.world.passTo(at('2016-12-12T12:00'));
    const kinds = (await world.world.notices()).filter(({ text }) => text.zh.includes('中期检查定日子')).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['reminder', 'overdue', 'escalation']));
    expect((await heard()).map(({ kind }) => kind)).toContain('reminder');
  });

  it('once it is set within the window is off the desk, without any reason asked for', async () => {
    await setDay('2017-05-08 to 2017-06-30');
    expect(await toDo()).toEqual([]);
    await world.world.passTo(at('2016-12-12T12:00'));
    expect(await heard()).toEqual([]);
  });

  it('a narrower span is no day yet', async () => {
    await setDay('during 2017-05');
    expect(await toDo()).toHaveLength(1);
    await setDay('on 2017-05-10');
    expect(await toDo()).toEqual([]);
  });

  it('beyond the window is an extension, with its reason; nobody else may set it', async () => {
    await expect(setDay('on 2018-01-10')).rejects.toMatchObject({ code: 'data.missing' });
    await expect(setDay('on 2018-01-10', world.province, '推迟')).resolves.toMatchObject({ closesAt: at('2018-01-11T00:00') });
    const { principal } = await world.start(0);
    await expect(setDay('on 2017-05-10', principal)).rejects.toMatchObject({ code: 'right.missing' });
  });
});
