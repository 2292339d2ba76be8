/** Dates of the program file and of the stages in use → parsed rules with resolved anchors. */
import { parseDateRule, type DateRule, type DateRuleError } from '@shidian/calendar';
import type { Words } from '@shidian/engine';
import type { DateDefinition, DeadlinePolicy, SourcePlace } from '../artefact.js';
import { meant } from '../diagnostics.js';
import type { Compilation } from './compilation.js';
import type { BoundStage } from './bound-stage.js';
import { partyNames } from './parties.js';

/** The outstanding return's own instant (engine, DeadlineDefinition.date). */
export const FIX_BY = 'fix_by';

const EDGE = /^(.+)\.(opens|closes)$/;

export interface Marks {
  /** `<stage>.<state>` of the case chart. */
  readonly case: ReadonlySet<string>;
  readonly program: ReadonlySet<string>;
}

interface Draft {
  readonly key: string;
  readonly name: Words;
  readonly text: string;
  readonly rule: DateRule;
  readonly place: SourcePlace;
}

/** The date that a reference such as `midterm.opens` belongs to. */
export function dateOf(reference: string): string {
  return EDGE.exec(reference)?.[1] ?? reference;
}

export function isWindow(rule: DateRule): boolean {
  return rule.kind === 'window' || rule.kind === 'during' || rule.kind === 'on';
}

export function compileDates(compilation: Compilation, stages: readonly BoundStage[], marks: Marks): Readonly<Record<string, DateDefinition>> {
  const drafts = new Map<string, Draft>();
  for (const [key, shape] of Object.entries(compilation.program.dates)) {
    const path = typeof shape === 'string' ? ['dates', key] : ['dates', key, 'rule'];
    const text = typeof shape === 'string' ? shape : shape.rule;
    const name = typeof shape === 'string' ? { zh: key } : compilation.words(shape.name, ['dates', key, 'name']);
    const rule = parsed(compilation, text, (shift) => compilation.source.placeInside(path, shift));
    if (rule !== undefined) drafts.set(key, { key, name, text, rule, place: compilation.place(path) });
  }
  for (const stage of stages) {
    for (const { name, title, text, place } of stage.dates) {
      const rule = parsed(compilation, text, () => place);
      if (rule !== undefined) drafts.set(`${stage.key}/${name}`, { key: `${stage.key}/${name}`, name: title, text, rule: local(rule, stage, marks), place });
    }
  }
  for (const draft of drafts.values()) checkNames(compilation, draft, drafts, marks);
  reportCycles(compilation, drafts);
  const dates: Record<string, DateDefinition> = {};
  for (const { key, name, text, rule } of drafts.values()) dates[key] = { name, text, rule, perCase: perCase(key, drafts, marks, []) };
  return dates;
}

function parsed(compilation: Compilation, text: string, place: (shift: number) => SourcePlace): DateRule | undefined {
  const rule: DateRule | DateRuleError = parseDateRule(text);
  if (!('position' in rule)) return rule;
  const { message, position, suggestion } = rule;
  compilation.diagnostics.error('def.date-rule', place(position), message.zh, message.en, suggestion === undefined ? undefined : { zh: `是否想写 ${suggestion}`, en: `Did you mean ${suggestion}` });
  return undefined;
}

/** In a stage a bare name is a state or a date of the stage; `program.x` a state of its program half. */
function local(rule: DateRule, stage: BoundStage, marks: Marks): DateRule {
  const resolve = (name: string): string => {
    if (stage.dates.some((date) => date.name === dateOf(name))) return `${stage.key}/${name}`;
    const mark = name.startsWith('program.') ? `${stage.key}.${name.slice('program.'.length)}` : `${stage.key}.${name}`;
    return marks.case.has(mark) || marks.program.has(mark) ? mark : name;
  };
  if (rule.kind === 'relative') return { ...rule, anchor: resolve(rule.anchor) };
  if (rule.kind === 'set') return { ...rule, notAfter: resolve(rule.notAfter) };
  return rule;
}

