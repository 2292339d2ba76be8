/** Sizes of everything on a picture, before ELK places it: the one place for type sizes and paddings, in pixels. */
import type { DiagramEdge, DiagramNode } from '../diagram.js';
import { textWidth, wrapText } from './text.js';

export const TYPE = { name: 15, note: 12, edge: 12, title: 20, subtitle: 14 } as const;
export const LEADING = 1.45;

const PADDING = { x: 14, y: 10 };
const WIDEST_NOTE = 232;
const WIDEST_LABEL = 190;
/** Room for the mark of what is done or under way, before the name. */
export const MARK = 18;

export interface MeasuredNode {
  readonly node: DiagramNode;
  readonly name: readonly string[];
  readonly notes: readonly string[];
  readonly width: number;
  readonly height: number;
}

export interface MeasuredEdge {
  readonly edge: DiagramEdge;
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

export function measureNode(node: DiagramNode, coloured: boolean): MeasuredNode {
  if (node.kind === 'start') return { node, name: [], notes: [], width: 16, height: 16 };
  if (node.kind === 'choice') return { node, name: [], notes: [], width: 22, height: 22 };
  const name = wrapText(node.label, TYPE.name, WIDEST_NOTE);
  const notes = node.notes.flatMap((note) => wrapText(note, TYPE.note, WIDEST_NOTE));
  const mark = coloured ? MARK : 0;
  const widest = Math.max(...name.map((line) => textWidth(line, TYPE.name) + mark), ...notes.map((line) => textWidth(line, TYPE.note)), 36);
  const height = name.length * TYPE.name * LEADING + notes.length * TYPE.note * LEADING;
  return { node, name, notes, width: Math.ceil(widest + 2 * PADDING.x), height: Math.ceil(height + 2 * PADDING.y) };
}

/** The numbers of the steps stand before the words, in a circle each. */
export const STEP = 18;

export function measureEdge(edge: DiagramEdge): MeasuredEdge {
  const lines = edge.labels.flatMap((label) => wrapText(label, TYPE.edge, WIDEST_LABEL));
  const steps = edge.steps.length;
  if (lines.length === 0 && steps === 0) return { edge, lines, width: 0, height: 0 };
  const row = steps === 0 ? 0 : steps * (STEP + 2);
  const width = Math.max(0, ...lines.map((line) => textWidth(line, TYPE.edge)));
  return { edge, lines, width: Math.ceil(Math.max(width, row) + 8), height: Math.ceil(lines.length * TYPE.edge * LEADING + (steps === 0 ? 0 : STEP + 2) + 4) };
}

export { PADDING };
