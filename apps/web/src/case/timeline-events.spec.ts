import { describe, expect, it } from 'vitest';
import type { CaseTask } from '../generated/api.js';
import { timelineOf } from './timeline-events.js';

const words = { zh: '审核', en: 'Check' };
const member = { post: 'p', postName: '信息化科', organisationName: '沈阳市教育局', actedAt: null, decision: null, accountName: null };
const task = (more: Partial<CaseTask>): CaseTask => ({
  programId: 'p', programName: '', caseId: 'c', caseNumber: '000001', applicantName: '', number: 1, key: 'a/b', name: words, optional: false, openedAt: '2016-03-01T00:00:00Z', dueAt: null, provisional: false, due: null, zone: 'Asia/Shanghai', closedAt: null, closedBecause: null, members: [member], ...more,
});

describe('the timeline of a case', () => {
  it('tells what happened in order, and last what is waited for', () => {
    const acted = task({ number: 1, closedAt: '2016-03-03T00:00:00Z', closedBecause: 'done', members: [{ ...member, actedAt: '2016-03-03T00:00:00Z', decision: 'accept', accountName: '示例市级经办' }] });
    const events = timelineOf({ startedAt: '2016-03-01T00:00:00Z', forms: [{ form: 'application', title: words, version: 1, values: {}, masked: false, hash: '', submittedAt: '2016-03-02T00:00:00Z', baseline: false }], tasks: [task({ number: 2 }), acted] });
    expect(events.map(({ kind }) => kind)).toEqual(['began', 'submitted', 'act', 'open']);
    expect(events[2]).toMatchObject({ who: ['沈阳市教育局 示例市级经办'], decision: 'accept' });
  });

  it('says of a task that was left undone that it was, and nothing of a right that nobody used', () => {
    const left = task({ closedAt: '2016-03-05T00:00:00Z', closedBecause: 'left' });
    expect(timelineOf({ startedAt: '2016-03-01T00:00:00Z', forms: [], tasks: [left, task({ number: 3, optional: true })] }).map(({ kind }) => kind)).toEqual(['began', 'left']);
  });
});
