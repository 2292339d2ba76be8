/** Dates of the program file and of the stages in use → parsed rules with resolved anchors. */
import { parseCivilDate, parseDateRule, readWrittenDate, type DateRule, type DateRuleError } from '@shidian/calendar';
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
  const { message, position } = rule;
  const suggestion = rule.suggestion ?? readWrittenDate(text, issuedOn(compilation))?.rule;
  compilation.diagnostics.error('def.date-rule', place(position), message.zh, message.en, suggestion === undefined ? undefined : { zh: `是否想写 ${suggestion}`, en: `Did you mean ${suggestion}` });
  return undefined;
}

/** The day of the first document: a date that is written without a year counts from it. */
function issuedOn({ program }: Compilation): string | undefined {
  const days = Object.values(program.documents ?? {}).flatMap(({ issued }) => (issued !== undefined && parseCivilDate(issued) !== undefined ? [issued] : []));
  return days.sort()[0];
}

/** In a stage a bare name is a state or a date of the stage; `program.x` a state of its program half. */
function local(rule: DateRule, stage: BoundStage, marks: Marks): DateRule {
  const resolve = (name: string): string => {
    if (stage.dates.some((date) => date.name === dateOf(name))) return `${stage.key}/${name}`;
    const mark = name.startsWith('program.') ? `${stage.key}.${name.slice('program.'.length)}` : `${stage.key}.${name}`;
    return marks.case.has(mark) || marks.program.has(mark) ? mark : name;
  };
  if (rule.kind === 'relative') return { ...rule, anchor: resolve(rule.anchor), ...(rule.notAfter === undefined ? {} : { notAfter: resolve(rule.notAfter) }) };
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
  const bound = rule.kind === 'set' || rule.kind === 'relative' ? rule.notAfter : undefined;
  if (bound !== undefined && !drafts.has(dateOf(bound))) compilation.diagnostics.error('def.unknown-date', place, `没有名为 ${bound} 的日期`, `There is no date named ${bound}`, meant(bound, known.filter((name) => name !== draft.key)));
  const setter = rule.kind === 'set' || rule.kind === 'during' ? rule.by : undefined;
  if (setter !== undefined) {
    const parties = partyNames(compilation.program);
    if (!parties.includes(setter)) compilation.diagnostics.error('def.unknown-party', place, `没有参与方 ${setter}`, `There is no party ${setter}`, meant(setter, parties));
  }
}

/** The dates that a date hangs on. */
export function upstream(rule: DateRule): readonly string[] {
  if (rule.kind === 'relative') return [dateOf(rule.anchor), ...(rule.notAfter === undefined ? [] : [dateOf(rule.notAfter)])];
  return rule.kind === 'set' ? [dateOf(rule.notAfter)] : [];
}

function reportCycles(compilation: Compilation, drafts: ReadonlyMap<string, Draft>): void {
  const reported = new Set<string>();
  const follow = (draft: Draft, way: readonly string[]): void => {
    const key = way.at(-1) ?? draft.key;
    for (const above of upstream(drafts.get(key)?.rule ?? draft.rule)) {
      if (!way.includes(above)) {
        if (drafts.has(above)) follow(draft, [...way, above]);
        continue;
      }
      const circle = way.slice(way.indexOf(above));
      const id = [...circle].sort().join(' ');
      if (circle[0] !== draft.key || reported.has(id)) continue;
      reported.add(id);
      const shown = [...circle, above].join(' → ');
      compilation.diagnostics.error('def.date-cycle', draft.place, `日期互相依赖：${shown}`, `Dates hang on each other: ${shown}`);
    }
  };
  for (const draft of drafts.values()) follow(draft, [draft.key]);
}

function perCase(key: string, drafts: ReadonlyMap<string, Draft>, marks: Marks, seen: readonly string[]): boolean {
  const rule = drafts.get(key)?.rule;
  if (rule?.kind === 'relative' && (marks.case.has(rule.anchor) || rule.anchor === FIX_BY)) return true;
  return (rule === undefined ? [] : upstream(rule)).some((above) => !seen.includes(above) && perCase(above, drafts, marks, [...seen, key]));
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
