import type { DeliveryLine } from '@shidian/lifecycle';
import { describe, expect, it } from 'vitest';
import { groupText } from './group-text.js';

const line = (change: Partial<DeliveryLine> = {}): DeliveryLine => ({ programId: 'p', programName: '试点', caseId: 'c', caseNumber: '000001', kind: 'reminder', text: { zh: '提醒：000001 示例第一小学' }, urgent: false, at: 0, ...change });
const url = 'https://shidian.example.org';

describe('a message to a group', () => {
  it('of one notice says it and leads to its case', () => {
    expect(groupText({ key: 'k', lines: [line()], total: 1 }, url, 2_048).split('\n')).toEqual(['试点项目通知', '提醒：000001 示例第一小学', expect.stringMatching(/^https:\/\/shidian\.example\.org\/cases\/c #[0-9a-f]{8}$/)]);
  });

  it('of many never exceeds the bytes it may have, cuts no line in two and says how many more there are', () => {
    const lines = Array.from({ length: 200 }, (_, index) => line({ text: { zh: `逾期：${String(index).padStart(6, '0')} 示例学校${'长'.repeat(index % 30)}` }, urgent: index < 3 }));
    for (let most = 300; most < 4_000; most += 37) {
      const text = groupText({ key: 'k', lines, total: 500 }, url, most);
      expect(Buffer.byteLength(text), String(most)).toBeLessThanOrEqual(most);
      const shown = text.split('\n').filter((one) => one.startsWith('· '));
      expect(text).toContain(`另有 ${500 - shown.length} 条`);
      for (const [index, one] of shown.entries()) expect(one.endsWith(lines[index]!.text.zh)).toBe(true);
    }
  });

  it('lets no title make a line of its own', () => {
    expect(groupText({ key: 'k', lines: [line({ text: { zh: 'a\u2028b\u0000c\n第二行' } })], total: 1 }, url, 2_048).split('\n')[1]).toBe('a b c');
  });
});
