/**
 * The reference that the kernel is compared with: one instance as an XState actor that really runs, kept in memory
 * from its birth to its end, with its deadlines as delayed events of the machine on a simulated clock. It shares the
 * chart with the kernel and nothing else: no snapshots, no catch-up, no stored clock.
 *
 * The clock counts thousandths of a millisecond, so that what falls on one instant comes in the order that the
 * kernel gives it: the program, then `.due` by key, then rungs, then acts.
 */
import { createActor, createMachine, cancel, enqueueActions, raise, type AnyActorRef, type AnyMachineSnapshot, type InspectionEvent } from 'xstate';
import type { ChartDefinition, DateResolver, Facts, GuardEvaluator, GuardScope, Instant, JsonValue, OutstandingReturn, ProgramMove } from '@shidian/engine';
import { SteppedClock } from './stepped-clock.js';

export interface LiveWorld {
  readonly chart: ChartDefinition;
  readonly guards: GuardEvaluator;
  readonly dates: DateResolver;
  readonly moves: readonly ProgramMove[];
  readonly facts: Omit<Facts, 'moves'>;
}

export interface LiveAct {
  readonly at: Instant;
  readonly task: number;
  readonly decision: string;
  readonly data: Readonly<Record<string, JsonValue>>;
}

const TICKS = 1000;
const ACT_TICK = 950;

interface LiveDeadline {
  readonly epoch: number;
  readonly armedAt: Instant;
  due: Instant | undefined;
  passed: boolean;
}

interface LiveEvent {
  readonly type: string;
  readonly key?: string;
}

export class LiveInstance {
  readonly lines: string[] = [];
  /** Open tasks by number, in the order of opening. */
  readonly open = new Map<number, string>();

  private readonly clock = new SteppedClock();
  private readonly actor: AnyActorRef;
  private readonly armed = new Map<string, LiveDeadline>();
  private readonly epochs = new Map<string, number>();
  private readonly fresh = new Set<string>();
  private readonly unscheduled = new Set<string>();
  private readonly marks: Record<string, Instant> = {};
  private known: Readonly<Record<string, Instant>> = {};
  private visited: string[] = [];
  private program: ProgramMove | undefined;
  private outstanding: OutstandingReturn | undefined;
  /** The configuration at the last rest. */
  private stood: readonly string[] = [];
  private data: Readonly<Record<string, JsonValue>> = {};
  private acting: number | undefined;
  private tasksOpened = 0;
  private passes: string[][] = [];
  /** The event that began the macrostep, and whether it took any transition. */
  private event: string | undefined;
  private moved = false;
  private ended = false;
  private notices: { readonly line: number; readonly number: number }[] = [];

  constructor(private readonly world: LiveWorld) {
    for (const move of world.moves) this.clock.setTimeout(() => { this.see(move); }, move.at * TICKS);
    this.lines.push('0 started');
    this.actor = createActor(this.machine(), { clock: this.clock, inspect: (event) => { this.inspect(event); } });
    this.actor.subscribe((snapshot: AnyMachineSnapshot) => { this.rest(snapshot); });
    this.actor.start();
    this.clock.runTo(TICKS - 1);
  }

  /** Lets the instance live up to the end of the millisecond. */
  runTo(at: Instant): void {
    this.clock.runTo(at * TICKS + TICKS - 1);
  }

  /** Lets it live up to the instant, the act itself still to come. */
  runUpTo(at: Instant): void {
    this.clock.runTo(at * TICKS + ACT_TICK - 1);
  }

  /** Whether the act was taken. */
  act({ at, task, decision, data }: LiveAct): boolean {
    this.clock.runTo(at * TICKS + ACT_TICK);
    const key = this.open.get(task);
    if (key === undefined) return false;
    const event = { type: `${key}.${decision}` };
    this.data = data;
    const taken = this.snapshot().can(event);
    if (taken) {
      this.line(`act ${task} ${key}.${decision}`);
      this.effect(`acted ${task} ${this.world.facts.parties['applicant']?.[0] ?? ''}`);
      this.acting = task;
      this.actor.send(event);
    }
    this.data = {};
    this.runTo(at);
    return taken;
  }

