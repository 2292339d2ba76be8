/** A paper as DOCX. */
import { AlignmentType, BorderStyle, Document, Footer, Header, LineRuleType, Packer, PageNumber, PageOrientation, Paragraph, TabStopType, TextRun, type FileChild, type ISectionOptions } from 'docx';
import { TextWatermark } from 'docx/watermarks';
import { titleLines } from '../paper/title.js';
import type { Mark, Paper } from '../paper/paper.js';
import { deterministic } from '../deterministic.js';
import { coverLine, paragraph, pieceTable } from './blocks.js';
import { FANGSONG, HEI, MARGIN, SIZE, SONG, TEXT_WIDTH } from './typography.js';

const A4 = { width: 11906, height: 16838, orientation: PageOrientation.PORTRAIT } as const;

/** Points, each way. */
const WATERMARK_CHARACTER = 100;

export async function formDocx(paper: Paper): Promise<Uint8Array> {
  const document = new Document({
    title: paper.title,
    creator: '试点 Shidian',
    lastModifiedBy: '试点 Shidian',
    styles: { default: { document: { run: { font: FANGSONG, size: SIZE.text, language: { value: 'en-US', eastAsia: 'zh-CN' } } } } },
    sections: [section(paper)],
  });
  return deterministic(new Uint8Array(await Packer.toArrayBuffer(document)));
}

function section(paper: Paper): ISectionOptions {
  return {
    properties: { page: { size: A4, margin: { ...MARGIN, header: 1020, footer: 1020 } } },
    headers: { default: header(paper.mark) },
    footers: { default: footer(paper.mark) },
    children: [...cover(paper), ...paper.sections.flatMap((one, index) => [heading(one.title, index === 0), ...one.pieces.flatMap((piece, place) => [...(place === 0 ? [] : [seam()]), pieceTable(piece)])]), seam()],
  };
}

/** Two tables that touch would become one, and lose their own columns. */
function seam(): Paragraph {
  return paragraph('', { size: 2 }, { spacing: { before: 0, after: 0, line: 20, lineRule: LineRuleType.EXACT } });
}

function cover(paper: Paper): readonly FileChild[] {
  return [
    ...Array.from({ length: 4 }, () => paragraph('', { size: SIZE.coverField })),
    ...titleLines(paper.title).map((line) => paragraph(line, { font: SONG, size: SIZE.cover, bold: true }, { alignment: AlignmentType.CENTER, spacing: { after: 120 } })),
    ...Array.from({ length: 5 }, () => paragraph('', { size: SIZE.coverField })),
    ...paper.cover.flatMap((fields) => [coverLine(fields), seam()]),
  ];
}

function heading(text: string, first: boolean): Paragraph {
  return paragraph(text, { font: HEI, size: SIZE.heading }, { pageBreakBefore: first, keepNext: true, spacing: { before: 240, after: 120 }, outlineLevel: 0 });
}

function header({ reference, code, watermark }: Mark): Header {
  const small = { font: FANGSONG, size: SIZE.small } as const;
  return new Header({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
        border: { bottom: { style: BorderStyle.NONE, size: 0, color: 'auto' } },
        children: [new TextRun({ ...small, text: reference }), ...(code === undefined ? [] : [new TextRun({ ...small, text: `\t校验码 ${code}` })]), ...(watermark === undefined ? [] : [new TextWatermark({ text: watermark, font: '黑体', color: 'D0D0D0', width: Math.min(480, watermark.length * WATERMARK_CHARACTER), height: Math.min(WATERMARK_CHARACTER, 480 / watermark.length) })])],
      }),
    ],
  });
}

function footer({ coverage }: Mark): Footer {
  const look = { font: FANGSONG, size: SIZE.cell } as const;
  return new Footer({
    children: [
      new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ ...look, children: ['第', PageNumber.CURRENT, '页 共', PageNumber.TOTAL_PAGES, '页'] })] }),
      paragraph(coverage, { font: FANGSONG, size: SIZE.tiny, color: '595959' }, { alignment: AlignmentType.CENTER }),
    ],
  });
}
