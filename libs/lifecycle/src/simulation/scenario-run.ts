/** One scenario, step by step, in a world of its own. */
import { leastForm, sampleText, type Artefact, type OpinionGiven, type Scenario, type ScenarioAct, type ScenarioStep } from '@shidian/definition';
import type { Instant, JsonValue, TaskDefinition } from '@shidian/engine';
import { applicantOf, topicOf } from '../facts.js';
import type { Principal } from '../ports/identity.js';
import { opinionWanted } from '../possibilities.js';
import { Refused } from '../use-cases.js';
import { reach } from './autopilot.js';
import { checkExpectations, type Before, type Scene } from './scenario-checks.js';
import { moment, ScenarioFault } from './moment.js';
import { peopleOf } from './scenario-people.js';
import { dataValue, dayAfter, sampleOpinion } from './story.js';
import { everything, type World } from './world.js';


export class ScenarioRun implements Scene {
  readonly caseIds = new Map<string, string>();
  programId = '';
  /** The table of the roll confirmed last. */
  lastTable: JsonValue = null;

  constructor(
    readonly world: World,
    readonly artefact: Artefact,
    private readonly scenario: Scenario,
  ) {}

  async prepare(): Promise<void> {
    const { world, artefact, scenario } = this;
    const { organisations, posts } = peopleOf(scenario.given);
    await world.people(organisations, posts);
    await world.programs.publish({ ...artefact }, null, world.clock.now());
    const opened = await world.programs.open({ principal: null, at: world.clock.now(), definitionHash: artefact.hash, dates: scenario.given.dates ?? {} });
    this.programId = opened.programId;
    for (const [alias, one] of Object.entries(scenario.given.cases)) {
      const principal = await world.holderOf(one.applicant);
      const applicantId = world.organisations.organisationNamed(one.applicant)?.id ?? '';
      const started = await world.cases.start({ principal, at: world.clock.now(), programId: this.programId, applicantId, topic: one.topic, ...(one.title === undefined ? {} : { title: one.title }) });
      this.caseIds.set(alias, started.ownerId);
    }
    await world.settle();
  }

  /** What was expected and did not come, in words; empty when all is as it should be. */
  async step(step: ScenarioStep): Promise<readonly string[]> {
    if (step.given !== undefined) await this.reach(step.given.case, step.given.reach);
    const before = await this.look(step);
    const refused = step.when === undefined ? undefined : await this.attempt(step.when);
    await this.world.settle();
    return await checkExpectations(this, step.then ?? {}, before, refused);
  }

  /** What there was before the step, as far as the step asks for what is new. */
  private async look({ then }: ScenarioStep): Promise<Before> {
    const notices = then?.notices === undefined ? [] : await this.world.notices();
    const counts = new Map<string, number>();
    for (const alias of Object.keys(then?.journal ?? {})) counts.set(this.caseId(alias), (await this.journal(this.caseId(alias))).length);
    return { notices: new Set(notices.map((notice) => notice.id)), journal: counts };
  }

  async journal(ownerId: string): Promise<readonly { readonly at: Instant; readonly kind: string; readonly body: string }[]> {
    const rows: { readonly at: Instant; readonly kind: string; readonly body: string }[] = [];
    for await (const row of this.world.reader.journalAll(this.world.narrator, ownerId)) rows.push(row);
    return rows;
  }

  caseId(alias: string): string {
    const id = alias === 'program' ? this.programId : this.caseIds.get(alias);
    if (id === undefined) throw new ScenarioFault(`没有案件代号 ${alias}`);
    return id;
  }

  async person(name: string): Promise<Principal> {
    const [organisation = '', post] = name.split('/');
    return await this.world.holderOf(organisation, post);
  }

  private async reach(alias: string, state: string): Promise<void> {
    await reach(
      {
        world: this.world,
        artefact: this.artefact,
        programId: this.programId,
        act: async (task, principal) => {
          await this.actOn({ ownerId: task.caseId ?? this.programId, isCase: task.caseId !== null, number: task.number, key: task.key, decision: task.decision, principal, when: {} });
        },
        confirm: async (roll, caseId, decision, principal) => {
          await this.confirm(roll, [{ caseId, decision, with: {} }], principal, {});
        },
      },
      this.caseId(alias),
      state,
    );
  }

  /** Acts; a refusal comes back as a value, anything else is a fault. */
  private async attempt(when: ScenarioAct): Promise<Refused | undefined> {
    if (when.at !== undefined) await this.world.passTo(moment(when.at));
    try {
      await this.perform(when);
      return undefined;
    } catch (error) {
      if (error instanceof Refused) return error;
      throw error;
    }
  }

