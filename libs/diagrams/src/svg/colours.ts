/** Colours and fonts. Standing is told by colour, by the line's width and by a mark, so that print without colours tells it too. */
import type { Standing } from '../diagram.js';

export interface Paint {
  readonly fill: string;
  readonly stroke: string;
  readonly text: string;
  readonly strokeWidth: number;
}

const PLAIN: Paint = { fill: '#ffffff', stroke: '#5b6b7b', text: '#1f2933', strokeWidth: 1.2 };
const STANDING: Readonly<Record<Standing, Paint>> = {
  ahead: { fill: '#ffffff', stroke: '#b6c0ca', text: '#66727f', strokeWidth: 1.2 },
  now: { fill: '#fff3d6', stroke: '#c77700', text: '#5c3700', strokeWidth: 2.6 },
  done: { fill: '#e4f3e6', stroke: '#3d8b4b', text: '#1d4d27', strokeWidth: 1.6 },
  missed: { fill: '#fff1f0', stroke: '#b3261e', text: '#8c1d18', strokeWidth: 1.6 },
};

const GROUPS: readonly string[] = ['#f3f6f9', '#e9eef4', '#dfe6ee'];

export const TAKEN = '#2f7d3f';
export const NOT_TAKEN = '#b3261e';
export const LINE = '#6b7987';
export const FAINT = '#b6c0ca';
export const INK = '#1f2933';

export function nodePaint(standing: Standing | undefined): Paint {
  return standing === undefined ? PLAIN : STANDING[standing];
}

export function groupPaint(standing: Standing | undefined, depth: number): Paint {
  const paint = nodePaint(standing);
  return { ...paint, fill: GROUPS[Math.min(depth, GROUPS.length - 1)] ?? '#f3f6f9', strokeWidth: standing === 'now' ? 2 : 1.2 };
}

/** Names of CJK fonts on Linux, Windows, macOS and on domestic systems, then whatever there is. */
export const FONTS = "'Noto Sans CJK SC', 'Source Han Sans SC', 'Source Han Sans CN', 'Microsoft YaHei', 'PingFang SC', 'HarmonyOS Sans SC', 'WenQuanYi Micro Hei', SimHei, sans-serif";
