/**
 * A laid-out diagram as SVG 1.1. Presentation attributes only: the picture is shown under a policy that lets no style
 * sheet and no script run. Coordinates have one decimal, so that the same picture is the same text.
 */
import type { Diagram, DiagramEdge, Showing, Standing } from '../diagram.js';
import type { LaidOut, PlacedEdge, PlacedNode } from '../layout/lay-out.js';
import { LEADING, MARK, PADDING, STEP, TYPE } from '../layout/measured.js';
import { textWidth } from '../layout/text.js';
import { FAINT, FONTS, groupPaint, INK, LINE, nodePaint, NOT_TAKEN, TAKEN } from './colours.js';
import { legend } from './legend.js';
import { attributes, circle, element, number, polygon, rect, text } from './markup.js';

const MARGIN = 24;

export function writeSvg(diagram: Diagram, laid: LaidOut): string {
  const head = 30 + TYPE.title + TYPE.subtitle;
  const key = legend(diagram);
  const width = Math.max(laid.width, key.width, textWidth(diagram.title, TYPE.title), textWidth(diagram.subtitle, TYPE.subtitle)) + 2 * MARGIN;
  const left = MARGIN + (width - 2 * MARGIN - laid.width) / 2;
  const top = MARGIN + head;
  const height = top + laid.height + 20 + key.height + MARGIN;
  const body = [
    element('title', {}, diagram.title),
    element('desc', {}, diagram.subtitle),
    rect({ x: 0, y: 0, width, height, fill: '#ffffff' }),
    text(MARGIN, MARGIN + TYPE.title, diagram.title, { size: TYPE.title, fill: INK, weight: 'bold' }),
    text(MARGIN, MARGIN + TYPE.title + 8 + TYPE.subtitle, diagram.subtitle, { size: TYPE.subtitle, fill: '#52606d' }),
    `<g transform="translate(${number(left)} ${number(top)})">`,
    ...laid.nodes.filter(isGroup).map(group),
    ...byEmphasis(laid.edges).map((edge) => line(edge, diagram.showing)),
    ...laid.nodes.filter(isGroup).map(groupTitle),
    ...laid.nodes.filter((node) => !isGroup(node)).map((node) => shape(node, diagram.showing)),
    ...byEmphasis(laid.edges).map((edge) => words(edge, diagram.showing)),
    '</g>',
    `<g transform="translate(${MARGIN} ${number(top + laid.height + 20)})">`,
    ...key.markup,
    '</g>',
  ].filter((part) => part !== '');
  const root = attributes({ xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${number(width)} ${number(height)}`, role: 'img', 'xml:lang': diagram.language, 'font-family': FONTS });
  return `<svg${root}>\n${body.join('\n')}\n</svg>\n`;
}

function isGroup({ node }: PlacedNode): boolean {
  return node.kind === 'group' || node.kind === 'parallel';
}

/** What was taken is drawn last, over the rest. */
function byEmphasis(edges: readonly PlacedEdge[]): readonly PlacedEdge[] {
  return [...edges.filter(({ edge }) => edge.steps.length === 0), ...edges.filter(({ edge }) => edge.steps.length > 0)];
}

function group(placed: PlacedNode): string {
  const { node, box, depth } = placed;
  const paint = groupPaint(node.standing, depth);
  const dashed = node.kind === 'parallel' ? { 'stroke-dasharray': '7 4' } : {};
  return rect({ ...box, rx: 10, fill: paint.fill, stroke: paint.stroke, 'stroke-width': paint.strokeWidth, ...dashed });
}

/** Over the lines that run into the frame, on a ground of its own. */
function groupTitle(placed: PlacedNode): string {
  const { node, box, name, notes, depth } = placed;
  const paint = groupPaint(node.standing, depth);
  const mark = node.standing === undefined || node.standing === 'ahead' ? 0 : MARK;
  const width = Math.max(...name.map((label) => textWidth(label, TYPE.name) + mark), ...notes.map((note) => textWidth(note, TYPE.note)));
  const height = name.length * TYPE.name * LEADING + notes.length * TYPE.note * LEADING;
  const ground = rect({ x: box.x + PADDING.x - 3, y: box.y + PADDING.y, width: width + 6, height, rx: 3, fill: paint.fill, 'fill-opacity': 0.92 });
  return [ground, ...inscription(placed, box.x + PADDING.x, 'start', paint.text, node.standing !== undefined)].join('\n');
}

function shape(placed: PlacedNode, showing: Showing): string {
  const coloured = showing !== 'definition';
  const { node, box } = placed;
  const paint = nodePaint(node.standing);
  const [centreX, centreY] = [box.x + box.width / 2, box.y + box.height / 2];
  if (node.kind === 'start') return circle({ cx: centreX, cy: centreY, r: box.width / 2, fill: coloured ? TAKEN : INK });
  if (node.kind === 'choice') {
    return polygon([[centreX, box.y], [box.x + box.width, centreY], [centreX, box.y + box.height], [box.x, centreY]], { fill: paint.fill, stroke: paint.stroke, 'stroke-width': paint.strokeWidth });
  }
  const round = node.kind === 'end' ? Math.min(box.height / 2, 18) : 6;
  const outer = rect({ ...box, rx: round, fill: paint.fill, stroke: paint.stroke, 'stroke-width': paint.strokeWidth });
  const inner = node.kind === 'end' ? [rect({ x: box.x + 3, y: box.y + 3, width: box.width - 6, height: box.height - 6, rx: Math.max(0, round - 3), fill: 'none', stroke: paint.stroke, 'stroke-width': 0.8 })] : [];
  return [outer, ...inner, ...inscription(placed, centreX, 'middle', paint.text, coloured)].join('\n');
}

function inscription({ node, name, notes, box }: PlacedNode, x: number, anchor: 'start' | 'middle', fill: string, marked: boolean): readonly string[] {
  const lines: string[] = [];
  let y = box.y + PADDING.y;
  const shift = marked && node.standing !== 'ahead' ? MARK / 2 : 0;
  name.forEach((label, index) => {
    y += TYPE.name * LEADING;
    const at = anchor === 'middle' ? x + shift : x + 2 * shift;
    lines.push(text(at, y - TYPE.name * 0.4, label, { size: TYPE.name, fill, weight: 'bold', anchor }));
    if (index === 0 && shift > 0) lines.push(markOf(node.standing, (anchor === 'middle' ? at - textWidth(label, TYPE.name) / 2 : at) - MARK + 5, y - TYPE.name * 0.72, fill));
  });
  for (const note of notes) {
    y += TYPE.note * LEADING;
    lines.push(text(x, y - TYPE.note * 0.4, note, { size: TYPE.note, fill, anchor }));
  }
  return lines;
}

/** A tick for what is done, a full circle for what is under way, a cross for what no scenario came to. */
function markOf(standing: Standing | undefined, x: number, y: number, colour: string): string {
  if (standing === 'missed') return `<path${attributes({ d: `M${number(x - 4)} ${number(y - 4)}l8 8m0 -8l-8 8`, fill: 'none', stroke: colour, 'stroke-width': 2.2 })}/>`;
  if (standing !== 'done') return circle({ cx: x, cy: y, r: 4.5, fill: colour });
  return `<path${attributes({ d: `M${number(x - 5)} ${number(y)}l3.5 4l6.5 -8`, fill: 'none', stroke: colour, 'stroke-width': 2.2 })}/>`;
}

/** Where something is shown, what went this way stands out; what no scenario took does so too, in its own way. */
function inkOf(edge: DiagramEdge, showing: Showing): { readonly colour: string; readonly words: string; readonly taken: boolean; readonly strokeWidth: number } {
  if (edge.steps.length > 0 || (showing !== 'definition' && edge.kind === 'start')) return { colour: TAKEN, words: TAKEN, taken: true, strokeWidth: 2.6 };
  if (showing === 'coverage') return { colour: NOT_TAKEN, words: NOT_TAKEN, taken: false, strokeWidth: 1.3 };
  return showing === 'definition' ? { colour: LINE, words: INK, taken: false, strokeWidth: 1.3 } : { colour: FAINT, words: '#7b8794', taken: false, strokeWidth: 1.3 };
}

function line({ edge, points }: PlacedEdge, showing: Showing): string {
  if (points.length < 2) return '';
  const { colour, taken, strokeWidth } = inkOf(edge, showing);
  const dash = edge.kind === 'back' ? { 'stroke-dasharray': '6 4' } : edge.kind === 'clock' ? { 'stroke-dasharray': '2 3' } : {};
  const d = rounded(points);
  const heads = [arrow(points.at(-2), points.at(-1), colour, taken), ...(edge.both ? [arrow(points[1], points[0], colour, taken)] : [])];
  return [`<path${attributes({ d, fill: 'none', stroke: colour, 'stroke-width': strokeWidth, ...dash })}/>`, ...heads].join('\n');
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Bends with a small radius: where lines cross, the eye follows the curve. */
function rounded(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const parts = [`M${number(first.x)} ${number(first.y)}`];
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    const before = index === 0 ? first : rest[index - 1];
    if (next === undefined || before === undefined) {
      parts.push(`L${number(point.x)} ${number(point.y)}`);
      return;
    }
    const enter = towards(point, before);
    const leave = towards(point, next);
    parts.push(`L${number(enter.x)} ${number(enter.y)}`, `Q${number(point.x)} ${number(point.y)} ${number(leave.x)} ${number(leave.y)}`);
  });
  return parts.join('');
}

function towards(from: Point, to: Point): Point {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  const share = distance === 0 ? 0 : Math.min(8, distance / 2) / distance;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function arrow(from: Point | undefined, to: Point | undefined, colour: string, large: boolean): string {
  if (from === undefined || to === undefined) return '';
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  if (distance === 0) return '';
  const [length, half] = large ? [11, 5] : [9, 4];
  const [ux, uy] = [(to.x - from.x) / distance, (to.y - from.y) / distance];
  const [baseX, baseY] = [to.x - ux * length, to.y - uy * length];
  return polygon([[to.x, to.y], [baseX - uy * half, baseY + ux * half], [baseX + uy * half, baseY - ux * half]], { fill: colour });
}

function words({ edge, lines, label }: PlacedEdge, showing: Showing): string {
  if (label === undefined) return '';
  const taken = edge.steps.length > 0;
  const { words: fill } = inkOf(edge, showing);
  const centre = label.x + label.width / 2;
  const parts = [rect({ ...label, rx: 3, fill: '#ffffff', 'fill-opacity': 0.9 })];
  let y = label.y + 2;
  if (taken) {
    edge.steps.forEach((step, index) => {
      const x = centre + (index - (edge.steps.length - 1) / 2) * (STEP + 2);
      parts.push(circle({ cx: x, cy: y + STEP / 2, r: STEP / 2, fill: TAKEN }), text(x, y + STEP / 2 + 4, String(step), { size: 11, fill: '#ffffff', weight: 'bold', anchor: 'middle' }));
    });
    y += STEP + 2;
  }
  for (const words_ of lines) {
    y += TYPE.edge * LEADING;
    parts.push(text(centre, y - TYPE.edge * 0.35, words_, { size: TYPE.edge, fill, anchor: 'middle' }));
  }
  return parts.join('\n');
}
