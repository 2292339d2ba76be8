import type { Facts, GuardScope, JsonValue } from '@shidian/engine';
import { describe, expect, it } from 'vitest';
import type { Artefact } from '../artefact.js';
import { check } from '../check.js';
import { BrokenGuard, createGuardEvaluator, evaluateWho } from './evaluator.js';

const liaoning = check('workflows/programs/liaoning-integration-2016').artefact!;
const applicant = { kind: 'basic', name: '示例第一小学', tier: 'unit', tags: ['薄弱学校'], titles: ['省级智慧教育示范校'] };

function scope(values: Readonly<Record<string, JsonValue>>, more: Partial<GuardScope> & { parties?: Facts['parties'] } = {}): GuardScope {
  const { parties = {}, ...rest } = more;
  return { facts: { values, parties, moves: [] }, programStates: [], event: { type: 'x', data: {} }, visited: [], marks: {}, at: 0, ...rest };
}

/** The artefact with one guard of our own. */
function withGuard(cel: string, params: Readonly<Record<string, JsonValue>> = { stage: 'announce' }): Artefact {
  return { ...liaoning, caseChart: { ...liaoning.caseChart, guards: { g: { cel, params } } } };
}
const holds = (cel: string, at: GuardScope, params?: Readonly<Record<string, JsonValue>>): boolean => createGuardEvaluator(withGuard(cel, params)).evaluate('g', at).value;

describe('guards', () => {
  it('read the applicant, the topic, the settings and the parties', () => {
    const at = scope({ applicant, topic: { code: 'Xxjsrhcxtz1-x', title: null, open: true, category: 'd1' } }, { parties: { county: ['p1'], city: [] } });
    expect(holds("applicant.kind == 'basic' && has_party('county')", at)).toBe(true);
    expect(holds("has_party('city')", at)).toBe(false);
    expect(holds("applicant.holds('省级智慧教育示范校') && '薄弱学校' in applicant.tags", at)).toBe(true);
    expect(holds("topic.open && topic.title == '' && settings.per_code == 1", at)).toBe(true);
  });

  it('ask the program by level, a bare state being one of the own stage', () => {
    const at = scope({}, { programStates: ['announce', 'announce/published', 'call/working'] });
    expect(holds("program.at('published')", at)).toBe(true);
    expect(holds("program.at('call/working')", at)).toBe(true);
    expect(holds("program.at('call/open')", at)).toBe(false);
  });

  it('count cases by tag and by state, with integers as CEL has them', () => {
    const at = scope({ cases: { states: { 'announce/waiting': 2 }, tags: { pilot: 7 }, active: 9 } });
    expect(holds("cases.count('pilot') * 100 >= 20 * cases.active", at)).toBe(true);
    expect(holds("cases.none_at(['waiting'])", at)).toBe(false);
    expect(holds("cases.none_at(['decide/deciding'])", at)).toBe(true);
  });

  it('follow `set by …, not after …` to the policy that binds', () => {
    const params = { stage: 'apply', due: { basic: 'county_due', other: 'midterm' } };
    expect(holds('refuses_late(param.due)', scope({ applicant }), params)).toBe(true);
    expect(holds('refuses_late(param.due)', scope({ applicant: { ...applicant, kind: 'other' } }), params)).toBe(false);
  });

  it('hold what happened against the close: the resolved date, or the instant of closing', () => {
    const close = Date.parse('2016-03-15T00:00:00+08:00');
    const on = (day: JsonValue, values: Readonly<Record<string, JsonValue>>): boolean => holds('in_time(param.due)', scope(values, { event: { type: 'x', data: { happened_on: day } }, marks: { 'receive.closing': close } }), { stage: 'receive', due: 'province_due' });
    expect(on('2016-03-14', {})).toBe(true);
    expect(on('2016-03-14T23:59', {})).toBe(true);
    expect(on('2016-03-15', {})).toBe(false);
    expect(on('2016-03-17', { dates: { province_due: Date.parse('2016-03-19T00:00:00+08:00') } })).toBe(true);
    expect(on('someday', {})).toBe(false);
  });

  it('refuse instead of throwing when an expression cannot be evaluated', () => {
    const answer = createGuardEvaluator(withGuard("form.application.cover.contact == '甲'")).evaluate('g', scope({ form: {} }));
    expect(answer.value).toBe(false);
    expect(answer.error).toContain('application');
    expect(createGuardEvaluator(liaoning).evaluate('no such guard', scope({}))).toEqual({ value: false, error: 'unknown guard no such guard' });
  });

  it('match patterns in linear time', () => {
    const evil = `${'a'.repeat(40)}!`;
    const began = process.hrtime.bigint();
    expect(holds("applicant.name.matches('^(a+)+$')", scope({ applicant: { ...applicant, name: evil } }))).toBe(false);
    expect(Number(process.hrtime.bigint() - began) / 1e6).toBeLessThan(2_000);
    expect(holds("applicant.name.matches('第.小学')", scope({ applicant }))).toBe(true);
  });

  it('are compiled when the evaluator is made: a broken one is an error of the artefact', () => {
    expect(() => createGuardEvaluator(withGuard('applicant.kind =='))).toThrow(BrokenGuard);
    expect(() => createGuardEvaluator(withGuard("[1].exists(a, [1].exists(b, [1].exists(c, a == b && b == c)))"))).toThrow(/deeper than 2/);
  });
});

describe('who may apply', () => {
  it.each([['小学', 'basic'], ['高校', 'other'], ['教育行政部门', 'other'], ['企业', undefined]])('%s is %s', (kind, expected) => {
    expect(evaluateWho(liaoning, { kind, tier: 'unit', tags: [] })).toBe(expected);
  });
});