  /** Active leaf states, sorted. */
  states(): readonly string[] {
    return active(this.snapshot(), true).sort();
  }

  private snapshot(): AnyMachineSnapshot {
    return this.actor.getSnapshot() as AnyMachineSnapshot;
  }

  private now(): Instant {
    return Math.floor(this.clock.now() / TICKS);
  }

  private line(text: string): void {
    this.lines.push(`${this.now()} ${text}`);
  }

  private effect(text: string): void {
    this.lines.push(`  ${text}`.trimEnd());
  }

  private see(move: ProgramMove): void {
    if (this.ended) return;
    this.program = move;
    this.line(`program ${move.seq}`);
    this.actor.send({ type: 'poke' });
  }

  /** What the machine of the chart needs to run by itself: guards, actions with their effects, timers. */
  private machine(): ReturnType<typeof createMachine> {
    const params = (of: unknown): Record<string, string> => of as Record<string, string>;
    const config = {
      ...(alive(this.world.chart.machine) as object),
      on: { 'live.arm': { actions: 'live.arm' } },
    };
    return createMachine(config as never, {
      guards: {
        cel: (_, of) => (of as { guards: readonly string[] }).guards.every((guard) => this.world.guards.evaluate(guard, this.scope()).value),
        returned_to: (_, of) => this.data['to'] === params(of)['step'] && this.hasVisited(params(of)['step']),
        sender_is: (_, of) => this.outstanding?.then === 'sender' && below(this.outstanding.from, params(of)['step'] ?? ''),
      },
      actions: {
        'task.open': (_, of) => { this.openTask(params(of)['task'] ?? ''); },
        'task.close': (_, of) => { this.closeTask(params(of)['task'] ?? ''); },
        'deadline.arm': (_, of) => { this.arm(params(of)['deadline'] ?? '', this.now()); },
        'deadline.disarm': enqueueActions(({ enqueue }, of) => {
          const key = params(of)['deadline'] ?? '';
          enqueue(() => { this.armed.delete(key); this.fresh.delete(key); });
          for (const id of this.timersOf(key)) enqueue(cancel(id));
        }),
        'live.arm': enqueueActions(({ enqueue, event }) => {
          const key = String((event as LiveEvent).key);
          for (const id of this.timersOf(key)) enqueue(cancel(id));
          for (const [id, at] of this.schedule(key)) enqueue(raise({ type: id }, { id, delay: at - this.clock.now() }));
        }),
        mark: (_, of) => { this.marks[params(of)['mark'] ?? ''] = this.now(); },
        notice: (_, of) => { this.effect(`notice ${params(of)['notice'] ?? ''}`); },
        'baseline.freeze': (_, of) => { this.effect(`frozen ${params(of)['form'] ?? ''}`); },
        'return.begin': (_, of) => { this.beginReturn(params(of)['from'] ?? ''); },
        stayed: () => undefined,
      },
    });
  }

  private scope(): GuardScope {
    return {
      facts: { ...this.world.facts, moves: [] },
      programStates: this.program?.states ?? [],
      event: { type: '', data: this.data },
      visited: this.visited,
      marks: { ...this.program?.marks, ...this.known },
      at: this.now(),
    };
  }

  private hasVisited(step = ''): boolean {
    return this.visited.some((id) => below(id, step));
  }

  private openTask(key: string): void {
    const number = ++this.tasksOpened;
    this.open.set(number, key);
    const posts = this.posts(this.world.chart.tasks[key]?.by);
    this.effect(`opened ${number} ${key} ${posts}`);
    if (this.world.chart.tasks[key]?.optional === true) return;
    this.notices.push({ line: this.lines.length, number });
    this.effect(`notice task ${number} ${posts}`);
  }

  private closeTask(key: string): void {
    for (const [number, open] of this.open) {
      if (open !== key) continue;
      this.open.delete(number);
      this.effect(`closed ${number} ${key} ${number === this.acting ? 'done' : 'left'}`);
    }
  }

