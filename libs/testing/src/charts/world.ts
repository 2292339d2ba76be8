import type { DateResolver, Facts, GuardEvaluator, GuardScope, Instant, JsonValue, ProgramMove, RungOffset, SaidDate } from '@shidian/engine';

const LENGTHS: Readonly<Record<RungOffset['unit'], number>> = {
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  working_days: 86_400_000,
};

/** A date under test: an instant, or a length after a mark. */
export type TestDate = Instant | { readonly after: string; readonly ms: number };

/** Resolves dates from a table; every day is a working day, nothing is ever provisional unless it is listed, or set by somebody unless `said` says when, and what it was before. */
export function datesOf(table: Readonly<Record<string, TestDate>>, provisional: readonly string[] = [], said: Readonly<Record<string, SaidDate>> = {}): DateResolver {
  return {
    resolve: (name, marks) => {
      const date = table[name];
      const base = typeof date === 'object' ? marks[date.after] : date;
      const at = base === undefined || date === undefined ? undefined : typeof date === 'object' ? base + date.ms : date;
      return { ...(at !== undefined && { at }), provisional: provisional.includes(name) };
    },
    said: (name) => said[name] ?? { before: [] },
    offset: (from, { amount, unit }) => from + amount * LENGTHS[unit],
    defer: (name, due, since, until) => (name === 'fix_by' || typeof table[name] === 'object' ? due + (until - since) : undefined),
  };
}

/** Facts with as little in them as the kernel needs. */
export function factsOf(
  values: Readonly<Record<string, JsonValue>> = {},
  parties: Facts['parties'] = {},
  moves: readonly ProgramMove[] = [],
): Facts {
  return { values, parties, moves };
}

/** Guards written as functions; an unknown one is an evaluation error, as it would be in CEL. */
export function guardsOf(functions: Readonly<Record<string, (scope: GuardScope) => boolean>>): GuardEvaluator {
  return {
    evaluate: (guard, scope) => {
      const held = functions[guard]?.(scope);
      return held === undefined ? { value: false, error: `no such guard: ${guard}` } : { value: held };
    },
  };
}