  private async perform(when: ScenarioAct): Promise<void> {
    if (when.do === undefined) return;
    const principal = await this.person(when.by ?? '');
    const at = this.world.clock.now();
    if (when.do === 'set_date') {
      const { scope, scopeId } = this.scopeOf(when.for ?? 'program');
      const { reason, approver, document_number: documentNumber } = when.with ?? {};
      await this.world.programs.setDate({
        principal, at, programId: this.programId, name: when.date ?? '', scope, scopeId, rule: when.to ?? '',
        ...(typeof reason === 'string' ? { reason } : {}), ...(typeof approver === 'string' ? { approver } : {}), ...(typeof documentNumber === 'string' ? { documentNumber } : {}),
      });
      return;
    }
    if (when.do === 'roll') {
      const lines = Array.isArray(when.lines) ? Object.fromEntries(when.lines.map((alias) => [alias, undefined])) : (when.lines ?? {});
      const roll = this.artefact.rolls[when.roll ?? ''];
      const chosen = Object.entries(lines).map(([alias, line]) => ({
        caseId: this.caseId(alias),
        decision: (typeof line === 'object' ? line.decision : line) ?? roll?.decisions[0] ?? '',
        with: typeof line === 'object' ? (line.with ?? {}) : {},
      }));
      await this.confirm(when.roll ?? '', chosen, principal, when.with ?? {});
      return;
    }
    if (when.do === 'start') {
      const alias = when.case ?? '';
      const one = this.scenario.given.cases[alias];
      if (one === undefined) throw new ScenarioFault(`没有案件代号 ${alias}`);
      const applicantId = this.world.organisations.organisationNamed(one.applicant)?.id ?? '';
      await this.world.cases.start({ principal, at, programId: this.programId, applicantId, topic: one.topic, ...(one.title === undefined ? {} : { title: one.title }) });
      return;
    }
    const ownerId = this.caseId(when.case ?? 'program');
    const isCase = ownerId !== this.programId;
    const { number, key, decision } = await this.taskOf(when.do, ownerId, isCase);
    await this.actOn({ ownerId, isCase, number, key, decision, principal, when });
  }

  /** `gather_county/check.accept`, `check.accept` or `accept`: among the open tasks first, then among those that were. */
  private async taskOf(what: string, ownerId: string, isCase: boolean): Promise<{ readonly number: number; readonly key: string; readonly decision: string }> {
    const { world, artefact } = this;
    const dot = what.indexOf('.');
    const taskPart = dot < 0 ? undefined : what.slice(0, dot);
    const decisionPart = what.slice(dot + 1);
    const chart = isCase ? artefact.caseChart : artefact.programChart;
    const fits = (key: string): boolean => (taskPart === undefined || key === taskPart || key.endsWith(`/${taskPart}`)) && chart.tasks[key]?.decisions[decisionPart] !== undefined;
    const open = (isCase ? (await world.reader.case(world.narrator, ownerId))?.state.tasks : (await world.reader.program(world.narrator, ownerId))?.state.tasks) ?? [];
    const found = open.filter((task) => fits(task.task));
    if (found.length > 1) throw new ScenarioFault(`“${what}”指哪一项？${found.map((task) => task.task).join('、')}`);
    if (found[0] !== undefined) return { number: found[0].number, key: found[0].task, decision: decisionPart };
    const past = isCase ? ((await world.reader.case(world.narrator, ownerId))?.tasks ?? []).filter((task) => fits(task.key)) : [];
    const last = past.at(-1);
    if (last === undefined) throw new ScenarioFault(`没有“${what}”这项任务；开着的有：${open.map((task) => task.task).join('、')}`);
    return { number: last.number, key: last.key, decision: decisionPart };
  }

  private async actOn(act: { readonly ownerId: string; readonly isCase: boolean; readonly number: number; readonly key: string; readonly decision: string; readonly principal: Principal; readonly when: ScenarioAct }): Promise<void> {
    const { world, artefact } = this;
    const definition = (act.isCase ? artefact.caseChart : artefact.programChart).tasks[act.key];
    const needs = definition?.decisions[act.decision]?.needs ?? [];
    const request = {
      principal: act.principal,
      at: world.clock.now(),
      ownerId: act.ownerId,
      task: act.number,
      decision: act.decision,
      data: { ...this.samples(needs), ...act.when.with },
      ...(definition?.form === undefined || !act.isCase ? {} : { form: await this.formOf(act.ownerId, definition.form, act.when.form) }),
      ...this.opinionOf(definition, act.decision, act.when.opinion),
    };
    await (act.isCase ? world.cases.act(request) : world.programs.act(request));
  }

