import type { CoverageReport, ScenarioResult } from '@shidian/lifecycle';
import { paint, plain, say, type Terminal } from './terminal.js';

type Place = ScenarioResult['place'];

const at = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

export function scenarioLines(terminal: Terminal, result: ScenarioResult): readonly string[] {
  const mark = result.passed ? paint(terminal, 'green', '✓') : paint(terminal, 'red', '✗');
  return [
    `${mark} ${plain(result.name)}${result.passed ? '' : `  ${paint(terminal, 'dim', at(result.place))}`}`,
    ...result.faults.map((fault) => `    ${paint(terminal, 'bold', at(fault.place))}  ${plain(fault.words)}`),
  ];
}

const kinds = { transition: { zh: '转移', en: 'transition' }, guard: { zh: '条件', en: 'guard' }, deadline: { zh: '时限', en: 'deadline' } };

/** How much of the charts was reached, and what no scenario has reached, with its place in the files. */
export function coverageLines(terminal: Terminal, coverage: CoverageReport): readonly string[] {
  const percent = coverage.all === 0 ? 100 : Math.floor((coverage.reached * 100) / coverage.all);
  return [
    '',
    paint(terminal, 'bold', say(terminal, { zh: `覆盖 ${coverage.reached}/${coverage.all}（${percent}%）`, en: `coverage ${coverage.reached}/${coverage.all} (${percent}%)` })),
    ...coverage.missed.map((target) => {
      const [place] = target.places;
      return `  ${paint(terminal, 'yellow', '○')} ${say(terminal, kinds[target.kind])}  ${plain(target.words)}${place ? `  ${paint(terminal, 'dim', at(place))}` : ''}`;
    }),
  ];
}
