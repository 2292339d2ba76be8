/**
 * A whole program on a virtual clock: applicants and officials act by the script, day after day; time does the rest.
 * Tells the dated story with every notice and every escalation. Everything runs through the ordinary use cases.
 */
import { resolveParty } from '@shidian/access';
import { leastForm } from '@shidian/definition';
import type { Instant, JsonValue } from '@shidian/engine';
import { APPLICANT, applicantOf, topicOf } from '../facts.js';
import { opinionWanted } from '../possibilities.js';
import { parseInstant } from '../receipt.js';
import type { CaseListItem, TaskListItem } from '../ports/read-stores.js';
import { Refused } from '../use-cases.js';
import { populate, type SimulatedApplicant } from './population.js';
import { randomFrom } from './random.js';
import { RollClerk } from './roll-clerk.js';
import { dataValue, dayAfter, dayOf, sampleOpinion, type SimulationInput, type StoryEntry } from './story.js';
import { everything } from './world.js';

const DAY_MS = 24 * 3600 * 1000;
const OFFICE_OPENS_MS = 9 * 3600 * 1000;
/** A guard said no: whoever was refused looks again after a week. */
const RETRY_MS = 7 * DAY_MS;

export interface Simulated {
  readonly story: readonly StoryEntry[];
  readonly programId: string;
  /** Outcome or present state → how many cases. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly byProfile: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly notices: Readonly<Record<string, number>>;
  readonly chainsWhole: boolean;
  readonly entries: number;
}

export async function simulate(input: SimulationInput): Promise<Simulated> {
  const run = new Simulation(input);
  await run.prepare();
  await run.live();
  return await run.tell();
}

interface Plan {
  readonly task: TaskListItem;
  readonly at: Instant;
  readonly insists: boolean;
}

class Simulation {
  private readonly story: StoryEntry[] = [];
  private readonly plans = new Map<string, Plan>();
  private readonly visits = new Map<string, number>();
  private readonly applicantOfCase = new Map<string, SimulatedApplicant>();
  private readonly random: () => number;
  private applicants: readonly SimulatedApplicant[] = [];
  private programId = '';

  constructor(private readonly input: SimulationInput) {
    this.random = randomFrom(input.script.seed);
  }

  async prepare(): Promise<void> {
    const { world, artefact, script } = this.input;
    const population = populate(script, this.input.organisations, artefact.issuer);
    this.applicants = population.applicants;
    await world.people([...this.input.organisations, ...population.organisations], [...this.input.posts, ...population.posts]);
    const { hash } = await world.programs.publish(artefact, null, world.clock.now());
    ({ programId: this.programId } = await world.programs.open({ principal: null, at: world.clock.now(), definitionHash: hash, dates: script.dates }));
    for (const [index, applicant] of this.applicants.entries()) await this.start(applicant, index);
  }

  private async start(applicant: SimulatedApplicant, index: number): Promise<void> {
    const { world, artefact } = this.input;
    const principal = await world.holderOf(applicant.organisation.name);
    const topic = artefact.topics[index % artefact.topics.length];
    const started = await world.cases.start({ principal, at: world.clock.now(), programId: this.programId, applicantId: applicant.organisation.id, topic: topic?.code ?? '', ...(topic?.open === true ? { title: `示例自拟题目${index + 1}` } : {}) });
    this.applicantOfCase.set(started.ownerId, applicant);
    this.note('act', applicant.organisation.name, `开始申报 ${topic?.code ?? ''}，受理号 ${started.number}`);
  }

  /** Office hours of every day: what is due by then has happened; whoever has planned something does it. */
  async live(): Promise<void> {
    const { world, script, artefact } = this.input;
    const ends = this.instant(script.ends);
    const clerk = new RollClerk(this.input, this.programId, (caseId) => this.applicantOfCase.get(caseId), this.visits, (kind, who, text) => {
      this.note(kind, who, text);
    });
    let day = dayOf(world.clock.now());
    while (day < ends) {
      const told = this.story.length;
      await world.passTo(day + OFFICE_OPENS_MS);
      await this.workday();
      if (Object.keys(artefact.rolls).length > 0) await clerk.workday();
      await world.settle();
      if (await this.over()) break;
      this.input.progress?.(world.clock.now());
      day += DAY_MS;
      // A quiet day stays quiet until something falls due or somebody has planned something.
      if (this.story.length === told) day = Math.max(day, dayOf(Math.min(ends, (await world.nextDue()) ?? ends, clerk.nextAt(), ...[...this.plans.values()].map((plan) => plan.at))));
    }
  }