  private posts(party: string | undefined): string {
    return (this.world.facts.parties[party ?? ''] ?? []).join();
  }

  private arm(key: string, armedAt: Instant, passed = false): void {
    const epoch = (this.epochs.get(key) ?? 0) + 1;
    this.epochs.set(key, epoch);
    this.armed.set(key, { epoch, armedAt, due: undefined, passed });
    this.fresh.add(key);
  }

  private dueOf(key: string): Instant | undefined {
    const date = this.world.chart.deadlines[key]?.date;
    if (typeof date !== 'string') return undefined;
    const resolved = this.world.dates.resolve(date, { ...this.program?.marks, ...this.marks }).at;
    const fixBy = this.outstanding?.fixBy;
    return resolved === undefined || fixBy === undefined ? resolved : Math.max(resolved, fixBy);
  }

  private timersOf(key: string): readonly string[] {
    return [`${key}.due`, ...(this.world.chart.deadlines[key]?.ladder ?? []).map(({ id }) => `rung ${key} ${id}`)];
  }

  /** The delayed events of an armed deadline, each with its instant on the clock. */
  private schedule(key: string): readonly (readonly [string, number])[] {
    const armed = this.armed.get(key);
    const due = armed?.due;
    if (armed === undefined || due === undefined) return [];
    const rank = Object.keys(this.world.chart.deadlines).sort().indexOf(key);
    const rungs = (this.world.chart.deadlines[key]?.ladder ?? [])
      .map(({ id, offset }, index) => [`rung ${key} ${id}`, this.world.dates.offset(due, offset), index] as const)
      .filter(([, at]) => at >= armed.armedAt)
      .map(([id, at, index]) => [id, at * TICKS + 100 + rank * 10 + index] as const);
    return armed.passed ? rungs : [[`${key}.due`, Math.max(due, armed.armedAt) * TICKS + 1 + rank], ...rungs];
  }

  private beginReturn(from: string): void {
    const { to, then, fix_by: fixBy } = this.data;
    this.outstanding = {
      from,
      to: typeof to === 'string' ? to : '',
      then: then === 'sender' ? 'sender' : 'onward',
      at: this.now(),
      ...(typeof fixBy === 'number' && { fixBy }),
    };
  }

  private inspect(event: InspectionEvent): void {
    if (event.type === '@xstate.microstep') {
      this.event ??= event.event.type;
      this.passes.push(active(event.snapshot as AnyMachineSnapshot, false));
      if (event._transitions.length > 0) this.moved = true;
    }
    if (event.type !== '@xstate.event') return;
    const timer = event.event.type;
    const key = timer.endsWith('.due') ? timer.slice(0, -'.due'.length) : timer.startsWith('rung ') ? timer.split(' ')[1] : undefined;
    const armed = key === undefined ? undefined : this.armed.get(key);
    if (key === undefined || armed === undefined) return;
    if (timer.endsWith('.due')) {
      armed.passed = true;
      this.line(`due ${key} ${armed.epoch}`);
    } else {
      const rung = timer.split(' ')[2] ?? '';
      this.line(`rung ${key} ${armed.epoch} ${rung}`);
      this.effect(`notice rung ${key} ${rung} ${this.rungPosts(key)}`);
    }
  }

  private rungPosts(key: string): string {
    const waiting = [...this.open.values()].filter((task) => this.world.chart.tasks[task]?.due === key);
    const parties = waiting.length > 0 ? waiting.map((task) => this.world.chart.tasks[task]?.by) : (this.world.chart.deadlines[key]?.owner ?? []);
    return [...new Set(parties.map((party) => this.posts(party)))].join();
  }

