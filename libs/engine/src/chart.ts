/**
 * The one place that knows XState. It is used as a pure reducer: restore, ask, take the microsteps; no actor is
 * ever started, no action executed. Facts are in the context for the length of one call and never in what is stored.
 *
 * Hazards held here: a snapshot that does not fit gives `status: 'error'` rather than an exception; a missing
 * snapshot would silently give the initial state; an `always` that never settles is cut off; `can` says no to an
 * event that is handled by staying, so enabled transitions are counted instead.
 */
import {
  getInitialMicrosteps,
  getMicrosteps,
  setup,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type Snapshot,
} from 'xstate';
import { InstanceBroken } from './instance-broken.js';
import type { ChartAction, ChartDefinition } from './model/chart-definition.js';
import type { GuardEvaluator, GuardScope } from './model/facts.js';
import type { OutstandingReturn } from './model/instance-state.js';
import type { JsonValue } from './model/values.js';
import { byText, isWithin } from './own.js';

/** Microsteps after which a chart counts as never coming to rest. */
const MAX_MICROSTEPS = 500;

/** What the guards of one call may see. */
export interface ChartScope extends GuardScope {
  readonly outstanding?: OutstandingReturn;
}

export interface Position {
  readonly ended: boolean;
  /** Active leaf state ids, sorted. */
  readonly states: readonly string[];
  /** Active state ids with the compound ones, parents first. */
  readonly configuration: readonly string[];
}

/** A guard that did not hold where no transition was enabled; `error` if it could not be evaluated. */
export interface FailedGuard {
  readonly guard: string;
  readonly error?: string;
}

export interface ChartMove extends Position {
  /** Whether a transition was enabled for the event itself, be it one that stays. */
  readonly enabled: boolean;
  /** Whether any transition was taken that changed the configuration or gave an action. */
  readonly moved: boolean;
  readonly snapshot: JsonValue;
  /** The active leaves after each microstep that moved. */
  readonly trail: readonly (readonly string[])[];
  /** The configuration before the event, and after each microstep. */
  readonly configurations: readonly (readonly string[])[];
  readonly actions: readonly ChartAction[];
  /** Filled only where nothing was enabled. */
  readonly failed: readonly FailedGuard[];
}

export interface Chart {
  /** Whether an active state has an eventless transition: where none has, asking again (the dear part) is spared. */
  mayMoveByItself(snapshot: JsonValue): boolean;
  /** @throws InstanceBroken */
  start(scope: ChartScope): ChartMove;
  /** Gives `scope.event` to the stored snapshot. @throws InstanceBroken */
  give(snapshot: JsonValue, scope: ChartScope): ChartMove;
  /** Leaves where it stands for an atomic state, whatever the chart has between them. @throws InstanceBroken */
  jump(snapshot: JsonValue, to: string, scope: ChartScope): ChartMove;
  /** Where a stored snapshot stands. @throws InstanceBroken */
  read(snapshot: JsonValue): Position;
}

/** The length of one call: guards read the scope and report what did not hold. */
interface Call {
  readonly scope: ChartScope;
  readonly failed: Map<string, FailedGuard>;
}

interface ChartContext {
  /** A function, because XState walks (and would revive references in) every object of a restored context. */
  readonly call: () => Call;
}

interface ChartEvent {
  readonly type: string;
}

type Microstep = readonly [AnyMachineSnapshot, readonly { readonly type: string; readonly params?: unknown }[]];

