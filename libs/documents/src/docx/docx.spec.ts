import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { draftPaper, LONG_NAME, submittedPaper } from '../spec-papers.js';
import { formDocx } from './form-docx.js';

const part = (docx: Uint8Array, name: string): string => strFromU8(unzipSync(docx)[name]!);
const texts = (xml: string): readonly string[] => [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text ?? '');

/** Well-formed throughout, or it throws. */
function assertWellFormed(docx: Uint8Array): void {
  for (const [name, content] of Object.entries(unzipSync(docx))) if (/\.(xml|rels)$/.test(name)) new SaxesParser().write(strFromU8(content)).close();
}

describe('the application as DOCX', () => {
  it('has the labels, values and headings of the paper in its order', async () => {
    const paper = submittedPaper();
    const found = texts(part(await formDocx(paper), 'word/document.xml'));
    const wanted = [
      ...paper.cover.flatMap((row) => row.flatMap(({ label, value }) => [label, value])),
      ...paper.sections.flatMap((section) => [section.title, ...section.pieces.flatMap((piece) => (piece.kind === 'table' ? [...piece.columns.map(({ label }) => label), ...piece.rows.flat()] : piece.kind === 'text' ? piece.paragraphs : piece.kind === 'person' ? piece.rows.flatMap((row) => row.flatMap(({ label, value }) => [label, value])) : []))]),
    ].filter((text) => text !== '');
    let from = 0;
    for (const one of wanted) {
      const at = found.indexOf(one.replaceAll('&', '&amp;'), from);
      expect(at, `${one} after ${found[from - 1] ?? 'the beginning'}`).toBeGreaterThanOrEqual(0);
      from = at + 1;
    }
    expect(found).toContain(LONG_NAME);
  });

  it('has the number and the check code in the header, the page and what the code covers in the footer', async () => {
    const docx = await formDocx(submittedPaper());
    assertWellFormed(docx);
    expect(texts(part(docx, 'word/header1.xml')).join('')).toMatch(/^受理号 000012.*校验码 04HM-ASW9-NF6Y-2$/);
    const footer = part(docx, 'word/footer1.xml');
    expect(footer).toContain('PAGE');
    expect(footer).toContain('NUMPAGES');
    expect(texts(footer).join('')).toContain('校验码对应2016年3月10日提交的第2版填报内容，不含各级意见');
    // One header for every page: none of the first or of even pages that would leave the code out.
    expect(part(docx, 'word/document.xml')).not.toMatch(/w:titlePg|w:type="(first|even)"/);
  });

  it('repeats the labels of tables, keeps their rows whole and lets long Latin words break', async () => {
    const xml = part(await formDocx(submittedPaper()), 'word/document.xml');
    // Two heading rows in each of three tables, one in that of the budget.
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(7);
    expect(xml.match(/<w:cantSplit\/>/g)!.length).toBeGreaterThan(40);
    expect(xml).toContain('<w:wordWrap w:val="0"/>');
  });

  it('of a draft bears a watermark and no code', async () => {
    const docx = await formDocx(draftPaper());
    assertWellFormed(docx);
    const header = part(docx, 'word/header1.xml');
    expect(header).toContain('string="草稿"');
    expect(header).not.toContain('校验码');
  });

  it('takes what people typed as text, whatever it looks like', async () => {
    const hostile = '<w:p/></w:t>&amp; "quotes" ]]> {{x}} \u0001\u0000 \ud800 𠮷';
    const docx = await formDocx(draftPaper({ goals: { text: hostile }, cover: { contact: hostile } }));
    assertWellFormed(docx);
    expect(texts(part(docx, 'word/document.xml')).join('')).toContain('&lt;w:p/&gt;&lt;/w:t&gt;&amp;amp;');
    expect(part(docx, 'word/document.xml')).toContain('𠮷');
  });

  it('is the same file for the same paper', async () => {
    expect(Buffer.from(await formDocx(submittedPaper())).equals(await formDocx(submittedPaper()))).toBe(true);
  });
});
