import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { checkCode } from '../check-code.js';
import type { Paper } from '../paper/paper.js';
import { applicationForm, draftPaper, LONG_NAME, submittedPaper, summaryPaper } from '../spec-papers.js';
import { formDrawing, rollDrawing } from './drawing.js';
import { typeset } from './typeset.js';

/** The text of every page of a PDF, in reading order and without spaces. */
async function pagesOf(pdf: Uint8Array): Promise<readonly string[]> {
  const document = await getDocument({ data: pdf.slice(), verbosity: 0, useSystemFonts: false, isEvalSupported: false }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join('').replaceAll(/[\s\u200B]/g, ''));
  }
  await document.destroy();
  return pages;
}

const tight = (text: string): string => text.replaceAll(/\s/g, '');

/** Everything that a paper says, in its order. */
function said(paper: Paper): readonly string[] {
  return [
    ...paper.cover.flatMap((row) => row.flatMap(({ label, value }) => [label, value])),
    ...paper.sections.flatMap(({ title, pieces }) => [
      title,
      ...pieces.flatMap((piece): readonly string[] => {
        switch (piece.kind) {
          case 'text':
            return [piece.note, ...piece.paragraphs];
          case 'field':
            return [piece.label, piece.value];
          case 'person':
            return [...piece.rows.flatMap((row) => row.flatMap(({ label, value }) => [label, value]))];
          case 'table':
            return [piece.label, ...piece.columns.map(({ label }) => label), ...piece.rows.flat()];
          case 'opinion':
            return [...piece.paragraphs, ...(piece.signature === undefined ? [] : [piece.signature]), ...(piece.date === undefined ? [] : [piece.date])];
        }
      }),
    ]),
  ].map(tight).filter((text) => text !== '');
}

describe('the application as PDF', () => {
  it('holds every label and value of the form in the order of the form', async () => {
    const paper = submittedPaper();
    const pages = await pagesOf(typeset(formDrawing(paper)));
    // What every page repeats, and the heads of tables that go on, stand between; the rest must follow one upon the other.
    const text = pages.map((page) => page.replace(/^受理号000012校验码[0-9A-Z*~$=-]+/, '').replace(/第\d+页共\d+页校验码对应.*$/, '')).join('');
    let from = 0;
    for (const one of said(paper)) {
      const at = text.indexOf(one.slice(0, 12), from);
      expect(at, `${one} is not after ${text.slice(Math.max(0, from - 40), from)}`).toBeGreaterThanOrEqual(from);
      from = at;
    }
    for (const text of [LONG_NAME, '示例买买提·阿卜杜热合曼·示例', `https://example.org/${'path/'.repeat(12)}index.html`]) expect(pages.join('')).toContain(tight(text));
  });

  it('bears the check code, the number and “page x of y” on every page', async () => {
    const pages = await pagesOf(typeset(formDrawing(submittedPaper())));
    expect(pages.length).toBeGreaterThan(10);
    const code = checkCode(`sha256:${'0123456789abcdef'.repeat(4)}`);
    pages.forEach((page, index) => {
      expect(page).toContain(`受理号000012校验码${code}`);
      expect(page).toContain(`第${index + 1}页共${pages.length}页`);
      expect(page).toContain('不含各级意见');
    });
  });

  it('repeats the heading and the labels of a table on every page that it goes on', async () => {
    const pages = await pagesOf(typeset(formDrawing(submittedPaper())));
    const rows = pages.filter((page) => /示例成员[123]\d/.test(page));
    expect(rows.length).toBeGreaterThan(2);
    for (const page of rows) expect(page).toContain('实施团队姓名性别年龄学历专业职务职称工作分工');
  });

  it('of a draft says so on every page and bears no code', async () => {
    const pages = await pagesOf(typeset(formDrawing(draftPaper())));
    for (const page of pages) {
      expect(page).toContain('草稿');
      expect(page).not.toContain('校验码');
    }
    for (const title of applicationForm().blocks.flatMap((block) => (block.title === null ? [] : [block.title.zh]))) expect(pages.join('')).toContain(title);
  });

  it('shows what people typed as they typed it, whatever it looks like', async () => {
    const hostile = ['#eval("1+1")', '#read("/etc/passwd")', '$x^2$ *b* _i_ `c` <l> @ref // no', '\\u{41} "quotes" #{ 1 }', ']#panic("x")[', '= 一级标题', '#import "@preview/a:0.1.0"'].join(' ');
    const paper = draftPaper({ goals: { text: hostile }, cover: { contact: hostile }, team: { leading: [{ name: hostile, work: hostile }] } });
    const text = (await pagesOf(typeset(formDrawing(paper)))).join('');
    expect(text.split(tight(hostile)).length - 1).toBeGreaterThanOrEqual(1);
    expect(text).toContain(tight('#read("/etc/passwd")'));
    expect(text).not.toContain('root:');
  });

  it('is set whatever the length of what stands in a cell, a line or a paragraph', () => {
    const endless = 'a'.repeat(8_000);
    const words = 'internationalisation '.repeat(200);
    for (const text of [endless, words, '汉'.repeat(5_000), 'é'.repeat(5_000)]) {
      const pdf = typeset(formDrawing(draftPaper({ goals: { text }, cover: { contact: text.slice(0, 1_000) }, team: { leader: { name: text.slice(0, 1_000) }, leading: [{ name: text, work: text }] } })));
      expect(Buffer.from(pdf).toString('latin1', 0, 5)).toBe('%PDF-');
    }
  });

  it('is the same file for the same paper', () => {
    const first = typeset(formDrawing(submittedPaper()));
    expect(Buffer.from(typeset(formDrawing(submittedPaper()))).equals(first)).toBe(true);
  });
});

describe('the 汇总表 as PDF', () => {
  it('holds every cell, the labels and the check code on every page, and where the seal goes on the first', async () => {
    const paper = summaryPaper(40);
    const pages = await pagesOf(typeset(rollDrawing(paper)));
    expect(pages.length).toBeGreaterThan(3);
    for (const page of pages) {
      expect(page).toContain(paper.mark.code);
      expect(page).toContain('序号申报单位申报项目编号申报试点名称联系人姓名手机E-mail通讯地址');
    }
    expect(pages[0]).toContain('示例市示例区教育局单位（盖章）');
    const text = pages.join('');
    for (const row of paper.rows) for (const cell of row) expect(text).toContain(tight(cell));
  });
});