export function createChart(definition: ChartDefinition, guards: GuardEvaluator): Chart {
  const machine = createMachine(definition, guards);
  const stepping = withoutStart(machine);
  // Where the snapshots of this call's moves stand: restoring one only to ask that is dear.
  const standing = new WeakMap<object, Position>();
  const noted = (move: ChartMove): ChartMove => {
    const { snapshot, ended, states, configuration } = move;
    if (typeof snapshot === 'object' && snapshot !== null) standing.set(snapshot, { ended, states, configuration });
    return move;
  };

  const restore = (snapshot: JsonValue, call: () => Call): AnyMachineSnapshot => {
    if (!isStored(snapshot)) throw new InstanceBroken('The stored snapshot has not the form of a snapshot.');
    const restored = machine.restoreSnapshot({ ...snapshot, context: { call } } as unknown as Snapshot<unknown>, NO_ACTOR) as AnyMachineSnapshot;
    if (restored.status !== 'active' && restored.status !== 'done') {
      throw new InstanceBroken('The stored snapshot does not fit the definition.', restored.error);
    }
    return restored;
  };

  return {
    mayMoveByItself: (snapshot) => isStored(snapshot) && hasAlways(definition.machine, snapshot.value),
    start: (scope) => {
      const call = callOf(scope);
      const steps = guarded(() => getInitialMicrosteps(machine, call) as Microstep[]);
      return noted(moveOf(machine, undefined, steps, { enabled: true, failed: [] }));
    },
    give: (snapshot, scope) => {
      if (scope.event.type.startsWith('xstate.')) throw new InstanceBroken(`Nobody gives ${scope.event.type} to a chart.`);
      const call = callOf(scope);
      const event: ChartEvent = { type: scope.event.type };
      return guarded(() => {
        const before = restore(snapshot, call);
        // XState would still take a transition of the root.
        if (before.status === 'done') return moveOf(machine, before, [], { enabled: false, failed: [] });
        const enabled = machine.getTransitionData(before, event).length > 0;
        const failed = enabled ? [] : [...call().failed.values()];
        const steps = getMicrosteps(stepping, before, event) as Microstep[];
        return noted(moveOf(machine, before, steps, { enabled, failed }));
      });
    },
    jump(snapshot, to, scope) {
      return this.give(snapshot, { ...scope, event: { type: `${JUMP}${to}`, data: scope.event.data } });
    },
    read: (snapshot) => (typeof snapshot === 'object' && snapshot !== null ? standing.get(snapshot) : undefined) ?? guarded(() => positionOf(restore(snapshot, nobody))),
  };
}

function createMachine(definition: ChartDefinition, guards: GuardEvaluator): AnyStateMachine {
  return setup({
    types: { context: {} as ChartContext, events: {} as ChartEvent, input: {} as () => Call },
    guards: {
      cel: ({ context }, params: { readonly guards: readonly string[] }) => {
        const { scope, failed } = context.call();
        let all = true;
        // No short cut: the refusal names every guard that does not hold.
        for (const guard of params.guards) {
          const { value, error } = guards.evaluate(guard, scope);
          if (value && error === undefined) continue;
          all = false;
          failed.set(guard, error === undefined ? { guard } : { guard, error });
        }
        return all;
      },
      returned_to: ({ context }, params: { readonly step: string }) => {
        const { scope } = context.call();
        return scope.event.data['to'] === params.step && scope.visited.some((id) => isWithin(id, params.step));
      },
      sender_is: ({ context }, params: { readonly step: string }) => {
        const { outstanding } = context.call().scope;
        return outstanding?.then === 'sender' && isWithin(outstanding.from, params.step);
      },
    },
  }).createMachine({
    ...(withJumps(definition.machine, true) as object),
    context: ({ input }: { readonly input: (() => Call) | undefined }) => ({ call: input ?? nobody }),
    options: { maxIterations: MAX_MICROSTEPS },
  } as never) as unknown as AnyStateMachine;
}

/** A restored snapshot has no children, and nothing else asks for the actor. */
const NO_ACTOR = {} as Parameters<AnyStateMachine['restoreSnapshot']>[1];

/** XState makes an actor for every question, and an actor enters the initial state first: of no use here, and a quarter of a step. */
function withoutStart(machine: AnyStateMachine): AnyStateMachine {
  const start = machine.resolveState({ value: {}, context: {} });
  return Object.assign(Object.create(machine) as AnyStateMachine, { getInitialSnapshot: () => start });
}

/** No outcome and no deadline is called so: their names hold a stage and a dot. */
const JUMP = 'jump ';

/**
 * A way from everywhere to every atomic state, so that leaving and entering are XState's own. It hangs on every region
 * that holds the state, and the innermost active one takes it: what stands beside it in a parallel state stays there.
 */
function withJumps(node: JsonValue, isRegion: boolean): JsonValue {
  if (!isRecord(node)) return node;
  const parallel = node['type'] === 'parallel';
  const states = isRecord(node['states']) ? Object.fromEntries(Object.entries(node['states']).map(([key, child]) => [key, withJumps(child, parallel)])) : undefined;
  const inner = { ...node, ...(states !== undefined && { states }) };
  if (!isRegion || parallel || states === undefined) return inner;
  const jumps = Object.fromEntries(atomicIds(node).map((id) => [`${JUMP}${id}`, { target: `#${id}` }]));
  return { ...inner, on: { ...(isRecord(node['on']) ? node['on'] : {}), ...jumps } };
}

