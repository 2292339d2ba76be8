/** The words on a picture: states, decisions, deadlines and conditions by the names that the artefact gives them. */
import { kindsByStage, type Artefact, type StageKinds } from '@shidian/definition';
import { own, type ChartDefinition, type Words } from '@shidian/engine';
import { PlanParties } from '@shidian/lifecycle';
import type { Language } from '../diagram.js';
import type { ChartState, ChartWay } from './chart-tree.js';

export class ChartWords {
  private readonly parties: PlanParties;
  readonly kinds: ReadonlyMap<string, StageKinds>;

  constructor(
    readonly artefact: Artefact,
    private readonly chart: ChartDefinition,
    readonly language: Language,
  ) {
    this.parties = new PlanParties(artefact);
    this.kinds = kindsByStage(artefact);
  }

  say(words: Words): string {
    return this.language === 'zh' ? words.zh : (words.en ?? words.zh);
  }

  party(party: string): string {
    return this.say(this.parties.at(party).name);
  }

  stage(key: string): string {
    const stage = this.artefact.stages.find((one) => one.key === key);
    return stage === undefined ? key : this.say(stage.name);
  }

  /** What an event is called: a decision, a roll's decision, or the deadline that has come. */
  event(way: Pick<ChartWay, 'event' | 'source' | 'guardKind' | 'guards'>): string {
    const { event } = way;
    if (event === 'always') return this.condition(way);
    const dot = event.lastIndexOf('.');
    const [key, outcome] = [event.slice(0, dot), event.slice(dot + 1)];
    const deadline = own(this.chart.deadlines, key);
    if (outcome === 'due' && deadline !== undefined) return `${this.language === 'zh' ? '到期：' : 'due: '}${this.deadline(deadline)}`;
    const decision = own(this.chart.tasks, key)?.decisions[outcome] ?? own(this.chart.rolls, key)?.decisions[outcome];
    return decision === undefined ? event : this.say(decision.name);
  }

  kindOf({ event, returns }: Pick<ChartWay, 'event' | 'returns'>): 'act' | 'roll' | 'clock' | 'itself' | 'back' {
    if (event === 'always') return 'itself';
    if (returns) return 'back';
    if (event.endsWith('.due')) return 'clock';
    return own(this.chart.rolls, event.slice(0, event.lastIndexOf('.'))) === undefined ? 'act' : 'roll';
  }

  /** Who does what in a state, and what the deadlines do that move nothing; what `missed` names is marked. */
  notes(state: ChartState, staying: readonly ChartWay[], missed: (way: ChartWay) => boolean): readonly string[] {
    const tasks = state.tasks.flatMap((key) => {
      const task = own(this.chart.tasks, key);
      if (task === undefined) return [];
      const optional = !task.optional ? '' : this.language === 'zh' ? '（可办）' : ' (may)';
      return [this.language === 'zh' ? `${this.party(task.by)}：${this.say(task.name)}${optional}` : `${this.party(task.by)}: ${this.say(task.name)}${optional}`];
    });
    const clocks = staying.filter(({ event }) => event.endsWith('.due')).map((way) => `${missed(way) ? '✗ ' : ''}${this.event(way)}${this.language === 'zh' ? '，只催办' : ': only reminded'}`);
    return [...tasks, ...clocks];
  }

  /** The date of a deadline; where it differs by the kind of applicant, each of them. */
  deadline({ date, name }: ChartDefinition['deadlines'][string]): string {
    if (typeof date === 'string') return this.say(name);
    return [...new Set(Object.values(date).map((one) => this.say(own(this.artefact.dates, one)?.name ?? name)))].join(this.language === 'zh' ? '、' : ', ');
  }

  /** Kinds of applicant in words; empty where it is all of them. */
  kindNames(kinds: readonly string[]): string {
    const all = Object.keys(this.artefact.applicants);
    if (kinds.length === all.length) return '';
    return kinds.map((kind) => this.say(own(this.artefact.applicants, kind)?.name ?? { zh: kind })).join(this.language === 'zh' ? '、' : ', ');
  }

  /** How case and program read each other, in words. */
  private level(part: string, stage: string): string | undefined {
    const zh = this.language === 'zh';
    if (/^day_is_set\(param\.\w+\)$/.test(part)) return zh ? '日子已经定下' : 'the day is set';
    const at = /^program\.at\('([^']+)'\)$/.exec(part)?.[1];
    const reached = at === undefined ? undefined : own(this.artefact.programChart.states, `${stage}/${at}`);
    if (reached !== undefined) return zh ? `项目${this.say(reached.name)}后` : `once the program is at “${this.say(reached.name)}”`;
    const [, tag, compared] = /^cases\.count\('([^']+)'\) (> 0|== 0)$/.exec(part) ?? [];
    const named = tag === undefined ? undefined : own(this.artefact.tags ?? {}, tag);
    if (named === undefined) return undefined;
    const name = this.say(named.name);
    if (compared === '> 0') return zh ? `有“${name}”的件` : `some case is “${name}”`;
    return zh ? `没有“${name}”的件` : `no case is “${name}”`;
  }

  /** A condition by the words with which it refuses, by those in which case and program read each other, or as it is written. */
  guard(id: string, source: string): string {
    const guard = own(this.chart.guards, id);
    if (guard?.refuses !== undefined) return this.say(guard.refuses);
    const door = source.startsWith('door/') ? this.kindNames(this.kinds.get(source.slice('door/'.length))?.pass ?? []) : '';
    if (door !== '') return door;
    const stage = typeof guard?.params['stage'] === 'string' ? guard.params['stage'] : '';
    const cel = guard?.cel ?? id;
    const parts = cel.split('&&').map((part) => this.level(part.trim(), stage));
    return parts.some((part) => part === undefined) ? cel : parts.join(this.language === 'zh' ? '，' : ', ');
  }

  private condition({ source, guards }: Pick<ChartWay, 'source' | 'guards'>): string {
    const door = source.startsWith('door/') ? this.kinds.get(source.slice('door/'.length)) : undefined;
    if (door !== undefined) return this.kindNames(guards.length > 0 ? door.pass : door.skip) || (this.language === 'zh' ? (guards.length > 0 ? '符合的' : '其他') : guards.length > 0 ? 'where it applies' : 'otherwise');
    const [guard] = guards;
    if (guard === undefined) return '';
    const { cel = '', params } = own(this.chart.guards, guard) ?? {};
    const stage = typeof params?.['stage'] === 'string' ? params['stage'] : '';
    const parts = cel.split('&&').map((part) => this.level(part.trim(), stage));
    // What is not said in words is said as a whole: half a condition would be another one.
    if (parts.some((part) => part === undefined)) return this.language === 'zh' ? '条件具备时' : 'when its condition holds';
    return parts.join(this.language === 'zh' ? '，' : ', ');
  }
}
