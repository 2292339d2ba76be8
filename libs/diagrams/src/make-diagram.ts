import { coverageTargets, reachedBy, type Artefact, type RecordedScenario } from '@shidian/definition';
import { CaseWay, type WayEntry } from './chart/case-way.js';
import { chartDiagram } from './chart/chart-diagram.js';
import { ChartTree } from './chart/chart-tree.js';
import { ChartWords } from './chart/chart-words.js';
import { roadDiagram } from './chart/road-diagram.js';
import { ScenarioWay } from './chart/scenario-way.js';
import type { Diagram, Language } from './diagram.js';

export interface DiagramInput {
  readonly artefact: Artefact;
  readonly of: 'case' | 'program';
  readonly view: 'road' | 'chart';
  readonly language: Language;
  /** One case or program: where it stands, and its record from the first entry on. */
  readonly instance?: { readonly name: string; readonly states: readonly string[]; readonly journal: readonly WayEntry[] };
  /** What scenarios reach of the full chart; with `chosen`, from 0, that one's way alone. */
  readonly scenarios?: { readonly all: readonly RecordedScenario[]; readonly chosen?: number };
}

/** The picture that is meant, before it is laid out. Pure. */
export function makeDiagram({ artefact, of, view, language, instance, scenarios }: DiagramInput): Diagram {
  const chart = of === 'case' ? artefact.caseChart : artefact.programChart;
  const tree = new ChartTree(chart);
  const words = new ChartWords(artefact, chart, language);
  const title = words.say(artefact.name);
  if (scenarios !== undefined) {
    const way = new ScenarioWay(tree, scenarios.all, scenarios.chosen);
    return { title, subtitle: scenarioSubtitle(words, of, scenarios), language, showing: way.showing, ...chartDiagram(tree, words, way) };
  }
  const way = instance === undefined ? undefined : new CaseWay(tree, instance.journal, instance.states);
  const drawn = view === 'road' ? roadDiagram(tree, words, way) : chartDiagram(tree, words, way);
  return { title, subtitle: instance?.name ?? VIEWS[language][of][view], language, showing: way === undefined ? 'definition' : 'case', ...drawn };
}

function scenarioSubtitle(words: ChartWords, of: 'case' | 'program', { all, chosen }: NonNullable<DiagramInput['scenarios']>): string {
  const zh = words.language === 'zh';
  const one = chosen === undefined ? undefined : all[chosen];
  if (one !== undefined) return `${zh ? '场景' : 'Scenario'} ${(chosen ?? 0) + 1}${zh ? '：' : ': '}${words.say(one.name)}`;
  const reached = new Set(all.flatMap(reachedBy));
  const targets = coverageTargets(words.artefact).filter(({ chart }) => chart === of);
  const count = (kind: string): string => {
    const own = targets.filter((target) => target.kind === kind);
    return `${own.filter(({ id }) => reached.has(id)).length}/${own.length}`;
  };
  return zh
    ? `${VIEWS.zh[of].chart} · ${all.length} 个场景走到：转移 ${count('transition')}，条件 ${count('guard')}，时限 ${count('deadline')}`
    : `${VIEWS.en[of].chart} · reached by ${all.length} scenarios: transitions ${count('transition')}, conditions ${count('guard')}, deadlines ${count('deadline')}`;
}

const VIEWS = {
  zh: { case: { road: '申报件的路线', chart: '申报件的全部环节' }, program: { road: '试点项目的路线', chart: '试点项目的全部环节' } },
  en: { case: { road: 'The road of a case', chart: 'Every state of a case' }, program: { road: 'The road of the program', chart: 'Every state of the program' } },
} as const;
