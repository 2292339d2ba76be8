import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { summaryPaper } from '../spec-papers.js';
import { readWorkbook } from './read-workbook.js';
import { rollXlsx } from './roll-xlsx.js';
import { columnName, sheetName, writeWorkbook } from './write-workbook.js';

const part = (xlsx: Uint8Array, name: string): string => strFromU8(unzipSync(xlsx)[name]!);
const cells = (xlsx: Uint8Array): readonly (readonly string[])[] => readWorkbook(xlsx)[0]!.rows.map((row) => Object.values(row.cells).map(({ text }) => text));
const one = (texts: readonly string[]): Uint8Array => writeWorkbook([{ name: '表', widths: [10], rows: texts.map((text) => [{ text, look: 'body' }]) }]);

describe('a workbook that goes out', () => {
  it('has text in every cell and no formula, whatever a text begins with', () => {
    const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://example.org","x")', '＝1+1', "=cmd|' /C calc'!A0"];
    const xlsx = one([...hostile, '示例', '1-2', '007', '13800000000', '2016-03-01']);
    const sheet = part(xlsx, 'xl/worksheets/sheet1.xml');
    expect(sheet).not.toMatch(/<f[ >]|t="(n|str|s)"|<v>/);
    const styles = [...part(xlsx, 'xl/styles.xml').split('<cellXfs')[1]!.matchAll(/<xf [^>]*>/g)].map(([format]) => format);
    const used = [...sheet.matchAll(/<c r="A(\d+)" s="(\d+)"/g)].map(([, row, style]) => [Number(row), styles[Number(style)]!] as const);
    for (const [row, format] of used) {
      expect(format).toContain('numFmtId="49"');
      expect(format.includes('quotePrefix="1"'), `row ${row}`).toBe(row <= hostile.length);
    }
  });

  it('gives back every text that it was given', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((given) => given.trim() !== '' && !/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/.test(given));
    fc.assert(fc.property(fc.array(fc.oneof(text, fc.constantFrom('_x0041_', '_x005F_', '<b>&amp;</b>', ' a ', 'a\nb\tc', ']]>')), { minLength: 1, maxLength: 5 }), (texts) => { expect(cells(one(texts)).flat()).toEqual(texts); }));
  });

  it('is the same file for the same cells', () => {
    expect(Buffer.from(rollXlsx(summaryPaper(3))).equals(rollXlsx(summaryPaper(3)))).toBe(true);
  });

  it('names columns and sheets as a spreadsheet allows', () => {
    expect([1, 26, 27, 52, 702, 703].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA']);
    expect(sheetName('a/b\\c?d*[e]:f')).toBe('abcdef');
    expect(sheetName('汇'.repeat(40))).toHaveLength(31);
    expect(sheetName('::')).toBe('表');
  });
});

describe('the 汇总表 as XLSX', () => {
  it('has its title, who seals it, the labels and every cell, codes as they are', () => {
    const paper = summaryPaper(3);
    const rows = cells(rollXlsx(paper));
    expect(rows[0]).toEqual(['信息技术与教育融合创新试点申报汇总表']);
    expect(rows[1]![0]).toContain('示例市示例区教育局　单位（盖章）');
    expect(rows[1]![0]).toContain(paper.mark.code);
    expect(rows[2]).toEqual(['序号', '申报单位', '申报项目编号', '申报试点名称', '联系人姓名', '手机', 'E-mail', '通讯地址']);
    expect(rows.slice(3)).toEqual(paper.rows);
    expect(rows[3]![2]).toBe('1-2');
  });

  it('prints its labels and its check code on every page', () => {
    const xlsx = rollXlsx(summaryPaper(3));
    expect(part(xlsx, 'xl/workbook.xml')).toContain('$3:$3</definedName>');
    expect(part(xlsx, 'xl/worksheets/sheet1.xml')).toMatch(/<oddHeader>&amp;L 2016年3月11日确认&amp;R 校验码 04HM-ASW9-NF6Y-2<\/oddHeader>/);
  });
});
