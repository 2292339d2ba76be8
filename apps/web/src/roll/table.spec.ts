import { describe, expect, it } from 'vitest';
import { moved, reordered, rollTableOf, type RollTable } from './table.js';

const table: RollTable = { title: '汇总表', header: { label: '单位', value: '和平区' }, columns: ['序号', '申报单位'], rows: [['1', '甲'], ['2', '乙'], ['3', '丙']] };

describe('the order of a roll', () => {
  it('is changed one case at a time, and no further than its ends', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 9)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
    expect(moved([], 0, 1)).toEqual([]);
  });

  it('shows in the table at once, numbered anew, without what is left out', () => {
    expect(reordered(table, ['x', 'y', 'z'], ['z', 'x']).rows).toEqual([['1', '丙'], ['2', '甲']]);
  });

  it('is read only from what is a table', () => {
    expect(rollTableOf(null)).toBeUndefined();
    expect(rollTableOf([])).toBeUndefined();
  });
});
