import type { Artefact } from '@shidian/definition';
import { CaseWay, type WayEntry } from './chart/case-way.js';
import { chartDiagram } from './chart/chart-diagram.js';
import { ChartTree } from './chart/chart-tree.js';
import { ChartWords } from './chart/chart-words.js';
import { roadDiagram } from './chart/road-diagram.js';
import type { Diagram, Language } from './diagram.js';

export interface DiagramInput {
  readonly artefact: Artefact;
  readonly of: 'case' | 'program';
  readonly view: 'road' | 'chart';
  readonly language: Language;
  /** One case or program: where it stands, and its record from the first entry on. */
  readonly instance?: { readonly name: string; readonly states: readonly string[]; readonly journal: readonly WayEntry[] };
}

/** The picture that is meant, before it is laid out. Pure. */
export function makeDiagram({ artefact, of, view, language, instance }: DiagramInput): Diagram {
  const chart = of === 'case' ? artefact.caseChart : artefact.programChart;
  const tree = new ChartTree(chart);
  const words = new ChartWords(artefact, chart, language);
  const way = instance === undefined ? undefined : new CaseWay(tree, instance.journal, instance.states);
  const drawn = view === 'road' ? roadDiagram(tree, words, way) : chartDiagram(tree, words, way);
  return { title: words.say(artefact.name), subtitle: instance?.name ?? VIEWS[language][of][view], language, coloured: way !== undefined, ...drawn };
}

const VIEWS = {
  zh: { case: { road: '申报件的路线', chart: '申报件的全部环节' }, program: { road: '试点项目的路线', chart: '试点项目的全部环节' } },
  en: { case: { road: 'The road of a case', chart: 'Every state of a case' }, program: { road: 'The road of the program', chart: 'Every state of the program' } },
} as const;
