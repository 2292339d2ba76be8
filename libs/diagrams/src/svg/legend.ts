/** What the colours and lines mean: only those that are on the picture. */
import { MISSED } from '../chart/chart-diagram.js';
import type { Diagram, Standing } from '../diagram.js';
import { TYPE } from '../layout/measured.js';
import { textWidth } from '../layout/text.js';
import { FAINT, INK, LINE, nodePaint, NOT_TAKEN, TAKEN } from './colours.js';
import { attributes, circle, polygon, rect, text } from './markup.js';

const ROW = 26;
const GAP = 26;

interface Entry {
  readonly words: string;
  readonly width: number;
  readonly draw: (x: number, y: number) => string;
}

export interface Legend {
  readonly width: number;
  readonly height: number;
  readonly markup: readonly string[];
}

/** As many entries in a row as a usual page is wide. */
const WIDEST = 760;

export function legend(diagram: Diagram): Legend {
  const markup: string[] = [];
  let [x, y, width] = [0, 0, 0];
  for (const { words, width: sample, draw } of entriesOf(diagram)) {
    const taken = sample + 8 + textWidth(words, TYPE.note);
    if (x > 0 && x + taken > WIDEST) [x, y] = [0, y + ROW];
    markup.push(draw(x, y + ROW / 2), text(x + sample + 8, y + ROW / 2 + 4, words, { size: TYPE.note, fill: INK }));
    width = Math.max(width, x + taken);
    x += taken + GAP;
  }
  return { width, height: markup.length === 0 ? 0 : y + ROW, markup };
}

function entriesOf({ language, showing, nodes, edges }: Diagram): readonly Entry[] {
  const zh = language === 'zh';
  const has = (kind: string): boolean => edges.some((edge) => edge.kind === kind) || nodes.some((node) => node.kind === kind);
  const box = (standing: Standing, words: string): Entry => {
    const paint = nodePaint(standing);
    return { words, width: 30, draw: (x, y) => rect({ x, y: y - 8, width: 30, height: 16, rx: 4, fill: paint.fill, stroke: paint.stroke, 'stroke-width': paint.strokeWidth }) };
  };
  const line = (words: string, dash: string | undefined, colour = LINE): Entry => ({
    words,
    width: 36,
    draw: (x, y) => {
      const taken = colour === TAKEN;
      const path = `<path${attributes({ d: `M${x} ${y}H${x + 30}`, fill: 'none', stroke: colour, 'stroke-width': taken ? 2.6 : 1.3, ...(dash === undefined ? {} : { 'stroke-dasharray': dash }) })}/>`;
      return `${path}${polygon([[x + 36, y], [x + 27, y - 4], [x + 27, y + 4]], { fill: colour })}`;
    },
  });
  return [
    ...(showing === 'case' ? [box('ahead', zh ? '未办' : 'ahead'), box('now', zh ? '待办' : 'under way'), box('done', zh ? '已办' : 'done'), line(zh ? '走过的路，数字为先后' : 'the way taken, in the order of the numbers', undefined, TAKEN)] : []),
    ...(showing === 'scenario' ? [box('done', zh ? '✓ 本场景到过' : '✓ this scenario was here'), line(zh ? '本场景走过，数字为先后' : 'this scenario went here, in the order of the numbers', undefined, TAKEN), box('ahead', zh ? '没有到过' : 'it was not here'), line(zh ? '没有走过' : 'it did not go here', undefined, FAINT)] : []),
    ...(showing === 'coverage' ? [box('done', zh ? '✓ 有场景到过' : '✓ some scenario was here'), line(zh ? '有场景走过，数字为场景数' : 'scenarios went here, as many as the number says', undefined, TAKEN), box('missed', zh ? `${MISSED} 没有场景到过` : `${MISSED} no scenario was here`), line(zh ? `${MISSED} 没有场景走过` : `${MISSED} no scenario went here`, undefined, NOT_TAKEN)] : []),
    line(zh ? '办理后转入' : 'moves on when acted on', undefined),
    ...(has('clock') ? [line(zh ? '到期自动转入' : 'moves on at a deadline', '2 3')] : []),
    ...(has('back') ? [line(zh ? '退回（双箭头：改好后可直接交回退回方）' : 'returned (two arrows: may go straight back to the returner)', '6 4')] : []),
    ...(has('choice') ? [{ words: zh ? '按申报单位类别分路' : 'by the kind of applicant', width: 22, draw: (x: number, y: number) => polygon([[x + 11, y - 10], [x + 22, y], [x + 11, y + 10], [x, y]], { fill: '#ffffff', stroke: LINE }) }] : []),
    ...(has('parallel') ? [{ words: zh ? '虚线框内同时进行' : 'side by side within a dashed frame', width: 30, draw: (x: number, y: number) => rect({ x, y: y - 8, width: 30, height: 16, rx: 4, fill: '#f3f6f9', stroke: LINE, 'stroke-dasharray': '5 3' }) }] : []),
    ...(has('end') ? [{ words: zh ? '结束' : 'the end', width: 30, draw: (x: number, y: number) => `${rect({ x, y: y - 9, width: 30, height: 18, rx: 9, fill: '#ffffff', stroke: LINE })}${rect({ x: x + 3, y: y - 6, width: 24, height: 12, rx: 6, fill: 'none', stroke: LINE, 'stroke-width': 0.8 })}` }] : []),
    ...(has('start') ? [{ words: zh ? '开始' : 'the start', width: 16, draw: (x: number, y: number) => circle({ cx: x + 8, cy: y, r: 7, fill: INK }) }] : []),
  ];
}
