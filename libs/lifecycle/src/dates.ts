/**
 * Which instant binds an instance. A date shared by a program, an organisation or a case is a committed row; rows are
 * never updated. Folding rule: in the order in which they were set, a row takes over when it is at least as specific
 * as the one that binds, or when it is broader but later in time (an extension for everybody reaches those who have an
 * earlier one of their own; a broader bringing forward does not take away what was granted to one).
 *
 * A row whose rule counts from another date was reckoned with the calendar of its time. Under another calendar it is
 * reckoned again, from what that other date was when the row was set, and keeps its place in the order.
 */
import { courteousInstant, deferInstant, offsetInstant, resolveDate, yearlyOccurrence, type Anchor, type DateRule, type LengthUnit, type WorkingCalendar } from '@shidian/calendar';
import { dateOf, FIX_BY, policyOf, type Artefact, type DateDefinition } from '@shidian/definition';
import { own, type DateResolver, type Instant, type ProgramMove, type ResolvedDate, type RungOffset, type SaidDate } from '@shidian/engine';
import { CALENDAR_ROW, calendarRows } from './calendar/calendar-row.js';
import type { DateRow } from './ports/rows.js';
import { ruleOfRow } from './row-rule.js';

const SPECIFICITY: Record<DateRow['scope'], number> = { program: 0, organisation: 1, case: 2 };

export interface DateContext {
  readonly artefact: Artefact;
  readonly calendar: WorkingCalendar;
  readonly rows: readonly DateRow[];
  /** Organisations from the applicant upwards: a nearer one is more specific. Empty for a program. */
  readonly path: readonly string[];
  /** Moves whose marks count besides those asked with; empty where the kernel asks, which knows the moves applied so far. */
  readonly moves: readonly ProgramMove[];
}

interface Resolved {
  readonly opens?: Instant;
  readonly closes?: Instant;
  readonly provisional: boolean;
}

/** What is asked for together: the marks known, since when a yearly date is waited for, and up to when rows count. */
interface Question {
  readonly marks: Readonly<Record<string, Instant>>;
  readonly since?: Instant;
  readonly rowsUpTo?: Instant;
  readonly asked: readonly string[];
}

const NOTHING: Resolved = { provisional: false };

/** The row that binds, by the folding rule above. */
export function bindingRow(rows: readonly DateRow[], name: string, path: readonly string[]): DateRow | undefined {
  const rank = (row: DateRow): number => {
    if (row.scope !== 'organisation') return SPECIFICITY[row.scope];
    const depth = path.indexOf(row.scopeId);
    return depth < 0 ? -1 : 1 + (1 - depth / (path.length + 1)) / 2;
  };
  let binding: DateRow | undefined;
  const applicable = rows.filter((row) => row.name === name && rank(row) >= 0).sort((a, b) => a.setAt - b.setAt || (a.id < b.id ? -1 : 1));
  for (const row of applicable) {
    if (binding === undefined || rank(row) >= rank(binding) || (row.closesAt ?? 0) > (binding.closesAt ?? 0)) binding = row;
  }
  return binding;
}

export class InstanceDates implements DateResolver {
  constructor(private readonly context: DateContext) {}

  resolve(date: string, marks: Readonly<Record<string, Instant>>, since?: Instant): ResolvedDate {
    const found = this.find(dateOf(date), { marks, asked: [], ...(since === undefined ? {} : { since }) });
    const at = date.endsWith('.opens') ? found.opens : found.closes;
    return at === undefined ? { provisional: found.provisional } : { at, provisional: found.provisional };
  }

  /** A rule that is no date of the file yet, as somebody would set it now. */
  reckonRule(rule: DateRule): Resolved {
    return this.reckon(rule, { marks: {}, asked: [] });
  }

  /** The rows as they read under the calendar: what counts from another date is reckoned again. */
  rowsInForce(): readonly DateRow[] {
    return this.context.rows.map((row) => this.inForce(row, { marks: {}, asked: [] }));
  }

  /** The row that made the date what it is: its own, one of those that bound it or that it counts from, or the calendar's. */
  rowOf(date: string): DateRow | undefined {
    return this.historyOf(date, {}).by ?? newestOf(this.rowsBehind(dateOf(date), []));
  }

  said(date: string, marks: Readonly<Record<string, Instant>>, since?: Instant): SaidDate {
    const { by, before } = this.historyOf(date, marks, since);
    return { ...(by === undefined ? {} : { at: by.setAt }), before };
  }

