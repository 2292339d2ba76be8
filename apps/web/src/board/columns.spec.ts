import { describe, expect, it } from 'vitest';
import type { BoardCase } from '../generated/api.js';
import { columnsOf, firstListed, firstStage } from './columns.js';

const state = (id: string) => ({ id, name: { zh: id, en: id }, stage: 'midterm' });
const one = (caseId: string, ...states: string[]): BoardCase => ({ caseId, number: caseId, applicantName: '', topic: '', title: null, states: states.map(state), suspended: false, due: null, tasks: [], submitted: null, paper: null });

describe('the board of a stage', () => {
  it('begins where its address says, and at the beginning where that says nothing', () => {
    expect(firstListed('300')).toBe(300);
    for (const given of [null, '', '-1', '1e3', '300.5', '9999999', 'x']) expect(firstListed(given)).toBe(0);
  });

  it('has a column for each state in which somebody stands, in the order of the stage, its cases as they come', () => {
    const columns = columnsOf({ columns: [{ state: state('waiting'), cases: 0 }, { state: state('reporting'), cases: 7 }, { state: state('reported'), cases: 1 }], items: [one('b', 'reported'), one('a', 'reporting'), one('c', 'reporting')] });
    expect(columns.map((column) => [column.state.id, column.cases, column.items.map(({ caseId }) => caseId)])).toEqual([['reporting', 7, ['a', 'c']], ['reported', 1, ['b']]]);
  });

  it('leaves out those for whom a stage beside the road has not begun', () => {
    const columns = columnsOf({ columns: [{ state: state('rectify/idle'), cases: 3 }, { state: state('rectify/mending'), cases: 1 }], items: [one('a', 'rectify/idle'), one('b', 'rectify/mending')] });
    expect(columns.map(({ state: { id }, items }) => [id, items.map(({ caseId }) => caseId)])).toEqual([['rectify/mending', ['b']]]);
  });

  it('begins with the first stage in which anybody stands', () => {
    const stages = [{ key: 'apply' }, { key: 'receive' }];
    expect(firstStage(stages, new Set(['receive']))).toBe('receive');
    expect(firstStage(stages, new Set())).toBe('apply');
    expect(firstStage([], new Set())).toBeUndefined();
  });
});
