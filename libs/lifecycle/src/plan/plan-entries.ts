/** The deadlines of both charts → dated entries, rules of each case, and what has no date. */
import { wallClock } from '@shidian/calendar';
import { dateOf, FIX_BY, kindsByStage, type Artefact, type StageKinds } from '@shidian/definition';
import { own, type DeadlineDefinition, type Instant, type Rung, type Words } from '@shidian/engine';
import type { Plan, PlanDuty, PlanEntry, PlanEntryKind, PlanParty, PlanRule, PlanTold, PlanUndated } from './plan.js';
import { PlanChart } from './plan-chart.js';
import type { PlanDates } from './plan-dates.js';
import type { PlanParties } from './plan-parties.js';

type Half = 'case' | 'program';

/** Every notice is a row of the post's inbox and a letter to whoever holds the post and has a mailbox. */
const CHANNELS: PlanEntry['channels'] = ['in_app', 'mail'];
const NOTHING: PlanEntry['channels'] = [];

export class PlanEntries {
  private readonly charts: Readonly<Record<Half, PlanChart>>;
  private readonly walked: ReadonlyMap<string, StageKinds>;

  constructor(
    private readonly artefact: Artefact,
    private readonly dates: PlanDates,
    private readonly parties: PlanParties,
  ) {
    this.charts = { case: new PlanChart(artefact.caseChart), program: new PlanChart(artefact.programChart) };
    this.walked = kindsByStage(artefact);
  }

  dated(): readonly PlanEntry[] {
    const entries = this.each((half, deadline) => this.bindings(deadline).flatMap(({ date, kinds, suffix }) => this.entriesOf(half, deadline, date, kinds, suffix)));
    const rank: Readonly<Record<PlanEntryKind, number>> = { opens: 0, reminder: 1, due: 2, overdue: 3, escalation: 4 };
    return entries
      .map((entry, index) => ({ entry, index }))
      .sort((a, b) => a.entry.at - b.entry.at || rank[a.entry.kind] - rank[b.entry.kind] || a.index - b.index)
      .map(({ entry }) => entry);
  }

  /** Deadlines that have nothing to stand on before something happens: to a case, to the program, or a return. */
  relative(): readonly PlanRule[] {
    return this.each((half, deadline) =>
      this.bindings(deadline).filter(({ date }) => this.dates.resolve(date).at === undefined).map(({ date, suffix, kinds }) => {
        const stage = this.stageOf(deadline.key);
        const then = this.thenOf(half, deadline);
        const fixBy = { zh: '由退回的一方在退回时定', en: 'set by whoever returns it, when returning it' };
        return {
          key: `${half}/${deadline.key}${suffix}`,
          chart: half,
          stage,
          name: own(this.artefact.dates, dateOf(date))?.name ?? deadline.name,
          rule: date === FIX_BY ? fixBy : this.dates.ruleOf(dateOf(date)),
          applicants: this.namesOf(kinds),
          duties: this.dutiesOf(half, deadline),
          ladder: deadline.ladder.map(({ kind, offset, to }) => ({ kind, offset, told: this.told(half, deadline, to) })),
          ...(then === undefined ? {} : { then }),
          basis: this.artefact.stages.find(({ key }) => key === stage.key)?.basis ?? 'document',
        };
      }),
    );
  }

  /** In the order of the road. */
  undated(): readonly PlanUndated[] {
    const road = this.artefact.stages.map(({ key }) => key);
    return this.undatedOf().toSorted((a, b) => road.indexOf(a.stage.key) - road.indexOf(b.stage.key));
  }