  private async over(): Promise<boolean> {
    const program = await this.input.world.reader.program(this.input.world.narrator, this.programId);
    return program?.outcome !== null && program?.outcome !== undefined;
  }

  private async workday(): Promise<void> {
    const { world } = this.input;
    const tasks = await everything((cursor) => world.reader.tasks(world.narrator, { open: true, programId: this.programId }, { limit: 200, ...cursor }));
    const open = new Set(tasks.map(keyOf));
    for (const task of tasks) if (!this.plans.has(keyOf(task))) this.plan(task);
    for (const [key, plan] of this.plans) {
      if (plan.at > world.clock.now()) continue;
      this.plans.set(key, { ...plan, at: Number.POSITIVE_INFINITY });
      // Whoever meant to come on a certain day comes, even when the door is shut: the refusal is part of the story.
      if (open.has(key) || plan.insists) await this.actOn(plan.task);
    }
  }

  /** When this task will be done; never for an optional one that nobody named. */
  private plan(task: TaskListItem): void {
    const { script } = this.input;
    const profile = task.caseId === null ? undefined : this.applicantOfCase.get(task.caseId)?.profile;
    const unnamed = task.optional && profile?.also.includes(task.key) !== true && script.notBefore[task.key] === undefined;
    const never = profile?.leaves.includes(task.key) === true || unnamed;
    const [least, most] = script.pace;
    const paced = task.openedAt + (least + Math.floor(this.random() * (most - least + 1))) * DAY_MS;
    const own = profile?.notBefore[task.key];
    const notBefore = [own, script.notBefore[task.key]].flatMap((text) => (text === undefined ? [] : [this.instant(text)]));
    this.plans.set(keyOf(task), { task, at: never ? Number.POSITIVE_INFINITY : Math.max(paced, ...notBefore), insists: own !== undefined });
  }

  private async actOn(task: TaskListItem): Promise<void> {
    const { world, artefact } = this.input;
    const chart = task.caseId === null ? artefact.programChart : artefact.caseChart;
    const definition = chart.tasks[task.key];
    const applicant = task.caseId === null ? '' : (this.applicantOfCase.get(task.caseId)?.organisation.id ?? '');
    const rule = definition?.by === APPLICANT ? ({ kind: 'post', in: 'applicant' } as const) : artefact.parties[definition?.by ?? ''];
    const [post] = rule === undefined ? [] : resolveParty(rule, { tree: world.organisations, applicant, issuer: artefact.issuer });
    if (definition === undefined || post === undefined) return;
    const principal = await world.holder(post);
    const decision = this.decisionFor(task, Object.keys(definition.decisions));
    const wanted = opinionWanted(artefact, definition, decision);
    const request = {
      principal,
      at: world.clock.now(),
      ownerId: task.caseId ?? this.programId,
      task: task.number,
      decision,
      data: this.dataFor(definition.decisions[decision]?.needs ?? []),
      ...(definition.form === undefined || task.caseId === null ? {} : { form: await this.formFor(task.caseId, definition.form) }),
      ...(wanted === undefined ? {} : { opinion: sampleOpinion(wanted, definition.decisions[decision]?.name.zh ?? decision, this.today()) }),
    };
    const about = task.caseNumber === null ? '' : `${task.caseNumber} ${task.applicantName ?? ''}：`;
    const what = `${about}${task.name.zh}——${definition.decisions[decision]?.name.zh ?? decision}`;
    try {
      await (task.caseId === null ? world.programs.act(request) : world.cases.act(request));
      this.note('act', principal.name, what);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.note('refused', principal.name, `${what}：${error.words.zh}`);
      if (error.code === 'guard.refused') this.plans.set(keyOf(task), { task, at: world.clock.now() + RETRY_MS, insists: false });
    }
    await world.settle();
  }

  private decisionFor(task: TaskListItem, decisions: readonly string[]): string {
    const planned = task.caseId === null ? undefined : this.applicantOfCase.get(task.caseId)?.profile.decides[task.key];
    const key = `${task.caseId ?? 'program'}/${task.key}`;
    const visit = this.visits.get(key) ?? 0;
    this.visits.set(key, visit + 1);
    return planned?.[visit] ?? decisions[0] ?? '';
  }

