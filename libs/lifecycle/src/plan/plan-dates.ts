/** The named dates of a program as they stand, and which of them somebody still has to set. */
import { describeRule, wallClock, type WorkingCalendar } from '@shidian/calendar';
import { dateOf, policyOf, type Artefact, type DateDefinition } from '@shidian/definition';
import { own, type Instant, type RungOffset, type Words } from '@shidian/engine';
import { InstanceDates } from '../dates.js';
import type { DateRow } from '../ports/rows.js';
import type { PlanDate, PlanOpen } from './plan.js';
import type { PlanParties } from './plan-parties.js';

export class PlanDates {
  private readonly dates: InstanceDates;

  constructor(
    private readonly artefact: Artefact,
    private readonly calendar: WorkingCalendar,
    /** What the round has set for itself as a whole; empty before a round is opened. */
    private readonly rows: readonly DateRow[],
    private readonly parties: PlanParties,
  ) {
    this.dates = new InstanceDates({ artefact, calendar, rows, path: [], moves: [] });
  }

  all(): readonly PlanDate[] {
    return Object.entries(this.artefact.dates).flatMap(([name, date]) => (date.perCase ? [] : [this.one(name, date)]));
  }

  resolve(reference: string): { readonly at?: Instant; readonly provisional: boolean } {
    return this.dates.resolve(reference, {});
  }

  /** Every instant that the plan shows of a date: one, or for a yearly date one a year until the program's last other date. */
  occurrences(reference: string): readonly { readonly at: Instant; readonly provisional: boolean }[] {
    const first = this.dates.resolve(reference, {});
    if (first.at === undefined) return [];
    const found = [{ at: first.at, provisional: first.provisional }];
    if (own(this.artefact.dates, dateOf(reference))?.rule.kind !== 'yearly') return found;
    const last = this.lastDate();
    for (let { at } = first; ;) {
      const next = this.dates.resolve(reference, {}, at);
      if (next.at === undefined || next.at > last) return found;
      found.push({ at: next.at, provisional: next.provisional });
      ({ at } = next);
    }
  }

  /** When a rung is climbed; provisional where a working day passed on the way may still change. */
  offset(from: Instant, by: RungOffset): { readonly at: Instant; readonly provisional: boolean } {
    const last = wallClock(from - 1, this.artefact.zone).date;
    return { at: this.dates.offset(from, by), provisional: by.unit === 'working_days' && this.calendar.walk(last, by.amount).provisional };
  }

  openOf(reference: string): PlanOpen | undefined {
    const name = dateOf(reference);
    const date = own(this.artefact.dates, name);
    if (date === undefined) return undefined;
    if (date.rule.kind === 'set') return { kind: 'tier', by: this.parties.at(date.rule.by), bound: date.rule.notAfter };
    const extend = policyOf(name, this.artefact.dates, this.artefact.deadlines)?.extend;
    const owner = date.rule.kind === 'during' ? (date.rule.by ?? extend?.by) : undefined;
    if (owner === undefined || this.revisionOf(name) > 0) return undefined;
    return { kind: 'day', by: this.parties.at(owner) };
  }

  revisionOf(reference: string): number {
    const name = dateOf(reference);
    return Math.max(0, this.rows.filter((row) => row.name === name).length - 1);
  }

  isWindow(reference: string): boolean {
    return this.dates.resolve(`${dateOf(reference)}.opens`, {}).at !== undefined;
  }

  /** The rule of a date in words, with names in the place of keys. */
  ruleOf(name: string): Words {
    const date = own(this.artefact.dates, name);
    if (date === undefined) return { zh: name, en: name };
    return { zh: describeRule(date.rule, 'zh', (key) => this.named(key).zh), en: describeRule(date.rule, 'en', (key) => this.named(key).en ?? key) };
  }

  private lastDate(): Instant {
    const others = Object.entries(this.artefact.dates).filter(([, { rule, perCase }]) => rule.kind !== 'yearly' && !perCase);
    return Math.max(...others.map(([name]) => this.resolve(`${name}.closes`).at ?? -Infinity));
  }

  private one(name: string, date: DateDefinition): PlanDate {
    const [opens, closes] = [this.resolve(`${name}.opens`), this.resolve(`${name}.closes`)];
    const policy = policyOf(name, this.artefact.dates, this.artefact.deadlines);
    const open = this.openOf(name);
    return {
      name,
      words: date.name,
      rule: this.ruleOf(name),
      ...(opens.at === undefined ? {} : { opens: opens.at }),
      ...(closes.at === undefined ? {} : { closes: closes.at }),
      provisional: closes.provisional,
      ...(open === undefined ? {} : { open }),
      ...(policy === undefined ? {} : { late: policy.late }),
      ...(policy?.says === undefined ? {} : { says: policy.says }),
      ...(policy?.extend === undefined ? {} : { extend: { by: this.parties.at(policy.extend.by), for: policy.extend.for } }),
      questions: Object.entries(this.artefact.settings).flatMap(([number, { at }]) => (at === `dates.${name}` ? [number] : [])),
      revision: this.revisionOf(name),
    };
  }

  /** A date, a party, or a mark (`<stage>.<state>`): the state's own name. */
  private named(key: string): Words {
    const date = own(this.artefact.dates, dateOf(key));
    if (date !== undefined) return date.name;
    if (own(this.artefact.parties, key) !== undefined) return this.parties.at(key).name;
    const [stage = '', state = ''] = key.split('.');
    const states = [...Object.values(this.artefact.caseChart.states), ...Object.values(this.artefact.programChart.states)];
    const found = states.find(({ id, stage: its }) => its === stage && id.endsWith(`/${state}`));
    const its = this.artefact.stages.find((one) => one.key === stage);
    if (found === undefined) return its?.name ?? { zh: key, en: key };
    return { zh: `${its?.name.zh ?? stage}·${found.name.zh}`, en: `${its?.name.en ?? stage}: ${found.name.en ?? found.name.zh}` };
  }
}