function atomicIds(node: JsonValue): readonly string[] {
  if (!isRecord(node)) return [];
  const children = node['states'];
  if (isRecord(children)) return Object.values(children).flatMap(atomicIds);
  return node['type'] !== 'final' && typeof node['id'] === 'string' ? [node['id']] : [];
}

function moveOf(
  machine: AnyStateMachine,
  before: AnyMachineSnapshot | undefined,
  steps: readonly Microstep[],
  answer: Pick<ChartMove, 'enabled' | 'failed'>,
): ChartMove {
  const last = steps.at(-1)?.[0] ?? before;
  if (last === undefined || (last.status !== 'active' && last.status !== 'done')) {
    throw new InstanceBroken('The chart did not come to rest.', last?.error);
  }
  const actions: ChartAction[] = [];
  const trail: (readonly string[])[] = [];
  const configurations: (readonly string[])[] = before === undefined ? [] : [positionOf(before).configuration];
  let previous = before;
  for (const [snapshot, given] of steps) {
    for (const action of given) {
      if (!action.type.startsWith('xstate.')) actions.push({ type: action.type, params: action.params } as ChartAction);
    }
    const position = positionOf(snapshot);
    configurations.push(position.configuration);
    if (snapshot !== previous || given.length > 0) trail.push(position.states);
    previous = snapshot;
  }
  return {
    ...positionOf(last),
    ...answer,
    moved: trail.length > 0,
    snapshot: stored(machine, last),
    trail,
    configurations,
    actions,
  };
}

function positionOf(snapshot: AnyMachineSnapshot): Position {
  // `_nodes` is what `getMeta()` itself reads; unlike it, it also names states whose `meta` was forgotten.
  const nodes = [...(snapshot._nodes as readonly ActiveNode[])]
    .filter((node) => node.parent !== undefined)
    .sort((a, b) => a.order - b.order);
  return {
    ended: snapshot.status === 'done',
    states: nodes.filter(({ type }) => type === 'atomic' || type === 'final').map(({ id }) => id).sort(byText),
    configuration: nodes.map(({ id }) => id),
  };
}

interface ActiveNode {
  readonly id: string;
  readonly order: number;
  readonly type: string;
  readonly parent: unknown;
}

/** What is kept of a snapshot: no context, so no facts; no `undefined`, so that it equals its own JSON. */
function stored(machine: AnyStateMachine, snapshot: AnyMachineSnapshot): JsonValue {
  const { status, value, historyValue } = machine.getPersistedSnapshot(snapshot) as unknown as StoredSnapshot;
  return { status, value, historyValue: historyValue ?? {}, context: {}, children: {} };
}

interface StoredSnapshot {
  readonly [key: string]: JsonValue;
  readonly status: string;
  readonly value: JsonValue;
  readonly historyValue: JsonValue;
}

function isStored(snapshot: JsonValue): snapshot is StoredSnapshot {
  return (
    typeof snapshot === 'object' &&
    snapshot !== null &&
    'status' in snapshot &&
    'children' in snapshot &&
    'value' in snapshot &&
    (snapshot.status === 'active' || snapshot.status === 'done')
  );
}

function callOf(scope: ChartScope): () => Call {
  const call: Call = { scope, failed: new Map() };
  return () => call;
}

/** Walks the config along a state value (a key, or keys with the values below them). */
function hasAlways(node: JsonValue | undefined, value: JsonValue | undefined): boolean {
  if (!isRecord(node)) return false;
  if ('always' in node) return true;
  const children = node['states'];
  if (!isRecord(children) || value === undefined) return false;
  if (typeof value === 'string') return hasAlways(children[value], undefined);
  return isRecord(value) && Object.entries(value).some(([key, below]) => hasAlways(children[key], below));
}

function isRecord(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Restoring alone asks no guard. */
function nobody(): never {
  throw new InstanceBroken('A guard was asked outside a step.');
}

/** Whatever XState throws (an endless `always`, a guard that threw) is one fact to the rest of the kernel. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof InstanceBroken) throw error;
    throw new InstanceBroken('The chart could not be driven.', error);
  }
}
