import { describe, expect, it } from 'vitest';
import type { CaseTask, JournalEntry, JsonValue } from '../generated/api.js';
import { administerBody, administrativeEntries, emptyAdministerDraft, lacking, openSeats } from './administrative.js';

const words = { zh: '审核', en: 'Check' };
const entry = (seq: number, content: JsonValue): JournalEntry => ({ seq, at: '', recordedAt: '', kind: '', by: 'person', words, actor: '甲', entry: content, previous: '', hash: '' });

describe('an act of administration', () => {
  it('is asked for whole, and sent as the service takes it', () => {
    const draft = { ...emptyAdministerDraft, reason: ' 核实资格 ' };
    expect(lacking('suspend', emptyAdministerDraft)).toEqual(['reason']);
    expect(lacking('jump', draft)).toEqual(['to']);
    expect(lacking('hand_over', draft)).toEqual(['seat', 'receiver']);
    expect(administerBody('suspend', draft)).toEqual({ act: 'suspend', reason: '核实资格' });
    expect(administerBody('jump', { ...draft, to: 'receive/checking' })).toEqual({ act: 'jump', to: 'receive/checking', reason: '核实资格' });
    expect(administerBody('hand_over', { ...draft, seat: '7 p1', receiver: 'p2' })).toEqual({ act: 'hand_over', task: 7, from: 'p1', to: 'p2', reason: '核实资格' });
  });

  it('hands over only seats that still have to act', () => {
    const member = (post: string, actedAt: string | null) => ({ post, postName: post, organisationName: '', actedAt, decision: null, accountName: null });
    const task = (number: number, more: Partial<CaseTask>): CaseTask => ({ number, name: words, optional: false, closedAt: null, members: [member('a', null), member('b', '2016-03-01')], ...more }) as CaseTask;
    expect(openSeats({ tasks: [task(1, { closedAt: '2016-03-01' }), task(2, {}), task(3, { optional: true })] }).map(({ task: number, post }) => `${number} ${post}`)).toEqual(['2 a']);
  });
});

describe('what was governed', () => {
  it('is read from the record with its reasons, the newest first', () => {
    const found = administrativeEntries([
      entry(1, { cause: { kind: 'act' } }),
      entry(2, { cause: { kind: 'administration', data: { reason: '核实资格' } } }),
      entry(3, { cause: { kind: 'moved' } }),
      entry(4, { cause: { kind: 'moved' }, because: { reason: '大雪', approver: '示例处长', documentNumber: null } }),
      entry(5, { cause: { kind: 'reopened' } }),
    ]);
    expect(found.map(({ entry: { seq }, because }) => [seq, because])).toEqual([[5, []], [4, ['大雪', '示例处长']], [2, ['核实资格']]]);
  });
});
