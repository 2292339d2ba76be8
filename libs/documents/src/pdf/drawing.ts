/** A paper as a template and its data: JSON, nothing else. */
import type { Paper, TablePaper } from '../paper/paper.js';
import { titleLines } from '../paper/title.js';
import { displayWidth } from '../paper/widths.js';
import { FORM_TEMPLATE, ROLL_TEMPLATE } from './template.js';

export interface Drawing {
  readonly template: string;
  /** JSON */
  readonly data: string;
}

/** Fields that share a line of the cover share its width by what stands in them, within these bounds. */
const LEAST_SHARE = 10;
const MOST_SHARE = 40;

export function formDrawing(paper: Paper): Drawing {
  const cover = paper.cover.map((row) => row.map((field) => ({ ...field, share: Math.max(LEAST_SHARE, Math.min(displayWidth(field.value), MOST_SHARE)) })));
  return { template: FORM_TEMPLATE, data: JSON.stringify({ ...paper, titleLines: titleLines(paper.title), cover }) };
}

export function rollDrawing(paper: TablePaper): Drawing {
  return { template: ROLL_TEMPLATE, data: JSON.stringify(paper) };
}