  private undatedOf(): readonly PlanUndated[] {
    return (['case', 'program'] as const).flatMap((half) => {
      const chart = this.charts[half];
      const dated = new Set(Object.values(chart.definition.deadlines).flatMap((deadline) => this.dutiesOf(half, deadline).map(({ key }) => key)));
      const tasks = Object.values(chart.definition.tasks).filter(({ key }) => !dated.has(key));
      const rolls = Object.values(this.artefact.rolls).filter(({ key }) => half === 'case' && !dated.has(key));
      return [
        ...tasks.map(({ key, name, by, optional }): PlanUndated => ({ duty: { key, name, by: this.parties.at(by) }, chart: half, stage: this.stageOf(key), when: chart.statesWith(key).map((state) => state.name), optional })),
        ...rolls.map(({ key, name, by, of }): PlanUndated => ({ duty: { key, name, by: this.parties.at(by) }, chart: half, stage: this.stageOf(key), when: of.flatMap((state) => own(chart.definition.states, state)?.name ?? []), optional: false })),
      ];
    });
  }

  whenItHappens(): readonly PlanTold[] {
    return Object.values(this.artefact.notices).map(({ key, to, text }) => ({ notice: key, stage: this.stageOf(key), told: this.parties.each(to), text }));
  }

  private each<T>(found: (half: Half, deadline: DeadlineDefinition) => readonly T[]): readonly T[] {
    return (['program', 'case'] as const).flatMap((half) => Object.values(this.charts[half].definition.deadlines).flatMap((deadline) => found(half, deadline)));
  }

  /** One binding for each date that the deadline may stand on, with the kinds of applicant that it binds. */
  private bindings({ key, date }: DeadlineDefinition): readonly { readonly date: string; readonly kinds: readonly string[]; readonly suffix: string }[] {
    const here = this.walked.get(this.stageOf(key).key)?.pass ?? [];
    if (typeof date === 'string') return [{ date, kinds: here, suffix: '' }];
    return Object.entries(date).flatMap(([kind, name]) => (here.includes(kind) || here.length === 0 ? [{ date: name, kinds: [kind], suffix: `/${kind}` }] : []));
  }

  private entriesOf(half: Half, deadline: DeadlineDefinition, date: string, kinds: readonly string[], suffix: string): readonly PlanEntry[] {
    return this.dates.occurrences(date).flatMap((occurrence, index) => {
      const year = index === 0 ? '' : `/${wallClock(occurrence.at - 1, this.artefact.zone).date.slice(0, 4)}`;
      return this.entriesOfOccurrence(half, deadline, date, kinds, `${suffix}${year}`, occurrence);
    });
  }

  private entriesOfOccurrence(half: Half, deadline: DeadlineDefinition, date: string, kinds: readonly string[], suffix: string, resolved: { readonly at: Instant; readonly provisional: boolean }): readonly PlanEntry[] {
    const due = resolved.at;
    const open = this.dates.openOf(date);
    const then = this.thenOf(half, deadline);
    const opening = date.endsWith('.opens');
    const common = {
      due,
      chart: half,
      stage: this.stageOf(deadline.key),
      deadline: deadline.key,
      date,
      name: own(this.artefact.dates, dateOf(date))?.name ?? deadline.name,
      applicants: this.namesOf(kinds),
      duties: this.dutiesOf(half, deadline),
      ...(open === undefined ? {} : { open }),
      revision: this.dates.revisionOf(date),
    };
    const rungs = deadline.ladder.map(({ id, kind, offset, to }): PlanEntry => {
      const climbed = this.dates.offset(due, offset);
      return { key: `${half}/${deadline.key}${suffix}/${id}`, kind, ...common, at: climbed.at, begins: [], told: this.told(half, deadline, to), channels: CHANNELS, offset, provisional: resolved.provisional || climbed.provisional };
    });
    const begins = this.begunBy(half, deadline);
    const told = this.parties.each([...begins.map(({ by }) => by.party), ...this.toldAtTheClose(half, deadline)]);
    const itself: PlanEntry = { key: `${half}/${deadline.key}${suffix}/${opening ? 'opens' : 'due'}`, kind: opening ? 'opens' : 'due', ...common, at: due, begins, told, channels: told.length === 0 ? NOTHING : CHANNELS, ...(then === undefined ? {} : { then }), provisional: resolved.provisional };
    return [itself, ...rungs];
  }

