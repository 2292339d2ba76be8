import { describe, expect, it } from 'vitest';
import type { PlanEntry } from '../generated/api.js';
import { planLines } from './plan-entries.js';

const entry = (at: string, kind: PlanEntry['kind']): PlanEntry => ({ key: `${at} ${kind}`, at, kind }) as PlanEntry;

describe('the calendar of a program', () => {
  it('stands in order with today in its place', () => {
    const lines = planLines([entry('2016-05-01', 'due'), entry('2016-03-01', 'opens'), entry('2016-04-01', 'reminder')], '2016-04-15', false);
    expect(lines.map((line) => (line.kind === 'today' ? 'today' : `${line.entry.at}${line.past ? ' past' : ''}`))).toEqual(['2016-03-01 past', 'today', '2016-05-01']);
  });

  it('ends with today once everything is past, and shows reminders where they are wanted', () => {
    const lines = planLines([entry('2016-03-01', 'opens'), entry('2016-04-01', 'reminder')], '2016-06-01', true);
    expect(lines.map(({ kind }) => kind)).toEqual(['entry', 'entry', 'today']);
  });
});
