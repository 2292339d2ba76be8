import type { Scenario, ScenarioTarget } from '../generated/api.js';

interface Sum {
  readonly reached: number;
  readonly all: number;
}

export interface Sums {
  readonly whole: Sum;
  readonly kinds: Readonly<Record<ScenarioTarget['kind'], Sum>>;
  /** What no scenario reaches. */
  readonly missed: readonly ScenarioTarget[];
}

/** How much of what has to be reached some scenario reaches. */
export function sumsOf(targets: readonly ScenarioTarget[]): Sums {
  const sum = (some: readonly ScenarioTarget[]): Sum => ({ reached: some.filter(({ scenarios }) => scenarios.length > 0).length, all: some.length });
  const of = (kind: ScenarioTarget['kind']): Sum => sum(targets.filter((target) => target.kind === kind));
  return { whole: sum(targets), kinds: { transition: of('transition'), guard: of('guard'), deadline: of('deadline') }, missed: targets.filter(({ scenarios }) => scenarios.length === 0) };
}

/** The scenario that an address names; none where it names nothing that is there. */
export function chosenScenario(scenarios: readonly Scenario[], given: string | null): Scenario | undefined {
  return given === null ? undefined : scenarios.find(({ number }) => String(number) === given);
}