  /** Kinds of applicant by name; none where all are meant. */
  private namesOf(kinds: readonly string[]): readonly Words[] {
    return kinds.length === Object.keys(this.artefact.applicants).length ? [] : kinds.flatMap((kind) => own(this.artefact.applicants, kind)?.name ?? []);
  }

  /** Tasks that hang on the deadline, and rolls drawn while it runs; where there is neither, the owners' state itself. */
  private dutiesOf(half: Half, deadline: DeadlineDefinition): readonly PlanDuty[] {
    const chart = this.charts[half];
    const tasks = Object.values(chart.definition.tasks).filter(({ due, optional }) => due === deadline.key && !optional);
    const state = chart.stateOf(deadline.key);
    const rolls = half === 'program' ? [] : Object.values(this.artefact.rolls).filter(({ by, of }) => deadline.owner.includes(by) && state !== undefined && of.every((drawn) => chart.isWithin(drawn, state.id)));
    const found = [...tasks, ...rolls].map(({ key, name, by }): PlanDuty => ({ key, name, by: this.parties.at(by) }));
    if (found.length > 0 || state === undefined) return found;
    return deadline.owner.map((owner) => ({ key: '', name: state.name, by: this.parties.at(owner) }));
  }

  /** To-dos that open because the deadline moves the case on. */
  private begunBy(half: Half, deadline: DeadlineDefinition): readonly PlanDuty[] {
    const chart = this.charts[half];
    const target = chart.targetOf(deadline.key);
    const opened = target === undefined ? [] : chart.openedAt(target.id).flatMap((key) => own(chart.definition.tasks, key) ?? []);
    return opened.filter(({ optional }) => !optional).map(({ key, name, by }) => ({ key, name, by: this.parties.at(by) }));
  }

  /** Parties of the notices that the close itself gives, and of those of the state it leads to. */
  private toldAtTheClose(half: Half, deadline: DeadlineDefinition): readonly string[] {
    const target = this.charts[half].targetOf(deadline.key);
    const entered = target === undefined ? [] : [`${target.stage}/${target.id.slice(target.id.lastIndexOf('/') + 1)}.entry`];
    return [`${deadline.key}.due`, ...entered].flatMap((notice) => own(this.artefact.notices, notice)?.to ?? []);
  }

  /** Those whose task is still open; where no task hangs on it, its owners. */
  private told(half: Half, deadline: DeadlineDefinition, to: Rung['to']): readonly PlanParty[] {
    if (to === 'office') return [this.parties.at('', 'office')];
    const waiting = Object.values(this.charts[half].definition.tasks).filter(({ due }) => due === deadline.key).map(({ by }) => by);
    return this.parties.each(waiting.length > 0 ? waiting : deadline.owner, to);
  }

  private thenOf(half: Half, deadline: DeadlineDefinition): Words | undefined {
    const target = this.charts[half].targetOf(deadline.key);
    if (target === undefined) return deadline.ladder.length === 0 ? undefined : { zh: '到期只催办、升级，不替人作主', en: 'only reminders and escalation; nothing is decided in anybody’s place' };
    const says = deadline.says === undefined ? { zh: '', en: '' } : { zh: `${deadline.says.zh}；`, en: `${deadline.says.en ?? deadline.says.zh}; ` };
    const stage = this.artefact.stages.find(({ key }) => key === target.stage);
    const here = this.stageOf(deadline.key).key === target.stage || target.kind === 'final' || stage === undefined;
    const name = here ? target.name : { zh: stage.name.zh, en: stage.name.en ?? stage.name.zh };
    return { zh: `${says.zh}到期${target.kind === 'final' ? '仍未办的' : ''}转为“${name.zh}”`, en: `${says.en}${target.kind === 'final' ? 'what is not done becomes' : 'moves on to'} “${name.en ?? name.zh}”` };
  }

  private stageOf(key: string): Plan['entries'][number]['stage'] {
    const stage = key.slice(0, Math.max(0, key.indexOf('/')));
    return { key: stage, name: this.artefact.stages.find((one) => one.key === stage)?.name ?? { zh: stage } };
  }
}