  /** What the rows said one after another, as far as they bind here, and the row that brought what they say now. A row that changed nothing brought nothing. */
  private historyOf(date: string, marks: Readonly<Record<string, Instant>>, since?: Instant): { readonly by?: DateRow; readonly before: readonly (Instant | undefined)[] } {
    const { rows, path } = this.context;
    const name = dateOf(date);
    const sayAt = (rowsUpTo: Instant): Instant | undefined => {
      const { opens, closes } = this.find(name, { marks, asked: [], rowsUpTo, ...(since === undefined ? {} : { since }) });
      return date.endsWith('.opens') ? opens : closes;
    };
    const behind = this.rowsBehind(name, []);
    const names = new Set([name, ...behind.map((row) => row.name)]);
    const binding = rows
      .filter(({ name: of, scope, scopeId }) => names.has(of) && of !== CALENDAR_ROW && (scope !== 'organisation' || path.includes(scopeId)))
      // What was set at one instant, as at the opening, was set for the date itself before it was for another.
      .sort((a, b) => a.setAt - b.setAt || Number(b.name === name) - Number(a.name === name));
    const before: (Instant | undefined)[] = [];
    let says = sayAt(-Infinity);
    let by: DateRow | undefined;
    for (const row of binding) {
      const now = sayAt(row.setAt);
      if (now === says) continue;
      before.push(says);
      [says, by] = [now, row];
    }
    // Under an older calendar nothing can be reckoned any more.
    const newest = newestOf([...(by === undefined ? [] : [by]), ...behind.filter((row) => row.name === CALENDAR_ROW)]);
    return { ...(newest === undefined ? {} : { by: newest }), before };
  }

  offset(from: Instant, by: RungOffset): Instant {
    const { artefact, calendar } = this.context;
    const within = { zone: artefact.zone, calendar };
    const at = remembered(calendar, `${from} ${artefact.zone} ${by.amount} ${by.unit}`, () => offsetInstant(from, by, within));
    if (by.waits !== true || artefact.remind === undefined) return at;
    return courteousInstant(at, by.amount <= 0 ? from : Infinity, artefact.remind, within);
  }

  defer(date: string, due: Instant, since: Instant, until: Instant): Instant | undefined {
    const unit = this.unitThatStops(dateOf(date));
    return unit === undefined ? undefined : deferInstant(due, since, until, unit, { zone: this.context.artefact.zone, calendar: this.context.calendar });
  }

  /** In which unit the remainder of a date is kept while the instance is suspended; undefined where it runs on. */
  private unitThatStops(name: string): LengthUnit | undefined {
    if (name === FIX_BY) return 'days';
    const { artefact, rows, path } = this.context;
    const definition = own(artefact.dates, name);
    if (definition === undefined) return undefined;
    const policy = policyOf(name, artefact.dates, artefact.deadlines)?.onSuspend;
    const ofItself = definition.perCase && bindingRow(rows, name, path) === undefined;
    if (policy === 'runs' || (policy === undefined && !ofItself)) return undefined;
    return definition.rule.kind === 'relative' ? definition.rule.length.unit : 'days';
  }

  private find(name: string, question: Question): Resolved {
    if (question.asked.includes(name)) return NOTHING; // the linter refuses cycles; a frozen file with one must still not hang
    const within: Question = { ...question, asked: [...question.asked, name] };
    const definition = own(this.context.artefact.dates, name);
    const rows = this.rowsOf(name, within);
    if (definition?.rule.kind === 'yearly') return this.yearly(definition, rows, within);
    const row = bindingRow(rows, name, this.context.path);
    if (row !== undefined) {
      const set: Resolved = { ...(row.opensAt === null ? {} : { opens: row.opensAt }), ...(row.closesAt === null ? {} : { closes: row.closesAt }), provisional: row.provisional };
      return definition?.rule.kind === 'set' ? tighter(set, this.find(dateOf(definition.rule.notAfter), within)) : set;
    }
    if (definition === undefined) return NOTHING;
    if (definition.rule.kind === 'set') return this.find(dateOf(definition.rule.notAfter), within);
    return this.reckon(definition.rule, within);
  }

  private reckon(rule: DateRule, question: Question): Resolved {
    return resolveDate(rule, { zone: this.context.artefact.zone, calendar: this.context.calendar, anchor: (name) => this.anchor(name, question) });
  }

  /** What a rule counts from: a mark, the time to correct, a date, or an edge of a window. */
  private anchor(name: string, question: Question): Anchor | undefined {
    const mark = own(question.marks, name) ?? own(this.context.moves.at(-1)?.marks ?? {}, name);
    if (mark !== undefined) return name === FIX_BY ? { closes: mark } : { opens: mark, closes: mark };
    const date = dateOf(name);
    const found = this.find(date, question);
    if (name === date) return found;
    const { opens, closes, provisional } = found;
    if (name.endsWith('.opens')) return opens === undefined ? undefined : { at: opens, provisional };
    return closes === undefined ? undefined : { closes, provisional };
  }

  private rowsOf(name: string, question: Question): readonly DateRow[] {
    const upTo = question.rowsUpTo ?? Infinity;
    return this.context.rows.flatMap((row) => (row.name === name && row.setAt <= upTo ? [this.inForce(row, question)] : []));
  }