function checkNames(compilation: Compilation, draft: Draft, drafts: ReadonlyMap<string, Draft>, marks: Marks): void {
  const { rule, place } = draft;
  const known = [...drafts.keys()].filter((key) => !key.includes('/'));
  if (rule.kind === 'relative') {
    const there = drafts.has(dateOf(rule.anchor)) || marks.case.has(rule.anchor) || marks.program.has(rule.anchor) || rule.anchor === FIX_BY;
    if (!there) compilation.diagnostics.error('def.unknown-date', place, `没有名为 ${rule.anchor} 的日期或时点`, `There is no date or mark named ${rule.anchor}`, meant(rule.anchor, [...known, ...marks.case, ...marks.program].filter((name) => name !== draft.key)));
  }
  if (rule.kind === 'set') {
    if (!drafts.has(dateOf(rule.notAfter))) compilation.diagnostics.error('def.unknown-date', place, `没有名为 ${rule.notAfter} 的日期`, `There is no date named ${rule.notAfter}`, meant(rule.notAfter, known.filter((name) => name !== draft.key)));
    const parties = partyNames(compilation.program);
    if (!parties.includes(rule.by)) compilation.diagnostics.error('def.unknown-party', place, `没有参与方 ${rule.by}`, `There is no party ${rule.by}`, meant(rule.by, parties));
  }
}

/** The date that a date hangs on, if any. */
function upstream(rule: DateRule): string | undefined {
  if (rule.kind === 'relative') return dateOf(rule.anchor);
  return rule.kind === 'set' ? dateOf(rule.notAfter) : undefined;
}

function reportCycles(compilation: Compilation, drafts: ReadonlyMap<string, Draft>): void {
  const reported = new Set<string>();
  for (const draft of drafts.values()) {
    const way: string[] = [];
    for (let key: string | undefined = draft.key; key !== undefined; ) {
      if (way.includes(key)) {
        const circle = way.slice(way.indexOf(key));
        const id = [...circle].sort().join(' ');
        if (circle[0] === draft.key && !reported.has(id)) {
          const shown = [...circle, key].join(' → ');
          compilation.diagnostics.error('def.date-cycle', draft.place, `日期互相依赖：${shown}`, `Dates hang on each other: ${shown}`);
        }
        reported.add(id);
        break;
      }
      way.push(key);
      const found: Draft | undefined = drafts.get(key);
      key = found === undefined ? undefined : upstream(found.rule);
    }
  }
}

function perCase(key: string, drafts: ReadonlyMap<string, Draft>, marks: Marks, seen: readonly string[]): boolean {
  const rule = drafts.get(key)?.rule;
  if (rule?.kind === 'relative' && (marks.case.has(rule.anchor) || rule.anchor === FIX_BY)) return true;
  const above = rule === undefined ? undefined : upstream(rule);
  return above !== undefined && !seen.includes(above) && perCase(above, drafts, marks, [...seen, key]);
}

export function compileDeadlines(compilation: Compilation, dates: Readonly<Record<string, DateDefinition>>): Readonly<Record<string, DeadlinePolicy>> {
  const policies: Record<string, DeadlinePolicy> = {};
  const parties = partyNames(compilation.program);
  for (const [name, { late, says, extend, on_suspend: onSuspend }] of Object.entries(compilation.program.deadlines ?? {})) {
    if (dates[name] === undefined && compilation.program.dates[name] === undefined) {
      compilation.diagnostics.error('def.unknown-date', compilation.place(['deadlines', name], 'key'), `没有名为 ${name} 的日期`, `There is no date named ${name}`, meant(name, Object.keys(compilation.program.dates)));
    }
    if (extend !== undefined && !parties.includes(extend.by)) {
      compilation.diagnostics.error('def.unknown-party', compilation.place(['deadlines', name, 'extend', 'by']), `没有参与方 ${extend.by}`, `There is no party ${extend.by}`, meant(extend.by, parties));
    }
    policies[name] = { late, ...(says === undefined ? {} : { says: compilation.words(says, ['deadlines', name, 'says']) }), ...(extend === undefined ? {} : { extend }), ...(onSuspend === undefined ? {} : { onSuspend }) };
  }
  return policies;
}

/** The date that binds an applicant of the kind: the one named, or the one named for the kind. */
export function chosenDate(reference: unknown, kind: string): string | undefined {
  if (typeof reference === 'string') return reference;
  if (typeof reference !== 'object' || reference === null) return undefined;
  const named: unknown = reference instanceof Map ? reference.get(kind) : (reference as Readonly<Record<string, unknown>>)[kind];
  return typeof named === 'string' ? named : undefined;
}

/** The policy of a date: its own, or that of the date it may not be later than (`set by X, not after Y` obeys Y's). */
export function policyOf(reference: string, dates: Readonly<Record<string, DateDefinition>>, policies: Readonly<Record<string, DeadlinePolicy>>): DeadlinePolicy | undefined {
  const seen = new Set<string>();
  for (let name: string | undefined = dateOf(reference); name !== undefined && !seen.has(name); ) {
    seen.add(name);
    const own = policies[name];
    if (own !== undefined) return own;
    const rule: DateRule | undefined = dates[name]?.rule;
    name = rule?.kind === 'set' ? dateOf(rule.notAfter) : undefined;
  }
  return undefined;
}
