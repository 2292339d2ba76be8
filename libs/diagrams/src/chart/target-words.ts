/** What scenarios have to reach, in words: each transition, both answers of each condition, each deadline. */
import { coverageTargets, type Artefact, type CoverageTarget } from '@shidian/definition';
import { own } from '@shidian/engine';
import type { Language } from '../diagram.js';
import { ChartTree } from './chart-tree.js';
import { ChartWords } from './chart-words.js';

export interface NamedTarget extends Pick<CoverageTarget, 'id' | 'kind' | 'chart'> {
  readonly words: Readonly<Record<Language, string>>;
}

/** In the order of the charts. */
export function namedTargets(artefact: Artefact): readonly NamedTarget[] {
  const names = { case: { zh: new TargetWords(artefact, 'case', 'zh'), en: new TargetWords(artefact, 'case', 'en') }, program: { zh: new TargetWords(artefact, 'program', 'zh'), en: new TargetWords(artefact, 'program', 'en') } };
  return coverageTargets(artefact).map((target) => {
    const { id, kind, chart } = target;
    return { id, kind, chart, words: { zh: names[chart].zh.of(target), en: names[chart].en.of(target) } };
  });
}

class TargetWords {
  private readonly tree: ChartTree;
  private readonly words: ChartWords;
  private readonly ways: ReadonlyMap<string, ChartTree['ways'][number]>;
  /** Guard → the state that first asks it. */
  private readonly asked = new Map<string, string>();

  constructor(artefact: Artefact, half: 'case' | 'program', private readonly language: Language) {
    const chart = half === 'case' ? artefact.caseChart : artefact.programChart;
    this.tree = new ChartTree(chart);
    this.words = new ChartWords(artefact, chart, language);
    this.ways = new Map(this.tree.ways.map((way) => [way.id, way]));
    for (const { guards, source } of this.tree.ways) for (const guard of guards) if (!this.asked.has(guard)) this.asked.set(guard, source);
  }

  of({ id, kind }: CoverageTarget): string {
    if (kind === 'transition') return this.transition(id);
    if (kind === 'guard') return this.guard(id.slice(0, id.lastIndexOf('=')), id.endsWith('=true'));
    const deadline = own(this.tree.definition.deadlines, id.slice(0, -'.due'.length));
    if (deadline === undefined) return id;
    const stage = this.words.stage(deadline.key.slice(0, Math.max(0, deadline.key.indexOf('/'))));
    return this.language === 'zh' ? `${stage}：${this.words.deadline(deadline)}到期` : `${stage}: ${this.words.deadline(deadline)} comes`;
  }

  private transition(id: string): string {
    const way = this.ways.get(id);
    if (way === undefined) return id;
    const zh = this.language === 'zh';
    const event = this.words.event(way) || (zh ? '自动' : 'by itself');
    const straight = way.guardKind === 'sender_is' ? (zh ? '，直接交回' : ', straight back') : '';
    const targets = way.targets.map((target) => this.state(target)).join(zh ? '、' : ', ');
    return `${this.state(way.source)}${zh ? '：' : ': '}${event}${straight}${targets === '' ? (zh ? '，环节不变' : ', the state stays') : ` → ${targets}`}`;
  }

  private guard(id: string, holds: boolean): string {
    const source = this.asked.get(id) ?? '';
    const zh = this.language === 'zh';
    const words = this.words.guard(id, source);
    return zh ? `${this.state(source)}：“${words}”${holds ? '成立' : '不成立'}` : `${this.state(source)}: “${words}” ${holds ? 'holds' : 'does not hold'}`;
  }

  /** A state with its stage before it; the whole chart's own transitions belong to any state. */
  private state(id: string): string {
    const zh = this.language === 'zh';
    const info = this.tree.states.get(id)?.info;
    if (info === undefined) return zh ? '任何环节' : 'any state';
    const name = this.words.say(info.name);
    if (id.startsWith('door/')) return zh ? `${name}之前分路` : `the parting before ${name}`;
    const stage = info.kind === 'final' ? name : this.words.stage(info.stage);
    return stage === name || info.kind === 'final' ? name : `${stage}·${name}`;
  }
}
