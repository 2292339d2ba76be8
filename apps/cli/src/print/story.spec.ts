import { simulationScript } from '@shidian/lifecycle';
import { describe, expect, it } from 'vitest';
import { scaled, storyLine, summaryLines } from './story.js';
import type { Terminal } from './terminal.js';

const terminal: Terminal = { json: false, colour: false, language: 'zh', out: () => undefined, err: () => undefined };
const profile = (count: number, says: string): object => ({ count, kinds: ['小学'], says });
const script = simulationScript.parse({ starts: '2016-03-01', ends: '2018-12-31', seed: 1, profiles: { good: profile(40, '按时'), late: profile(5, '逾期') } });

describe('the story of a simulation', () => {
  it('is dated in the zone of the program and names who did what', () => {
    expect(storyLine(terminal, { at: Date.UTC(2016, 2, 14, 16), kind: 'refused', who: '示例小学001', text: '逾期不再受理' })).toBe('2016-03-15 00:00  被拒  示例小学001  逾期不再受理');
  });

  it('ends with the outcomes, each profile and the state of the record', () => {
    const lines = summaryLines(
      terminal,
      { story: [], programId: 'p', outcomes: { 通过: 40, 逾期: 5 }, byProfile: { good: { 通过: 40 }, late: { 逾期: 5 } }, notices: { reminder: 3 }, chainsWhole: false, entries: 12 },
      script,
    ).join('\n');
    expect(lines).toContain('结果：45 件');
    expect(lines).toMatch(/late\s+逾期\s+逾期 5/);
    expect(lines).toContain('链条有缺损');
  });
});

describe('a scaled script', () => {
  it('keeps the proportions and loses no profile', () => {
    expect(Object.values(scaled(script, 450).profiles).map(({ count }) => count)).toEqual([400, 50]);
    expect(Object.values(scaled(script, 2).profiles).map(({ count }) => count)).toEqual([2, 1]);
  });
});