  /** After every macrostep: bookkeeping, then the chart is asked again until nothing moves, then deadlines are compared. */
  private rest(snapshot: AnyMachineSnapshot): void {
    const passes = this.passes.splice(0);
    const { event, moved } = this;
    this.event = undefined;
    this.moved = false;
    if (event === 'live.arm') return;
    if (event === 'live.settle' && !moved) {
      this.closeSubStep();
      return;
    }
    this.visited = [...new Set([...this.visited, ...active(snapshot, false)])];
    if (snapshot.status === 'done') this.end(snapshot);
    else this.comeBack(passes);
    this.stood = active(snapshot, false);
    this.known = { ...this.marks };
    for (const key of this.fresh) this.reckon(key);
    this.fresh.clear();
    this.afterOutcome();
    if (this.ended) this.voidNotices();
    else this.actor.send({ type: 'live.settle' });
  }

  private end(snapshot: AnyMachineSnapshot): void {
    this.ended = true;
    this.armed.clear();
    this.fresh.clear();
    for (const key of this.open.values()) this.closeTask(key);
    const outcome = active(snapshot, true).sort().map((id) => this.world.chart.states[id]?.outcome).find((each) => each !== undefined);
    this.effect(`ended ${outcome ?? ''}`);
  }

  private comeBack(passes: readonly (readonly string[])[]): void {
    const { outstanding } = this;
    if (outstanding === undefined) return;
    const entered = passes.some((pass, index) => pass.includes(outstanding.from) && !(passes[index - 1] ?? this.stood).includes(outstanding.from));
    if (entered) this.outstanding = undefined;
  }

  /** A duty whose outcome was taken is done, though the chart may have left it open. */
  private afterOutcome(): void {
    const number = this.acting;
    const key = number === undefined ? undefined : this.open.get(number);
    const definition = key === undefined ? undefined : this.world.chart.tasks[key];
    if (key !== undefined && definition !== undefined && !definition.optional && definition.times === 'once') this.closeTask(key);
    this.acting = undefined;
  }

  private reckon(key: string): void {
    const armed = this.armed.get(key);
    if (armed === undefined) return;
    armed.due = this.dueOf(key);
    this.unscheduled.add(key);
  }

  private closeSubStep(): void {
    this.voidNotices();
    for (const key of [...this.armed.keys()].sort()) {
      const armed = this.armed.get(key);
      const due = this.dueOf(key);
      if (armed === undefined || armed.due === due) continue;
      this.arm(key, this.now(), armed.passed && !(due !== undefined && due > this.now()));
      this.fresh.delete(key);
      this.line(`moved ${key} ${this.epochs.get(key) ?? 0} ${String(armed.due ?? null)} ${String(due ?? null)}`);
      this.reckon(key);
    }
    // Only at rest, where no `always` is left that an event of ours could set off.
    for (const key of this.unscheduled) this.actor.send({ type: 'live.arm', key });
    this.unscheduled.clear();
  }

  /** Nobody is told of a task that did not outlive its sub-step. */
  private voidNotices(): void {
    for (const { line, number } of this.notices.splice(0).reverse()) {
      if (!this.open.has(number)) this.lines.splice(line, 1);
    }
  }
}

function active(snapshot: AnyMachineSnapshot, leaves: boolean): string[] {
  return Object.keys(snapshot.getMeta())
    .filter((id) => id !== 'root')
    .filter((id, _, all) => !leaves || !all.some((other) => other.startsWith(`${id}/`)));
}

function below(id: string, step: string): boolean {
  return id === step || id.startsWith(`${step}/`);
}

/** The machine of the chart with an action on every branch that stays, so that `can` says yes to it. */
function alive(node: JsonValue): JsonValue {
  if (Array.isArray(node)) return node.map(alive);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node as Readonly<Record<string, JsonValue>>).map(([key, value]) => [key, key === 'on' ? withStays(value) : alive(value)]),
  );
}

function withStays(on: JsonValue): JsonValue {
  return Object.fromEntries(
    Object.entries(on as Readonly<Record<string, readonly Readonly<Record<string, JsonValue>>[]>>).map(([event, branches]) => [
      event,
      branches.map((branch) => ('target' in branch || 'actions' in branch ? branch : { ...branch, actions: ['stayed'] })),
    ]),
  );
}
