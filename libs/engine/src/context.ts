import type { Chart, ChartScope } from './chart.js';
import type { ChartDefinition } from './model/chart-definition.js';
import type { DateResolver, Facts, GuardScope, ProgramMove } from './model/facts.js';
import type { InstanceState } from './model/instance-state.js';
import type { Instant, JsonValue } from './model/values.js';

/** What a kernel is made of once and for all. */
export interface Engine {
  readonly definition: ChartDefinition;
  readonly chart: Chart;
  /** Milliseconds that `.due` is held back, so that no act received in time and still in flight is beaten by it. */
  readonly graceMs: number;
}

/** What one step reads beside the instance. */
export interface Reading {
  readonly facts: Facts;
  readonly dates: DateResolver;
}

export const POKE = 'poke';

const NO_DATA: Readonly<Record<string, JsonValue>> = {};

/** The program's last move that the case has seen. */
function moveSeen(facts: Facts, seen: number): ProgramMove | undefined {
  return facts.moves.findLast(({ seq }) => seq <= seen);
}

/** The marks that dates stand on: the program's, over them the instance's own, and the time to correct of a return that is outstanding. */
export function marksOf(state: InstanceState, facts: Facts): Readonly<Record<string, Instant>> {
  const fixBy = state.outstanding?.fixBy;
  return { ...moveSeen(facts, state.programSeen)?.marks, ...state.marks, ...(fixBy === undefined ? {} : { fix_by: fixBy }) };
}

export function scopeOf(
  state: InstanceState,
  facts: Facts,
  at: Instant,
  type: string,
  data: GuardScope['event']['data'] = NO_DATA,
): ChartScope {
  return {
    facts,
    programStates: moveSeen(facts, state.programSeen)?.states ?? [],
    event: { type, data },
    visited: state.visited,
    marks: marksOf(state, facts),
    at,
    ...(state.outstanding !== undefined && { outstanding: state.outstanding }),
  };
}

/** Whether the instance has ended: nothing happens to it any more. */
export function isDone({ snapshot, voided }: InstanceState): boolean {
  if (voided !== undefined) return true;
  return typeof snapshot === 'object' && snapshot !== null && 'status' in snapshot && snapshot.status === 'done';
}
