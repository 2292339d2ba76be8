import { RECORD_FILE } from '@shidian/definition';
import type { CoverageReport, ScenarioResult } from '@shidian/lifecycle';
import type { Publication } from '../local/publish-program.js';
import { paint, plain, say, type Terminal } from './terminal.js';

type Place = ScenarioResult['place'];

const at = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

export function scenarioLines(terminal: Terminal, result: ScenarioResult): readonly string[] {
  const mark = result.passed ? paint(terminal, 'green', '✓') : paint(terminal, 'red', '✗');
  return [
    `${mark} ${plain(say(terminal, result.name))}${result.passed ? '' : `  ${paint(terminal, 'dim', at(result.place))}`}`,
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

/** What a publication says of the scenarios; nothing where there are none. */
export function publishedScenarioLines(terminal: Terminal, { found, count, missed }: Publication['scenarios']): readonly string[] {
  if (found === 'current') {
    return [
      missed === 0
        ? say(terminal, { zh: `${count} 个场景的覆盖随定义留存，图上每一处都走到了。`, en: `What its ${count} scenarios reach is kept with it: all of its charts.` })
        : say(terminal, { zh: `${count} 个场景的覆盖随定义留存，有 ${missed} 处没有走到。`, en: `What its ${count} scenarios reach is kept with it; ${missed} places are reached by none.` }),
    ];
  }
  if (found === 'none') return [];
  return [paint(terminal, 'yellow', say(terminal, { zh: `场景的覆盖没有留存：没有 ${RECORD_FILE}，或它不是这个定义和这些场景的。先运行 shidian test <dir> --record，再发布一次。`, en: `What its scenarios reach is not kept: there is no ${RECORD_FILE} of this definition and these scenarios. Run shidian test <dir> --record, then publish again.` }))];
}

/** Whether what is recorded beside the program is what the scenarios reach. */
export function recordLine(terminal: Terminal, record: 'written' | 'current' | 'none' | 'stale' | 'failed'): string {
  const words = {
    written: { zh: `已记入 ${RECORD_FILE}。`, en: `Recorded in ${RECORD_FILE}.` },
    current: { zh: `${RECORD_FILE} 与此相符。`, en: `${RECORD_FILE} says the same.` },
    none: { zh: `没有 ${RECORD_FILE}：用 --record 写出，发布时随定义留存。`, en: `There is no ${RECORD_FILE}: --record writes it, and publishing takes it along.` },
    stale: { zh: `${RECORD_FILE} 与此不符：用 --record 重写。`, en: `${RECORD_FILE} says something else: --record writes it again.` },
    failed: { zh: `有场景不通过，没有写 ${RECORD_FILE}。`, en: `A scenario failed: ${RECORD_FILE} was not written.` },
  } as const;
  return paint(terminal, record === 'stale' || record === 'failed' ? 'red' : 'dim', say(terminal, words[record]));
}