  private inForce(row: DateRow, { marks, asked }: Question): DateRow {
    if (row.calendarVersion === this.context.calendar.version) return row;
    const rule = ruleOfRow(row);
    if (rule?.kind !== 'relative') return row;
    const resolved = this.withinScopeOf(row).reckon(rule, { marks, asked: asked.includes(row.name) ? asked : [...asked, row.name], rowsUpTo: row.setAt });
    if (resolved.closes === undefined) return row;
    return { ...row, opensAt: resolved.opens ?? null, closesAt: resolved.closes, provisional: resolved.provisional };
  }

  /** A row for everybody counts from the dates of everybody, not from those of the case that asks. */
  private withinScopeOf({ scope, scopeId }: DateRow): InstanceDates {
    if (scope === 'case') return this;
    const { path, rows } = this.context;
    const from = scope === 'organisation' ? path.indexOf(scopeId) : -1;
    return new InstanceDates({ ...this.context, rows: rows.filter((row) => row.scope !== 'case'), path: from >= 0 ? path.slice(from) : scope === 'organisation' ? [scopeId] : [] });
  }

  /**
   * The first occurrence that is still open at `since`. A row with a rule of its own kind changes them all; any other
   * moves the occurrence that lies nearest.
   */
  private yearly(definition: DateDefinition, rows: readonly DateRow[], { since }: Question): Resolved {
    const { artefact, path } = this.context;
    const isYearly = (row: DateRow): boolean => ruleOfRow(row)?.kind === 'yearly';
    const general = bindingRow(rows.filter(isYearly), rows[0]?.name ?? '', path);
    const written = (general === undefined ? undefined : ruleOfRow(general)) ?? definition.rule;
    const rule = written.kind === 'yearly' ? written : undefined;
    if (rule === undefined) return NOTHING;
    const moved = rows.filter((row) => row.closesAt !== null && !isYearly(row));
    const closesIn = (year: number): Resolved => {
      const occurrence = yearlyOccurrence(rule, year, artefact.zone);
      const distance = (row: DateRow, other: number): number => Math.abs((row.closesAt ?? 0) - yearlyOccurrence(rule, other, artefact.zone));
      const ofThis = moved.filter((row) => distance(row, year) <= distance(row, year - 1) && distance(row, year) < distance(row, year + 1));
      const row = bindingRow(ofThis, ofThis[0]?.name ?? '', path);
      return row === undefined || row.closesAt === null ? { closes: occurrence, provisional: false } : { closes: row.closesAt, provisional: row.provisional };
    };
    const first = since === undefined ? rule.fromYear : Math.max(rule.fromYear, new Date(since).getUTCFullYear() - 1);
    for (let year = first; ; year += 1) {
      const found = closesIn(year);
      if (since === undefined || (found.closes ?? 0) > since) return found;
    }
  }

  private rowsBehind(name: string, seen: readonly string[]): readonly DateRow[] {
    if (seen.includes(name)) return [];
    const rule = own(this.context.artefact.dates, name)?.rule;
    const row = bindingRow(this.context.rows, name, this.context.path);
    const written = row === undefined ? rule : ruleOfRow(row);
    const above = [...(written?.kind === 'relative' ? [written.anchor, written.notAfter] : []), rule?.kind === 'set' ? rule.notAfter : undefined];
    const counts = written?.kind === 'relative' && written.length.unit === 'working_days';
    return [
      ...(row === undefined ? [] : [row]),
      ...(counts ? calendarRows(this.context.rows).slice(-1) : []),
      ...above.flatMap((other) => (other === undefined ? [] : this.rowsBehind(dateOf(other), [...seen, name]))),
    ];
  }
}

function newestOf(rows: readonly DateRow[]): DateRow | undefined {
  return rows.reduce<DateRow | undefined>((newest, row) => (newest === undefined || row.setAt >= newest.setAt ? row : newest), undefined);
}

/** Rows of a program as they read under the calendar that binds it. */
export function datesInForce(artefact: Artefact, calendar: WorkingCalendar, rows: readonly DateRow[]): readonly DateRow[] {
  return new InstanceDates({ artefact, calendar, rows, path: [], moves: [] }).rowsInForce();
}

/** A lower tier may tighten, never loosen (R-0-17). */
function tighter(own: Resolved, bound: Resolved): Resolved {
  if (bound.closes === undefined || (own.closes !== undefined && own.closes <= bound.closes)) return own;
  return { ...own, closes: bound.closes, provisional: bound.provisional };
}

/** Reminders of a deadline that many cases share lie at the same instants, and counting working days is dear. */
const reckoned = new WeakMap<WorkingCalendar, Map<string, Instant>>();
const MOST_REMEMBERED = 10_000;

function remembered(calendar: WorkingCalendar, key: string, reckon: () => Instant): Instant {
  let known = reckoned.get(calendar);
  if (known === undefined) {
    known = new Map();
    reckoned.set(calendar, known);
  }
  let instant = known.get(key);
  if (instant === undefined) {
    instant = reckon();
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, instant);
  }
  return instant;
}
