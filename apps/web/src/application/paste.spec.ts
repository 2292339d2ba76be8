import { describe, expect, it } from 'vitest';
import type { FieldDefinition } from '../definitions/artefact.js';
import { cellsOf, cellValue, pasted } from './paste.js';

const column = (key: string, type: FieldDefinition['type'] = 'text'): FieldDefinition => ({ key, label: { zh: key }, type, required: true });
const columns = [column('name'), column('age', 'number'), column('work')];

describe('pasting from Excel', () => {
  it('reads rows and cells, with tabs, lines and quotes within quotes', () => {
    expect(cellsOf('甲\t35\r\n乙\t40\r\n')).toEqual([['甲', '35'], ['乙', '40']]);
    expect(cellsOf('"一\n二"\t"说""好"""\n')).toEqual([['一\n二', '说"好"']]);
    expect(cellsOf('5" 屏\t1')).toEqual([['5" 屏', '1']]);
  });

  it('goes to the right and down from the cell, adds rows and leaves the rest', () => {
    const rows = [{ name: '甲', age: 30, work: '统筹' }];
    expect(pasted(rows, columns, { row: 0, column: 1 }, '35\t教研\n40\t技术')).toEqual([{ name: '甲', age: 35, work: '教研' }, { age: 40, work: '技术' }]);
    expect(pasted(rows, columns, { row: 1, column: 2 }, 'x\tbeyond')).toEqual([rows[0], { work: 'x' }]);
  });

  it('makes numbers and days of what looks like them, and keeps what does not', () => {
    expect(cellValue(column('a', 'money'), '12,000.50')).toBe(12000.5);
    expect(cellValue(column('a', 'number'), '三十')).toBe('三十');
    expect(cellValue(column('a', 'date'), '2016年3月4日')).toBe('2016-03-04');
    expect(cellValue(column('a', 'date'), '2016/3/4')).toBe('2016-03-04');
  });
});
