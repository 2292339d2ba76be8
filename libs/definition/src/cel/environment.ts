/**
 * The typed environment of guards:
 *
 * `applicant{kind, name, tier, tags, titles}` with `applicant.holds('title')`, `topic{code, title, open, category}`,
 * `settings.*`, `param.*`, `form.<form>.<block>.<field>`, `event.data.*`, `program.at('state')`, `cases.active`, `cases.count('tag')`,
 * `cases.none_at(['state'])`, `has_party('county')`, `refuses_late(param.due)`, `in_time(param.due)`, `day_is_set(param.window)`.
 */
import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import type { JsonValue } from '@shidian/engine';
import { RE2JS } from 're2js';
import type { FieldDefinition, FormDefinition } from '../artefact.js';
import { loopDepth, MAX_LOOPS, withSafeMatches } from './expression.js';

export class ApplicantFacts {
  readonly kind: string;
  readonly name: string;
  readonly tier: string;
  readonly tags: readonly string[];
  readonly titles: readonly string[];

  constructor(value: { readonly kind: string; readonly name: string; readonly tier: string; readonly tags: readonly string[]; readonly titles: readonly string[] }) {
    this.kind = value.kind;
    this.name = value.name;
    this.tier = value.tier;
    this.tags = value.tags;
    this.titles = value.titles;
  }
}

export class TopicFacts {
  readonly code: string;
  readonly title: string;
  readonly open: boolean;
  readonly category: string;

  constructor(value: { readonly code: string; readonly title: string; readonly open: boolean; readonly category: string }) {
    this.code = value.code;
    this.title = value.title;
    this.open = value.open;
    this.category = value.category;
  }
}

/** Where the program stands, read by level. */
export class ProgramLevel {
  constructor(
    readonly states: readonly string[],
    readonly stage: string,
  ) {}
}

/** How the program's cases stand, for guards of the program's chart. */
export class CaseLevels {
  readonly active: bigint;
  constructor(
    readonly states: Readonly<Record<string, number>>,
    readonly tags: Readonly<Record<string, number>>,
    active: number,
    readonly stage: string,
  ) {
    this.active = BigInt(active);
  }
}

/** What the functions ask of the instance at hand; set for the length of one evaluation. */
export interface Reach {
  hasParty(name: string): boolean;
  refusesLate(reference: unknown): boolean;
  inTime(reference: unknown): boolean;
  daySet(reference: unknown): boolean;
}

const NO_REACH: Reach = { hasParty: () => false, refusesLate: () => false, inTime: () => false, daySet: () => false };

export type CompiledExpression = (context: Readonly<Record<string, unknown>>, reach: Reach) => unknown;

export interface ExpressionFault {
  readonly kind: 'syntax' | 'type' | 'result' | 'cost';
  readonly message: string;
  /** Offset into the expression. */
  readonly start: number;
}

export type Expression = { readonly ast: ASTNode; readonly run: CompiledExpression } | { readonly fault: ExpressionFault };

/** Compiles guards over one definition's settings; every expression must be a bool. */
export class GuardEnvironment {
  private reach: Reach = NO_REACH;
  private readonly environment: Environment;

