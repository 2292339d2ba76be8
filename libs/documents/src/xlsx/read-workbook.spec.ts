import fc from 'fast-check';
import { constants, deflateRawSync } from 'node:zlib';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readWorkbook, UnreadableWorkbook, WORKBOOK_LIMITS, type ReadCell } from './read-workbook.js';
import { writeWorkbook } from './write-workbook.js';

const plain = writeWorkbook([{ name: '表', widths: [10], rows: [[{ text: 'a', look: 'body' }]] }]);
const head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';

/** A workbook with a sheet of raw XML, as other programs write it. */
function withSheet(rows: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const more = Object.fromEntries(Object.entries({ 'xl/worksheets/sheet1.xml': `${head}${rows}</sheetData></worksheet>`, ...parts }).map(([name, xml]) => [name, strToU8(xml)]));
  return zipSync({ ...unzipSync(plain), ...more });
}

const cell = (rows: string, parts?: Readonly<Record<string, string>>): ReadCell | undefined => readWorkbook(withSheet(rows, parts))[0]?.rows[0]?.cells[0];
const styles = (formats: string): string => `<styleSheet xmlns="x"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[Red]0.0&quot;d&quot;"/></numFmts><cellXfs>${formats}</cellXfs></styleSheet>`;

function refusal(content: Uint8Array): string {
  try {
    readWorkbook(content);
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return error.words.zh;
    throw error;
  }
  return 'was read';
}

