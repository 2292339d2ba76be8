/** The generated table of a roll as a paper (R-0-40): nothing is retyped, everything is as it was frozen. */
import type { JsonValue } from '@shidian/engine';
import type { Mark, TablePaper } from './paper.js';
import { listOf, memberOf, objectOf, sound } from './values.js';
import { sharesOf } from './widths.js';

export interface RollPaperParts {
  /** The table as the roll froze it: title, header, columns, rows. */
  readonly table: JsonValue;
  /** 第 n 次上报, from 1. */
  readonly serial: number;
  /** In words, e.g. 县级汇总上报. */
  readonly name: string;
  readonly mark: Mark;
}

/** A line of the table: 247 mm at 10.5 pt, in halves of a Han character. */
const ROOM = 133;

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? sound(value).replaceAll(/\s+/g, ' ').trim() : '');

export function rollPaper({ table, serial, name, mark }: RollPaperParts): TablePaper {
  const body = objectOf(table);
  const header = objectOf(memberOf(body, 'header'));
  const labels = listOf(memberOf(body, 'columns')).map((label) => text(label));
  const rows = listOf(memberOf(body, 'rows')).map((row) => labels.map((_, index) => text(listOf(row)[index])));
  const shares = sharesOf(labels, rows, ROOM);
  return {
    title: text(memberOf(body, 'title')),
    header: { label: text(memberOf(header, 'label')), value: text(memberOf(header, 'value')) },
    remark: `${name} · 第${serial}次 · 共${rows.length}件`,
    columns: labels.map((label, index) => ({ label, share: shares[index] ?? 0, align: rows.every((row) => (row[index] ?? '').length <= 13) ? 'center' : 'left' })),
    rows,
    mark,
  };
}