  /** `forms` are those of the definition; their fields are typed, and one that no form has is a fault. */
  constructor(settings: Readonly<Record<string, JsonValue>>, forms: Readonly<Record<string, FormDefinition>>, extra: (environment: Environment) => void = () => undefined) {
    const environment = new Environment({ limits: { maxAstNodes: 300, maxDepth: 24, maxListElements: 100, maxCallArguments: 8 } });
    environment.registerType('Applicant', { ctor: ApplicantFacts, fields: { kind: 'string', name: 'string', tier: 'string', tags: 'list<string>', titles: 'list<string>' } });
    environment.registerType('Topic', { ctor: TopicFacts, fields: { code: 'string', title: 'string', open: 'bool', category: 'string' } });
    environment.registerType('Program', { ctor: ProgramLevel, fields: {} });
    environment.registerType('Cases', { ctor: CaseLevels, fields: { active: 'int' } });
    environment.registerVariable('applicant', 'Applicant').registerVariable('topic', 'Topic').registerVariable('program', 'Program').registerVariable('cases', 'Cases');
    environment.registerVariable('param', 'map<string, dyn>');
    if (Object.keys(forms).length > 0) environment.registerVariable({ name: 'form', schema: formSchema(forms) });
    environment.registerVariable({ name: 'event', schema: { type: 'string', data: 'map<string, dyn>' } });
    if (Object.keys(settings).length > 0) environment.registerVariable({ name: 'settings', schema: Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, typeOf(value)])) });
    environment.registerFunction('Applicant.holds(string): bool', (applicant: ApplicantFacts, title: string) => applicant.titles.includes(title));
    environment.registerFunction('Program.at(string): bool', (program: ProgramLevel, state: string) => program.states.includes(state.includes('/') ? state : `${program.stage}/${state}`));
    environment.registerFunction('Cases.count(string): int', (cases: CaseLevels, tag: string) => BigInt(cases.tags[tag] ?? 0));
    environment.registerFunction('Cases.none_at(list<string>): bool', (cases: CaseLevels, states: readonly string[]) => states.every((state) => (cases.states[state.includes('/') ? state : `${cases.stage}/${state}`] ?? 0) === 0));
    environment.registerFunction('has_party(string): bool', (name: string) => this.reach.hasParty(name));
    environment.registerFunction('refuses_late(dyn): bool', (reference: unknown) => this.reach.refusesLate(reference));
    environment.registerFunction('in_time(dyn): bool', (reference: unknown) => this.reach.inTime(reference));
    environment.registerFunction('day_is_set(dyn): bool', (reference: unknown) => this.reach.daySet(reference));
    environment.registerFunction('string.matches_linear(string): bool', (text: string, pattern: string) => RE2JS.compile(pattern).matcher(text).find());
    extra(environment);
    this.environment = environment;
  }

  compile(source: string, result: 'bool' | 'any' = 'bool'): Expression {
    let ast: ASTNode;
    try {
      ast = this.environment.parse(source).ast;
    } catch (problem) {
      return { fault: { kind: 'syntax', ...said(problem) } };
    }
    if (loopDepth(ast) > MAX_LOOPS) return { fault: { kind: 'cost', message: `loops nest deeper than ${MAX_LOOPS}`, start: 0 } };
    const checked = this.environment.check(source);
    if (!checked.valid) return { fault: { kind: 'type', ...said(checked.error) } };
    if (result === 'bool' && checked.type !== 'bool' && checked.type !== 'dyn') return { fault: { kind: 'result', message: `a guard is true or false, this is ${String(checked.type)}`, start: 0 } };
    const run = this.environment.parse(withSafeMatches(this.environment.parse(source).ast, source));
    return {
      ast,
      run: (context, reach) => {
        // Evaluation is synchronous and never nests, so one slot is enough.
        this.reach = reach;
        try {
          return run(context) as unknown;
        } finally {
          this.reach = NO_REACH;
        }
      },
    };
  }
}

/** What a submitted form holds: opinion blocks are not part of it. */
function formSchema(forms: Readonly<Record<string, FormDefinition>>): Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> {
  return Object.fromEntries(
    Object.values(forms).map((form) => [
      form.key,
      Object.fromEntries(form.blocks.filter((block) => block.opinion === undefined && block.fields.length > 0).map((block) => [block.key, Object.fromEntries(block.fields.map((field) => [field.key, celType(field)]))])),
    ]),
  );
}

/** A number is int or double as it comes; a date is `YYYY-MM-DD` and compares as text. */
function celType({ type }: FieldDefinition): string {
  if (type === 'table') return 'list<dyn>';
  return type === 'number' || type === 'money' ? 'dyn' : 'string';
}

function said(problem: unknown): { readonly message: string; readonly start: number } {
  const { summary, message, range } = problem as { summary?: string; message?: string; range?: { start: number } };
  return { message: summary ?? message?.split('\n')[0] ?? String(problem), start: range?.start ?? 0 };
}

function typeOf(value: JsonValue): string {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'double';
  return 'dyn';
}

/** JSON → CEL: integers are BigInt there, null stays null. */
export function celValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celValue);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, celValue(inner)]));
  return value;
}
