import { createKernel, type Command, type Facts, type InstanceState, type JsonValue, type StepResult } from '@shidian/engine';
import { describe, expect, it } from 'vitest';
import { createGuardEvaluator } from '../cel/evaluator.js';
import { check } from '../check.js';

const artefact = check('workflows/programs/liaoning-integration-2016').artefact!;
const PARTIES: Facts['parties'] = Object.fromEntries(Object.keys(artefact.parties).map((party) => [party, [party]]));
const kernel = createKernel(artefact.caseChart, createGuardEvaluator(artefact), { graceMs: 0 });
/** No date has been resolved: nothing closes. */
const dates = { resolve: () => ({ provisional: false }), offset: (from: number) => from, said: () => ({ before: [] }), defer: () => undefined };

class Case {
  private step: StepResult;
  private at = 1;
  private readonly facts: Facts;

  constructor(kind: string, parties: Facts['parties'] = PARTIES, published = false) {
    const states = published ? ['announce/published'] : ['announce/idle'];
    this.facts = { values: { applicant: { kind, name: '示例', tier: 'unit', tags: [], titles: [] } }, parties, moves: [{ seq: 1, at: 0, states, marks: {} }] };
    this.step = kernel.start(this.at, this.facts, dates);
  }

  get state(): InstanceState {
    return this.step.state;
  }

  get states(): readonly string[] {
    return this.step.view.states;
  }

  act(task: string, decision: string, data: Readonly<Record<string, JsonValue>> = {}): this {
    const open = this.step.view.tasks.find((item) => item.task === task);
    const post = open?.members[0]?.post ?? 'nobody';
    return this.give({ kind: 'act', at: ++this.at, task: open?.number ?? 0, decision, actor: { account: post, posts: [post] }, data });
  }

  roll(roll: string, decision: string, data: Readonly<Record<string, JsonValue>> = {}): this {
    return this.give({ kind: 'roll', at: ++this.at, roll, decision, actor: { account: 'a', posts: ['city', 'county', 'province'] }, data });
  }

  private give(command: Command): this {
    this.step = kernel.step(this.step.state, command, this.facts, dates);
    if (this.step.refusal !== undefined) throw new Error(`${this.step.refusal.code}: ${this.step.refusal.words?.zh ?? ''}`);
    return this;
  }
}

const returned = { reason: '缺章', fix_by: 10_000 };

describe('the road of a case', () => {
  it('leads a school through county and city, another unit straight to the province', () => {
    expect(new Case('basic').act('apply/submit', 'submitted').states).toEqual(['gather_county/here/checking']);
    expect(new Case('basic', { ...PARTIES, county: [] }).act('apply/submit', 'submitted').states).toEqual(['gather_city/here/checking']);
    expect(new Case('other').act('apply/submit', 'submitted').states).toEqual(['receive/awaiting']);
  });

  it('sends a case back straight to who returned it, or along the road, as was chosen', () => {
    const atProvince = (): Case =>
      new Case('basic', { ...PARTIES, county: [] }).act('apply/submit', 'submitted').act('gather_city/check', 'accept').roll('gather_city/report', 'sent').roll('gather_city/receive', 'received').act('receive/register', 'received', { copies: 2, happened_on: '2016-03-10' });
    const straight = atProvince().act('receive/check', 'back', { ...returned, to: 'apply', then: 'sender' });
    expect(straight.states).toEqual(['apply/correcting']);
    expect(straight.act('apply/correct', 'submitted').states).toEqual(['receive/checking']);
    const onward = atProvince().act('receive/check', 'back', { ...returned, to: 'apply', then: 'onward' });
    expect(onward.act('apply/correct', 'submitted').states).toEqual(['gather_city/here/checking']);
  });

  it('does not offer a return to a stage that the case walked past', () => {
    const direct = new Case('other').act('apply/submit', 'submitted').act('receive/register', 'received', { copies: 2, happened_on: '2016-03-10' });
    expect(() => direct.act('receive/check', 'back', { ...returned, to: 'gather_city', then: 'onward' })).toThrow(/return/);
  });

  const pilot = (): Case =>
    new Case('other', PARTIES, true).act('apply/submit', 'submitted').act('receive/register', 'received', { copies: 2, happened_on: '2016-03-10' }).act('receive/check', 'pass').act('decide/decide', 'approved');

  it('marks the instant of approval, freezes the baseline, and runs the watchers beside the work', () => {
    const running = pilot();
    expect(running.states).toEqual(['guidance/open', 'implement/working', 'midterm/waiting', 'rectify_mid/idle']);
    expect(running.state.marks['decide.approved']).toBeDefined();
    expect(running.act('guidance/record', 'recorded').states).toEqual(running.states);
  });

  it('has the mid-term window hand over to rectification without touching the work', () => {
    const opens = 1_000;
    const facts: Facts = { values: { applicant: { kind: 'other', name: '', tier: '', tags: [], titles: [] } }, parties: PARTIES, moves: [{ seq: 1, at: 0, states: ['announce/published'], marks: {} }] };
    const windowed = { resolve: (date: string) => (date === 'midterm.opens' ? { at: opens, provisional: false } : { provisional: false }), offset: (from: number) => from, said: () => ({ before: [] }), defer: () => undefined };
    let result = kernel.step(pilot().state, { kind: 'tick', at: opens }, facts, windowed);
    expect(result.view.states).toContain('midterm/due/reporting');
    const task = result.view.tasks.find((item) => item.task === 'midterm/check')!;
    result = kernel.step(result.state, { kind: 'act', at: opens + 1, task: task.number, decision: 'fail', actor: { account: 'p', posts: ['province'] }, data: { reason: '进度不足' } }, facts, windowed);
    expect(result.view.states).toEqual(['guidance/open', 'implement/working', 'midterm/done', 'rectify_mid/correcting']);
  });
});
