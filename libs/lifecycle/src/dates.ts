/**
 * Which instant binds an instance. A date shared by a program, an organisation or a case is a committed row; rows are
 * never updated. Folding rule: in the order in which they were set, a row takes over when it is at least as specific
 * as the one that binds, or when it is broader but later in time (an extension for everybody reaches those who have an
 * earlier one of their own; a broader bringing forward does not take away what was granted to one).
 */
import { deferInstant, offsetInstant, resolveDate, type LengthUnit, type WorkingCalendar } from '@shidian/calendar';
import { FIX_BY, policyOf, type Artefact, type DateDefinition } from '@shidian/definition';
import { own, type DateResolver, type Instant, type ProgramMove, type ResolvedDate, type RungOffset } from '@shidian/engine';
import type { DateRow } from './ports/rows.js';

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

  resolve(date: string, marks: Readonly<Record<string, Instant>>): ResolvedDate {
    const edge = /\.(opens|closes)$/.exec(date);
    const name = edge === null ? date : date.slice(0, edge.index);
    const found = this.find(name, marks, new Set());
    const at = edge?.[1] === 'opens' ? found.opens : found.closes;
    return at === undefined ? { provisional: found.provisional } : { at, provisional: found.provisional };
  }

  offset(from: Instant, by: RungOffset): Instant {
    const { artefact, calendar } = this.context;
    return remembered(calendar, `${from} ${artefact.zone} ${by.amount} ${by.unit}`, () => offsetInstant(from, by, { zone: artefact.zone, calendar }));
  }

  defer(date: string, due: Instant, since: Instant, until: Instant): Instant | undefined {
    const unit = this.unitThatStops(date.replace(/\.(opens|closes)$/, ''));
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

  private find(name: string, marks: Readonly<Record<string, Instant>>, asked: Set<string>): Resolved {
    if (asked.has(name)) return NOTHING; // the linter refuses cycles; a frozen file with one must still not hang
    asked.add(name);
    const definition = own(this.context.artefact.dates, name);
    const row = bindingRow(this.context.rows, name, this.context.path);
    if (row !== undefined) {
      const set: Resolved = { ...(row.opensAt === null ? {} : { opens: row.opensAt }), ...(row.closesAt === null ? {} : { closes: row.closesAt }), provisional: row.provisional };
      return definition?.rule.kind === 'set' ? tighter(set, this.find(definition.rule.notAfter, marks, asked)) : set;
    }
    if (definition === undefined) return NOTHING;
    if (definition.rule.kind === 'set') return this.find(definition.rule.notAfter, marks, asked);
    return this.reckon(definition, marks, asked);
  }

  private reckon(definition: DateDefinition, marks: Readonly<Record<string, Instant>>, asked: Set<string>): Resolved {
    const programMarks = this.context.moves.at(-1)?.marks ?? {};
    return resolveDate(definition.rule, {
      zone: this.context.artefact.zone,
      calendar: this.context.calendar,
      anchor: (name) => {
        const mark = own(marks, name) ?? own(programMarks, name);
        if (mark !== undefined) return { opens: mark, closes: mark };
        return own(this.context.artefact.dates, name) === undefined ? undefined : this.find(name, marks, new Set(asked));
      },
    });
  }
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
