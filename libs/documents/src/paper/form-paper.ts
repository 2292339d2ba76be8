/** A form with its values as a paper, in the form's own order and under its own headings (R-0-41). */
import { count, type FieldDefinition, type FormBlock, type FormDefinition } from '@shidian/definition';
import type { JsonValue } from '@shidian/engine';
import type { Column, CoverField, Mark, Opinion, Paper, Piece, Section } from './paper.js';
import { assertPrintable } from './size.js';
import { dayInWords, listOf, memberOf, objectOf, paragraphsOf, printed, type Values } from './values.js';
import { sharesOf } from './widths.js';

/** An opinion as it stands on the record. */
export interface GivenOpinion {
  readonly block: string;
  readonly text: string;
  readonly signature: string | null;
  readonly sealed: boolean;
  /** YYYY-MM-DD */
  readonly onDate: string | null;
}

export interface FormPaperParts {
  readonly form: FormDefinition;
  readonly values: JsonValue;
  /** In the order of writing; void ones left out. */
  readonly opinions: readonly GivenOpinion[];
  readonly mark: Mark;
}

/** A line of a table across the page: 156 mm at 10.5 pt, in halves of a Han character. */
const ROOM = 84;

/** @throws PaperTooLarge */
export function formPaper({ form, values, opinions, mark }: FormPaperParts): Paper {
  const body = objectOf(values);
  const cover = form.blocks.filter((block) => block.title === null);
  const titled = form.blocks.filter((block) => block.title !== null);
  const paper: Paper = {
    title: form.title.zh,
    cover: cover.flatMap((block) => coverLines(block, objectOf(memberOf(body, block.key)))),
    sections: titled.map((block) => section(block, objectOf(memberOf(body, block.key)), opinions)),
    mark,
  };
  assertPrintable(paper);
  return paper;
}

/** One field a line; mobile and e-mail share one, as the form prints them. */
function coverLines(block: FormBlock, values: Values): readonly (readonly CoverField[])[] {
  const lines: CoverField[][] = [];
  let open: FieldDefinition['type'] | undefined;
  for (const field of block.fields) {
    const one = { label: field.label.zh, value: printed(field, memberOf(values, field.key)) };
    const last = lines.at(-1);
    if (open === 'mobile' && field.type === 'email' && last !== undefined) last.push(one);
    else lines.push([one]);
    open = field.type;
  }
  return lines;
}

function section(block: FormBlock, values: Values, opinions: readonly GivenOpinion[]): Section {
  const title = block.title?.zh ?? '';
  if (block.opinion !== undefined) {
    const given = opinions.filter((opinion) => opinion.block === block.key);
    return { title, pieces: given.length === 0 ? [opinionPiece(block.opinion, undefined)] : given.map((one) => opinionPiece(block.opinion, one)) };
  }
  return { title, pieces: block.fields.map((field) => piece(field, memberOf(values, field.key), block)) };
}

function opinionPiece(wanted: NonNullable<FormBlock['opinion']> | undefined, given: GivenOpinion | undefined): Opinion {
  return {
    kind: 'opinion',
    paragraphs: given === undefined ? [] : paragraphsOf(given.text),
    ...(wanted?.signature === true && { signature: given?.signature ?? '' }),
    ...(wanted?.seal === true && { seal: given?.sealed ?? false }),
    ...(wanted?.date === true && { date: dayInWords(given?.onDate ?? '') }),
  };
}

function piece(field: FieldDefinition, value: JsonValue | undefined, block: FormBlock): Piece {
  const alone = block.fields.length === 1;
  if (field.type === 'person') return { kind: 'person', label: field.label.zh, rows: personRows(field, objectOf(value)) };
  if (field.type === 'table') return table(field, listOf(value), alone);
  if (field.type === 'long_text') return { kind: 'text', note: note(field, value), paragraphs: typeof value === 'string' ? paragraphsOf(value) : [] };
  return { kind: 'field', label: field.label.zh, value: printed(field, value) };
}

/** What the form asks for, and how many 字 there are. */
function note(field: FieldDefinition, value: JsonValue | undefined): string {
  const { min, max } = field.chars ?? {};
  const asked = [...(field.hint === undefined ? [] : [field.hint.zh]), ...(min === undefined ? [] : [`不少于${min}字`]), ...(max === undefined ? [] : [`不超过${max}字`])].join('。');
  if (min === undefined && max === undefined) return asked === '' ? '' : `${asked}。`;
  return `${asked}（${typeof value === 'string' ? count(value) : 0}字）。`;
}

/** Four fields in the first row, three in the next, two in the last: 姓名 性别 职务 职称 / 学历 学位 专业 / 联系电话 邮箱 (R-0-30). */
function personRows(field: FieldDefinition, values: Values): readonly (readonly CoverField[])[] {
  const cells = (field.columns ?? []).map((column) => ({ label: column.label.zh, value: printed(column, memberOf(values, column.key)) }));
  const rows: CoverField[][] = [];
  for (let from = 0, size = 4; from < cells.length; size = Math.max(2, size - 1)) {
    rows.push(cells.slice(from, from + size));
    from += size;
  }
  return rows;
}

function table(field: FieldDefinition, values: readonly JsonValue[], alone: boolean): Piece {
  const columns = field.columns ?? [];
  const filled = values.map((row) => columns.map((column) => printed(column, memberOf(objectOf(row), column.key))));
  const blank = Array.from({ length: Math.max(0, (field.rows?.min ?? 1) - filled.length) }, () => columns.map(() => ''));
  const rows = [...filled, ...blank];
  return { kind: 'table', label: alone ? '' : field.label.zh, columns: tableColumns(columns, rows), rows };
}

function tableColumns(columns: readonly FieldDefinition[], rows: readonly (readonly string[])[]): readonly Column[] {
  const shares = sharesOf(columns.map((column) => column.label.zh), rows, ROOM);
  return columns.map((column, index) => ({ label: column.label.zh, share: shares[index] ?? 0, align: alignOf(column, rows, index) }));
}

/** Amounts to the right, short things in the middle, sentences to the left. */
function alignOf(column: FieldDefinition, rows: readonly (readonly string[])[], index: number): Column['align'] {
  if (column.type === 'money') return 'right';
  return column.type !== 'long_text' && rows.every((row) => (row[index] ?? '').length <= 8) ? 'center' : 'left';
}