  /** Complete as its block asks, unless the scenario leaves something out. */
  private opinionOf(task: TaskDefinition | undefined, decision: string, said: ScenarioAct['opinion']): { readonly opinion?: OpinionGiven } {
    const wanted = opinionWanted(this.artefact, task, decision);
    if (wanted === undefined || said === false) return {};
    const whole = sampleOpinion(wanted, typeof said === 'string' ? said : (said?.text ?? '同意'), dayAfter(this.world.clock.now(), 0));
    if (said === undefined || typeof said === 'string') return { opinion: whole };
    const { signature = whole.signature, seal = whole.seal, date = whole.onDate } = said;
    return {
      opinion: {
        text: whole.text,
        ...(typeof signature === 'string' ? { signature } : {}),
        ...(seal === undefined ? {} : { seal }),
        ...(typeof date === 'string' ? { onDate: date } : {}),
      },
    };
  }

  private samples(needs: readonly string[]): Record<string, JsonValue> {
    const now = this.world.clock.now();
    return Object.fromEntries(needs.map((field) => [field, dataValue(field, dayAfter(now, 0), dayAfter(now, 10))]));
  }

  private async formOf(caseId: string, form: string, wanted: ScenarioAct['form']): Promise<JsonValue> {
    const { world, artefact } = this;
    const page = await world.reader.case(world.narrator, caseId);
    const definition = artefact.forms[form];
    if (page === undefined || definition === undefined) return {};
    const context = { applicant: applicantOf(world.organisations, page.item.applicantId, page.applicantKind), topic: topicOf(artefact, page.item.topic, page.item.title) ?? {} };
    const least = leastForm(definition, context);
    if (wanted === undefined || wanted === 'least') return least;
    return Object.fromEntries([...Object.entries(least), ...Object.entries(wanted).map(([block, fields]) => [block, merged(least[block], spelledOut(fields as JsonValue))] as const)]);
  }

  private async confirm(rollKey: string, lines: readonly { readonly caseId: string; readonly decision: string; readonly with: Readonly<Record<string, JsonValue>> }[], principal: Principal, data: Readonly<Record<string, JsonValue>>): Promise<void> {
    const { world, artefact } = this;
    const roll = artefact.rolls[rollKey];
    if (roll === undefined) throw new ScenarioFault(`没有名册 ${rollKey}；有：${Object.keys(artefact.rolls).join('、')}`);
    const answers = roll.answers === undefined ? undefined : await this.newestRoll(roll.answers, lines[0]?.caseId);
    const confirmed = await world.rolls.confirm({
      principal,
      at: world.clock.now(),
      programId: this.programId,
      roll: rollKey,
      ...(answers === undefined ? {} : { answers }),
      lines: lines.map((line) => ({ caseId: line.caseId, decision: line.decision, data: { ...this.samples(artefact.caseChart.rolls[rollKey]?.decisions[line.decision]?.needs ?? []), ...line.with } })),
      data: { ...this.samples(roll.needs), ...data },
    });
    this.lastTable = confirmed.table;
  }

  private async newestRoll(key: string, caseId: string | undefined): Promise<string | undefined> {
    const { world } = this;
    const rolls = await everything((cursor) => world.reader.rolls(world.narrator, this.programId, { key }, { limit: 200, ...cursor }));
    return rolls.filter((roll) => caseId === undefined || roll.lines.some((line) => line.caseId === caseId)).sort((a, b) => b.confirmedAt - a.confirmedAt || b.serial - a.serial)[0]?.id;
  }

  private scopeOf(what: string): { readonly scope: 'program' | 'organisation' | 'case'; readonly scopeId: string } {
    if (what === 'program') return { scope: 'program', scopeId: this.programId };
    const caseId = this.caseIds.get(what);
    if (caseId !== undefined) return { scope: 'case', scopeId: caseId };
    const organisation = this.world.organisations.organisationNamed(what);
    if (organisation === undefined) throw new ScenarioFault(`没有单位或案件 ${what}`);
    return { scope: 'organisation', scopeId: organisation.id };
  }
}

function merged(base: JsonValue | undefined, over: JsonValue): JsonValue {
  const both = [base, over];
  if (both.some((one) => typeof one !== 'object' || one === null || Array.isArray(one))) return over;
  return { ...(base as object), ...(over as object) };
}

/** “999 字” stands for 999 characters of sample text. */
function spelledOut(value: JsonValue): JsonValue {
  if (typeof value === 'string') {
    const length = /^(\d+) 字$/.exec(value)?.[1];
    return length === undefined ? value : sampleText(Number(length));
  }
  if (Array.isArray(value)) return value.map((item: JsonValue) => spelledOut(item));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spelledOut(inner)]));
  return value;
}