  private async formFor(caseId: string, form: string): Promise<JsonValue> {
    const { world, artefact } = this.input;
    const page = await world.reader.case(world.narrator, caseId);
    const item: CaseListItem | undefined = page?.item;
    const definition = artefact.forms[form];
    if (item === undefined || page === undefined || definition === undefined) return {};
    const context = { applicant: applicantOf(world.organisations, item.applicantId, page.applicantKind), topic: topicOf(artefact, item.topic, item.title) ?? {} };
    return leastForm(definition, context);
  }

  private dataFor(needs: readonly string[]): Record<string, JsonValue> {
    return Object.fromEntries(needs.map((field) => [field, dataValue(field, this.today(), dayAfter(this.input.world.clock.now(), 10))]));
  }

  private today(): string {
    return dayAfter(this.input.world.clock.now(), 0);
  }

  private instant(text: string): Instant {
    const instant = parseInstant(text, this.input.artefact.zone, 'start');
    if (instant === undefined) throw new Error(`not an instant: ${text}`);
    return instant;
  }

  private note(kind: StoryEntry['kind'], who: string, text: string): void {
    this.story.push({ at: this.input.world.clock.now(), kind, who, text });
  }

  async tell(): Promise<Simulated> {
    const { world } = this.input;
    const notices = await world.notices();
    const kinds: Readonly<Record<string, StoryEntry['kind']>> = { reminder: 'reminder', overdue: 'overdue', escalation: 'escalation' };
    const told = notices.map((notice): StoryEntry => ({ at: notice.at, kind: kinds[notice.kind] ?? 'notice', who: this.postName(notice.post), text: notice.text.zh }));
    const cases = await everything((cursor) => world.reader.cases(world.narrator, { programId: this.programId }, { limit: 200, ...cursor }));
    const byProfile: Record<string, Record<string, number>> = {};
    for (const item of cases) {
      const profile = this.applicantOfCase.get(item.id)?.profileName ?? '';
      const row = (byProfile[profile] ??= {});
      const end = item.outcome ?? item.states.join('、');
      row[end] = (row[end] ?? 0) + 1;
    }
    const { system, entries, whole } = await this.record(cases);
    return {
      programId: this.programId,
      story: [...this.story, ...told, ...system].sort((a, b) => a.at - b.at),
      outcomes: count(cases.map((item) => item.outcome ?? item.states.join('、'))),
      byProfile,
      notices: count(notices.map((notice) => notice.kind)),
      chainsWhole: whole,
      entries,
    };
  }

  /** What the system did by itself on expiry stands on the record as done by the system, and is told as such. */
  private async record(cases: readonly CaseListItem[]): Promise<{ readonly system: readonly StoryEntry[]; readonly entries: number; readonly whole: boolean }> {
    const { world, artefact } = this.input;
    const system: StoryEntry[] = [];
    let entries = 0;
    let whole = true;
    for (const item of cases) {
      const report = await first(world.auditing.verify(item.id));
      entries += report?.entries ?? 0;
      whole &&= report?.whole === true;
      for await (const row of world.reader.journalAll(world.narrator, item.id)) {
        if (row.kind !== 'deadline') continue;
        const cause = (JSON.parse(row.body) as { readonly cause?: { readonly deadline?: string }; readonly trail?: readonly unknown[] });
        if ((cause.trail ?? []).length === 0) continue;
        const name = artefact.caseChart.deadlines[cause.cause?.deadline ?? '']?.name.zh ?? cause.cause?.deadline;
        system.push({ at: row.at, kind: 'system', who: '系统', text: `${item.number} ${item.applicantName}：${name ?? ''}到期，自动办理` });
      }
    }
    return { system, entries, whole };
  }

  private postName(post: string): string {
    const found = this.input.world.organisations.post(post);
    return found === undefined ? post : `${this.input.world.organisations.organisation(found.organisationId)?.name ?? ''}${found.name}`;
  }
}

function keyOf(task: TaskListItem): string {
  return `${task.caseId ?? 'program'}/${task.number}`;
}

async function first<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of items) return item;
  return undefined;
}

function count(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

