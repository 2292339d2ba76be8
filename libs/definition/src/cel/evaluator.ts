/** The guards of an artefact, compiled once (parsing costs about 180 µs), evaluated on the facts of a step. */
import type { ChartDefinition, GuardEvaluator, GuardScope, JsonValue } from '@shidian/engine';
import type { Artefact } from '../artefact.js';
import { chosenDate, dateOf, policyOf } from '../compile/dates.js';
import { ApplicantFacts, CaseLevels, celValue, GuardEnvironment, ProgramLevel, TopicFacts, type CompiledExpression, type Reach } from './environment.js';

type Guard = ChartDefinition['guards'][string];

/** A guard of the artefact that does not compile: impossible for an artefact that was checked. */
export class BrokenGuard extends Error {
  readonly code = 'definition.broken_guard';
  constructor(
    readonly guard: string,
    readonly why: string,
  ) {
    super(`guard ${guard}: ${why}`);
    this.name = 'BrokenGuard';
  }
}

/**
 * Keys of `Facts.values` that guards read; a missing one reads as empty.
 * `dates` (name → first instant outside, ms) is needed by `in_time` alone: without it the instant at which the
 * stage's state `closing` was entered stands in, which is the closing instant itself unless the case came later.
 */
export interface GuardFacts {
  readonly applicant?: { readonly kind: string; readonly name: string; readonly tier: string; readonly tags: readonly string[]; readonly titles: readonly string[] };
  readonly topic?: { readonly code: string; readonly title: string | null; readonly open: boolean; readonly category: string };
  readonly settings?: Readonly<Record<string, JsonValue>>;
  readonly form?: Readonly<Record<string, JsonValue>>;
  readonly cases?: { readonly states: Readonly<Record<string, number>>; readonly tags: Readonly<Record<string, number>>; readonly active: number };
  readonly dates?: Readonly<Record<string, number>>;
  /** Windows whose day somebody has set, for `day_is_set`. */
  readonly days_set?: readonly string[];
}

export function createGuardEvaluator(artefact: Artefact): GuardEvaluator {
  const environment = new GuardEnvironment(artefact.values, artefact.forms);
  const guards = new Map<string, { readonly guard: Guard; readonly run: CompiledExpression }>();
  for (const [id, guard] of [...Object.entries(artefact.caseChart.guards), ...Object.entries(artefact.programChart.guards)]) {
    const compiled = environment.compile(guard.cel);
    if ('fault' in compiled) throw new BrokenGuard(id, compiled.fault.message);
    guards.set(id, { guard, run: compiled.run });
  }
  return {
    evaluate: (id, scope) => {
      const found = guards.get(id);
      if (found === undefined) return { value: false, error: `unknown guard ${id}` };
      try {
        const value = found.run(contextOf(artefact, found.guard, scope), reachOf(artefact, found.guard, scope));
        return typeof value === 'boolean' ? { value } : { value: false, error: `guard ${id} gave a ${typeof value}` };
      } catch (problem) {
        return { value: false, error: problem instanceof Error ? (problem.message.split('\n')[0] ?? problem.name) : String(problem) };
      }
    },
  };
}

function contextOf(artefact: Artefact, guard: Guard, scope: GuardScope): Readonly<Record<string, unknown>> {
  const facts = scope.facts.values as GuardFacts;
  const stage = typeof guard.params.stage === 'string' ? guard.params.stage : '';
  const { applicant = { kind: '', name: '', tier: '', tags: [], titles: [] }, topic, cases } = facts;
  return {
    applicant: new ApplicantFacts(applicant),
    topic: new TopicFacts({ code: topic?.code ?? '', title: topic?.title ?? '', open: topic?.open ?? false, category: topic?.category ?? '' }),
    settings: celValue(artefact.values),
    form: celValue(facts.form ?? {}),
    param: celValue(guard.params),
    event: { type: scope.event.type, data: celValue(scope.event.data) },
    program: new ProgramLevel(scope.programStates, stage),
    cases: new CaseLevels(cases?.states ?? {}, cases?.tags ?? {}, cases?.active ?? 0, stage),
  };
}

function reachOf(artefact: Artefact, guard: Guard, scope: GuardScope): Reach {
  const facts = scope.facts.values as GuardFacts;
  const stage = typeof guard.params.stage === 'string' ? guard.params.stage : '';
  const chosen = (reference: unknown): string | undefined => chosenDate(reference, facts.applicant?.kind ?? '');
  return {
    hasParty: (name) => (scope.facts.parties[name]?.length ?? 0) > 0,
    refusesLate: (reference) => {
      const date = chosen(reference);
      return date !== undefined && policyOf(date, artefact.dates, artefact.deadlines)?.late === 'refuse';
    },
    daySet: (reference) => typeof reference === 'string' && (facts.days_set?.includes(dateOf(reference)) ?? false),
    inTime: (reference) => {
      const date = chosen(reference);
      const closes = (date === undefined ? undefined : facts.dates?.[date]) ?? scope.marks[`${stage}.closing`];
      const happened = instantOf(scope.event.data.happened_on);
      return closes !== undefined && happened !== undefined && happened < closes;
    },
  };
}

/** `YYYY-MM-DD` (the beginning of that day in China), an ISO instant, or milliseconds. */
function instantOf(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00` : value;
  const parsed = Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(day) ? day : `${day.replace(' ', 'T')}+08:00`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** The kind of applicant that an organisation would be; undefined = it may not apply. The first that is true counts. */
export function evaluateWho(artefact: Artefact, org: { readonly kind: string; readonly tier: string; readonly tags: readonly string[] }): string | undefined {
  const environment = whoEnvironment();
  for (const [key, { who }] of Object.entries(artefact.applicants)) {
    const compiled = environment.compile(who);
    if ('fault' in compiled) throw new BrokenGuard(`applicants.${key}`, compiled.fault.message);
    if (compiled.run({ org: { kind: org.kind, tier: org.tier, tags: org.tags } }, { hasParty: () => false, refusesLate: () => false, inTime: () => false, daySet: () => false }) === true) return key;
  }
  return undefined;
}

/** `who` sees only the organisation. */
export function whoEnvironment(): GuardEnvironment {
  return new GuardEnvironment({}, {}, (environment) => environment.registerVariable({ name: 'org', schema: { kind: 'string', tier: 'string', tags: 'list<string>' } }));
}
