import { describe, expect, it } from 'vitest';
import { caseAfter, liaoning, PUBLISHED, RETURNED_ONCE, UNDER_WAY, type Deed } from '../spec-case.js';
import { CaseWay } from './case-way.js';
import { ChartTree } from './chart-tree.js';

const artefact = liaoning();
const tree = new ChartTree(artefact.caseChart);
const wayOf = (instance: ReturnType<typeof caseAfter>): CaseWay => new CaseWay(tree, instance.journal, instance.states);

describe('the way of a case, read off its record', () => {
  it('names every transition in its order, doors and the way straight back to the returner with it', () => {
    expect(wayOf(caseAfter(artefact, RETURNED_ONCE)).steps).toEqual([
      { number: 1, transitions: ['apply/drafting apply/submit.submitted 0', 'door/gather_county always 0'] },
      { number: 2, transitions: ['gather_county/here/checking gather_county/check.back 0'] },
      { number: 3, transitions: ['apply/correcting apply/correct.submitted 0'] },
      { number: 4, transitions: ['gather_county/here/checking gather_county/check.accept 2'] },
      { number: 5, transitions: ['gather_county/here/collected gather_county/report.sent 0'] },
      { number: 6, transitions: ['gather_county/sent gather_county/receive.received 0', 'door/gather_city always 0'] },
      { number: 7, transitions: ['gather_city/here/checking gather_city/check.accept 1'] },
      { number: 8, transitions: ['gather_city/here/collected gather_city/report.sent 0'] },
      { number: 9, transitions: ['gather_city/sent gather_city/receive.received 0'] },
      { number: 10, transitions: ['receive/awaiting receive/register.received 0'] },
    ]);
  });

  it('follows what the clock and the program did', () => {
    const { steps } = wayOf(caseAfter(artefact, UNDER_WAY, [PUBLISHED]));
    expect(steps.slice(-4).map(({ transitions }) => transitions)).toEqual([
      ['decide/deciding decide/decide.approved 0', 'decide/approved always 0'],
      ['announce/waiting always 0'],
      ['midterm/waiting midterm/opens.due 0'],
      ['midterm/due/reporting midterm/report.submitted 0'],
    ]);
    expect(wayOf(caseAfter(artefact, [['2016-03-20', '']])).steps).toEqual([{ number: 1, transitions: ['apply/drafting apply/due.due 0'] }]);
  });

  it('tells a deadline from an act that leads to the same place', () => {
    const failed = [...UNDER_WAY, ['2018-12-02', ''], ['2018-12-05', 'accept/hand_in.submitted'], ['2018-12-10', 'accept/check.fail', { reason: '未达到' }]] as const;
    const last = (deeds: readonly Deed[]): unknown => wayOf(caseAfter(artefact, deeds, [PUBLISHED])).steps.at(-1)?.transitions;
    expect(last([...failed, ['2019-05-01', '']])).toEqual(['rectify_end/correcting rectify_end/mended.due 0']);
    expect(last([...failed, ['2019-01-05', 'rectify_end/mend.submitted']])).toEqual(['rectify_end/correcting rectify_end/mend.submitted 0']);
  });

  it('tells what is done, what is under way and what lies ahead', () => {
    const way = wayOf(caseAfter(artefact, UNDER_WAY, [PUBLISHED]));
    expect(['apply', 'decide/approved', 'announce/waiting', 'midterm/waiting'].map((id) => way.standing(id))).toEqual(['done', 'done', 'done', 'done']);
    expect(['implement', 'implement/working', 'guidance/open', 'midterm/due', 'midterm/due/reported'].map((id) => way.standing(id))).toEqual(['now', 'now', 'now', 'now', 'now']);
    // A watcher that waits to be begun is active in the chart; for people it lies ahead.
    expect(['decide/rejected', 'rectify_mid', 'rectify_mid/idle', 'accept', 'receive/closing'].map((id) => way.standing(id))).toEqual(['ahead', 'ahead', 'ahead', 'ahead', 'ahead']);
  });

  it('draws no line where an administrator put the case elsewhere', () => {
    const entries = [{ entry: { cause: { kind: 'started' }, trail: [['announce/waiting']] } }, { entry: { cause: { kind: 'administration', act: 'jump' }, trail: [['implement/working', 'guidance/open', 'midterm/waiting', 'rectify_mid/idle']] } }];
    const way = new CaseWay(tree, entries, ['implement/working', 'guidance/open', 'midterm/waiting', 'rectify_mid/idle']);
    expect(way.steps).toEqual([]);
    expect([way.standing('announce'), way.standing('implement')]).toEqual(['done', 'now']);
  });

  it('makes nothing of a record that says something else', () => {
    const way = new CaseWay(tree, [{ entry: null }, { entry: { trail: 'x' } }, { entry: { trail: [5, [null]], cause: { kind: 'act' } } }, { entry: { trail: [['nowhere']], cause: { kind: 'roll', roll: 5 } } }], ['decide/deciding']);
    expect(way.steps).toEqual([]);
    expect(way.standing('decide')).toBe('now');
  });
});
