import { liaoningWorld, type LiaoningWorld } from '@shidian/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Refused } from './use-cases.js';

const START = Date.parse('2016-03-01T01:00:00Z');
const HOUR = 3_600_000;
const CASES = 50;
const CLIENTS = 16;
const ACTS = 12;

let at: LiaoningWorld;
beforeAll(async () => {
  at = await liaoningWorld(START, CASES);
});
afterAll(async () => {
  await at.close();
});

it('sixteen clients on fifty hot cases while timers fire on them: nobody sees a deadlock, nothing is lost, nothing is there twice', async () => {
  const cases: Awaited<ReturnType<LiaoningWorld['start']>>[] = [];
  for (let index = 0; index < CASES; index += 1) cases.push(await at.start(index));
  for (const one of cases) await at.submit(one.caseId, one.principal, START + HOUR);
  await at.world.settle();
  const accepted = new Map<string, number>();
  const refusals = new Map<string, number>();
  let working = true;
  // One clock for everybody: whoever sees a task acts on it after it was opened.
  let received = START + 2 * HOUR;

  // Clients: register and send back, over and over, everybody on everything.
  const client = async (seed: number): Promise<void> => {
    let chance = seed * 7919 + 1;
    const draw = (below: number): number => {
      chance = (Math.imul(chance, 1_103_515_245) + 12_345) >>> 0;
      return (chance >>> 8) % below;
    };
    for (let act = 0; act < ACTS; act += 1) {
      const one = cases[draw(CASES)];
      if (one === undefined) continue;
      const page = await at.world.reader.case(at.world.narrator, one.caseId);
      const task = page?.state.tasks[0];
      if (task === undefined) continue;
      const instant = (received += 1000);
      try {
        if (task.task === 'apply/correct') await at.world.cases.act({ ...request(one.caseId, task.number, 'submitted', instant), principal: one.principal, form: page?.forms[0]?.body ?? {}, opinion: { text: '同意', signature: '示例校长', seal: true, onDate: '2016-01-01' } });
        else if (task.task === 'receive/register') await at.world.cases.act({ ...request(one.caseId, task.number, 'received', instant), data: { copies: 2, happened_on: '2016-03-01' } });
        else await at.world.cases.act({ ...request(one.caseId, task.number, 'back', instant), data: { reason: '重来', to: 'apply', then: 'sender', fix_by: '2016-03-10' } });
        accepted.set(one.caseId, (accepted.get(one.caseId) ?? 0) + 1);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        // A timer may come first: whoever corrects and is past the time that he was given. No other deadline passes here.
        const what = error.code === 'deadline.closed' ? `${error.code} ${JSON.stringify(error.details['deadline'])}` : error.code;
        refusals.set(what, (refusals.get(what) ?? 0) + 1);
      }
    }
  };
  const request = (ownerId: string, task: number, decision: string, instant: number) => ({ principal: at.province, at: instant, ownerId, task, decision, data: {} });

  // Timers: every rung of every case's deadline comes due while they work; a program-wide poke beside it.
  const timers = async (): Promise<void> => {
    let now = START + 2 * HOUR;
    while (working) {
      now += 12 * HOUR;
      await at.world.drains.due(Math.min(now, Date.parse('2016-03-14T15:00:00Z')), 20);
      await at.world.drains.pokeCases(at.programId, now, 20);
    }
  };
  const firing = Promise.all([timers(), timers()]);
  await Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(index)));
  working = false;
  await firing;

  // Every accepted act is on the record exactly once, every refusal is a refusal of ours, every chain is whole.
  for (const one of cases) {
    const kinds: string[] = [];
    for await (const row of at.world.reader.journalAll(at.world.narrator, one.caseId)) kinds.push(row.kind);
    expect(kinds.filter((kind) => kind === 'act')).toHaveLength(1 + (accepted.get(one.caseId) ?? 0));
  }
  for await (const report of at.world.auditing.verify()) expect(report).toMatchObject({ whole: true });
  for await (const finding of at.world.auditing.examine(false)) expect(finding).toBeUndefined();
  const notices = await at.world.notices();
  expect(new Set(notices.map((notice) => notice.key)).size).toBe(notices.length);
  expect([...refusals.keys()].filter((code) => !['task.not_open', 'right.already_acted', 'return.not_visited', 'case.closed', 'deadline.closed "apply/fix"'].includes(code))).toEqual([]);
  expect([...accepted.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(CLIENTS);
}, 120_000);