/** A deflated megabyte of zeros that another block may follow, and the end of such a stream. */
const megabyte = deflateRawSync(new Uint8Array(1_000_000), { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
const end = deflateRawSync(new Uint8Array());

/** The archive with the packed content of its last entry taken for another, its sizes following the packed bytes. */
function spliced(archive: Uint8Array, name: string, packed: Buffer): Uint8Array {
  const bytes = Buffer.from(archive);
  const directory = bytes.readUInt32LE(bytes.length - 6);
  const entry = bytes.lastIndexOf(name) - 46;
  const local = bytes.readUInt32LE(entry + 42);
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const tail = Buffer.from(bytes.subarray(directory));
  tail.writeUInt32LE(packed.length, entry - directory + 20);
  tail.writeUInt32LE(packed.length, entry - directory + 24);
  tail.writeUInt32LE(from + packed.length, tail.length - 6);
  return Buffer.concat([bytes.subarray(0, from), packed, tail]);
}

describe('a workbook that comes in', () => {
  it('tells a formula as one, whatever result stands beside it', () => {
    expect(cell('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')).toEqual({ kind: 'formula', text: '' });
    expect(cell('<row r="1"><c r="A1" t="str"><f>"x"</f><v>x</v></c></row>')).toEqual({ kind: 'formula', text: '' });
    expect(cell('<row r="1"><c r="A1"><f t="shared" si="0"/><v>2</v></c></row>')).toEqual({ kind: 'formula', text: '' });
  });

  it('reads shared, inline and rich text, without phonetic hints, and text that was written in escapes', () => {
    const shared = { 'xl/sharedStrings.xml': '<sst><si><r><t>示</t></r><r><t xml:space="preserve"> 例</t></r><rPh><t>shì</t></rPh></si><si><t>a_x0041_</t></si></sst>' };
    expect(cell('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared)?.text).toBe('示 例');
    expect(cell('<row r="1"><c r="A1" t="s"><v>1</v></c></row>', shared)?.text).toBe('aA');
    expect(cell('<row><c t="inlineStr"><is><t>无编号</t></is></c></row>')?.text).toBe('无编号');
  });

  it('keeps numbers in digits: telephone numbers and amounts', () => {
    for (const [written, text] of [['13800000001', '13800000001'], ['1.38E10', '13800000000'], ['120000.5', '120000.5'], ['-3', '-3'], ['0.1', '0.1']]) {
      expect(cell(`<row r="1"><c r="A1"><v>${written}</v></c></row>`)).toEqual({ kind: 'number', text });
    }
  });

  it('knows a date by its format, in both systems of counting, and takes no amount for one', () => {
    const formats = { 'xl/styles.xml': styles('<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>') };
    const at = (style: number, value: number): ReadCell | undefined => cell(`<row r="1"><c r="A1" s="${style}"><v>${value}</v></c></row>`, formats);
    expect(at(1, 42430)).toEqual({ kind: 'date', text: '2016-03-01' });
    expect(at(2, 42430.75)).toEqual({ kind: 'date', text: '2016-03-01' });
    expect([at(1, 1)?.text, at(1, 59)?.text, at(1, 61)?.text]).toEqual(['1900-01-01', '1900-02-28', '1900-03-01']);
    expect(at(0, 42430)).toEqual({ kind: 'number', text: '42430' });
    expect(at(3, 42430)).toEqual({ kind: 'number', text: '42430' });
    const since1904 = '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="表" r:id="rId1"/></sheets></workbook>';
    expect(cell('<row r="1"><c r="A1" s="1"><v>40968</v></c></row>', { ...formats, 'xl/workbook.xml': since1904 })?.text).toBe('2016-03-01');
  });

  it('is refused in words where it is no workbook', () => {
    for (const content of [new Uint8Array(), strToU8('申报单位,编号\n'), strToU8('PK\u0003\u0004'), plain.subarray(0, 300), zipSync({ 'a.txt': strToU8('a') }), new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)])]) {
      expect(refusal(content)).toContain('不是 XLSX 文件');
    }
    for (const xml of ['<row r="1"><c r="A1" t="s"><v>9</v></c></row>', '<row r="1"><c r="1A"><v>1</v></c></row>', '<row r="0"><c><v>1</v></c></row>', '<row r="1"><c r="A1"><v>x</v></c></row>', '<row>', '<row r="1"><c t="inlineStr"><is><t>&unknown;</t></is></c></row>']) {
      expect(refusal(withSheet(xml)), xml).toContain('不是 XLSX 文件');
    }
  });

  it('is refused where it holds more than is said', () => {
    expect(refusal(new Uint8Array(WORKBOOK_LIMITS.bytes + 1))).toContain('超过 5 MB');
    const row = (n: number): string => `<row r="${n}"><c r="A${n}"><v>1</v></c></row>`;
    expect(refusal(withSheet(Array.from({ length: WORKBOOK_LIMITS.rows + 1 }, (_, index) => row(index + 1)).join('')))).toContain('超过 5000 行');
    expect(refusal(withSheet('<row r="1"><c r="ZZ1"><v>1</v></c></row>'))).toContain('超过 200 列');
    const cells = `<row r="1">${'<c r="A1"><v>1</v></c>'.repeat(WORKBOOK_LIMITS.cells + 1)}</row>`;
    expect(refusal(withSheet(cells))).toContain('超过 300000 格');
    const sheets = Array.from({ length: 31 }, (_, index) => `<sheet name="s${index}" r:id="rId1"/>`).join('');
    expect(refusal(withSheet('', { 'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${sheets}</sheets></workbook>` }))).toContain('工作表过多');
    expect(refusal(zipSync(Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`${index}`, new Uint8Array()]))))).toContain('部件过多');
  });

  it('is refused before a bomb goes off, whether it says its size or lies about it', () => {
    const bomb = new Uint8Array(WORKBOOK_LIMITS.unpackedBytes + 1);
    const honest = zipSync({ ...unzipSync(plain), 'xl/sharedStrings.xml': bomb });
    expect(honest.byteLength).toBeLessThan(WORKBOOK_LIMITS.bytes);
    expect(refusal(honest)).toContain('解压后超过 32 MB');

    // The most that a file of this size can hold, about five gigabytes, saying that it has as much as is packed.
    const huge = zipSync({ ...unzipSync(plain), 'xl/sharedStrings.xml': new Uint8Array(1_000_000) }, { level: 9 });
    const packed = Buffer.concat([...Array.from({ length: 4_500 }, () => megabyte), end]);
    const lying = spliced(huge, 'xl/sharedStrings.xml', packed);
    expect(lying.byteLength).toBeGreaterThan(4_000_000);
    const began = performance.now();
    expect(refusal(lying)).toContain('解压后超过 32 MB');
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('takes millions of empty rows and cells for nothing', () => {
    const empty = '<row r="1"><c r="A1"><v>1</v></c></row>' + '<row/>'.repeat(1_000_000) + '<row r="2000000"><c s="1"/></row>'.repeat(10);
    const began = performance.now();
    expect(readWorkbook(withSheet(empty))[0]?.rows).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  it('never throws anything else, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => { expect(refusal(bytes)).not.toBe(''); }));
    fc.assert(
      fc.property(fc.nat(plain.length - 1), fc.nat(255), (at, byte) => {
        const broken = plain.slice();
        broken[at] = byte;
        expect(refusal(broken)).not.toBe('');
      }),
      { numRuns: 300 },
    );
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('<c', ' r="A1"', ' t="s"', ' s="1"', '>', '<v>', '1', '</v>', '</c>', '<f>', '</f>', '<row r="1">', '</row>', '&lt;', '<is>', '<t>', '</t>', '</is>') }), (xml) => { expect(refusal(withSheet(xml))).not.toBe(''); }));
  });
});
