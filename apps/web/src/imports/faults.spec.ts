import { describe, expect, it } from 'vitest';
import { faultsOf, mostBytes, unfit } from './faults.js';

const said = (zh: string) => ({ path: '', code: '', messages: { zh, en: zh } });

describe('what stands in the way of an import', () => {
  it('is told place by place, sheet after sheet and row after row', () => {
    const faults = faultsOf({
      errors: [said('年龄'), said('编号'), said('整行')],
      details: { places: [{ sheet: '申报', row: 5, column: '年龄', cell: 'D5' }, { sheet: '申报', row: 3, column: '编号', cell: 'B3' }, { sheet: '申报', row: 5, column: '', cell: '' }] },
    });
    expect(faults.map(({ row, cell, words }) => [row, cell, words.zh])).toEqual([[3, 'B3', '编号'], [5, '', '整行'], [5, 'D5', '年龄']]);
  });

  it('is told also where nobody says the place', () => {
    expect(faultsOf({ errors: [said('整份')] })).toEqual([{ sheet: '', row: undefined, cell: '', words: { zh: '整份', en: '整份' } }]);
  });

  it('is seen before sending where the file is none that is taken', () => {
    expect([unfit({ name: '表.xlsx', size: mostBytes }), unfit({ name: '表.XLSX', size: mostBytes + 1 }), unfit({ name: '表.xls', size: 5 })]).toEqual([undefined, 'large', 'kind']);
  });
});
