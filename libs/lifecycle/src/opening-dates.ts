/** The dates of a round as committed rows: every shared rule of the definition, or the rule given at the opening, resolved. */
import { isDateRuleError, parseDateRule, resolveDate, type Anchor, type DateRule, type WorkingCalendar } from '@shidian/calendar';
import { dateOf, type Artefact } from '@shidian/definition';
import { own, type Instant } from '@shidian/engine';
import { newId } from './ids.js';
import type { DateRow } from './ports/rows.js';
import { Refused } from './use-cases.js';

export interface Opening {
  readonly artefact: Artefact;
  readonly overrides: Readonly<Record<string, string>>;
  readonly programId: string;
  readonly setBy: string | null;
  readonly at: Instant;
  readonly calendar: WorkingCalendar;
}

interface Resolved {
  readonly opens?: Instant;
  readonly closes?: Instant;
  readonly provisional: boolean;
}

/** @throws Refused `date.unknown`, `date.invalid`, `date.not_settable` for a date that a tier sets for itself */
export function openingRows(opening: Opening): readonly DateRow[] {
  const { artefact, overrides } = opening;
  for (const name of Object.keys(overrides)) {
    if (own(artefact.dates, name) === undefined) throw unknownDate(artefact, name);
  }
  for (const [name, text] of Object.entries(overrides)) {
    const bound = artefact.dates[name]?.rule;
    if (bound?.kind === 'set' && readRule(text).kind !== 'set') throw new Refused('date.not_settable', { zh: `${name} 由${bound.by}自己设定，启动时不能代设`, en: `${name} is set by ${bound.by}, not at the opening` }, { name });
  }
  const rules = new Map(Object.entries(artefact.dates).map(([name, date]) => [name, overrides[name] === undefined ? { text: date.text, rule: date.rule } : { text: overrides[name], rule: readRule(overrides[name]) }]));
  const resolve = (name: string, asked: readonly string[]): Resolved | undefined => {
    const found = rules.get(name);
    if (found === undefined || asked.includes(name)) return undefined;
    if (found.rule.kind === 'set') return resolve(dateOf(found.rule.notAfter), [...asked, name]);
    return resolveDate(found.rule, { zone: artefact.zone, calendar: opening.calendar, anchor: (anchor) => anchorOf(anchor, resolve(dateOf(anchor), [...asked, name])) });
  };
  return [...rules].flatMap(([name, { text, rule }]) => {
    if (rule.kind === 'set' || (artefact.dates[name]?.perCase ?? false)) return [];
    const resolved = resolve(name, []);
    if (resolved?.closes === undefined) return [];
    return [dateRow(opening, name, text, resolved)];
  });
}

/** A date as it was resolved, or the edge of it that is meant. */
function anchorOf(name: string, found: Resolved | undefined): Anchor | undefined {
  if (found === undefined || name === dateOf(name)) return found;
  const { opens, closes, provisional } = found;
  if (name.endsWith('.opens')) return opens === undefined ? undefined : { at: opens, provisional };
  return closes === undefined ? undefined : { closes, provisional };
}

function dateRow(opening: Opening, name: string, rule: string, resolved: Resolved): DateRow {
  return {
    id: newId(),
    programId: opening.programId,
    name,
    scope: 'program',
    scopeId: opening.programId,
    rule,
    opensAt: resolved.opens ?? null,
    closesAt: resolved.closes ?? null,
    provisional: resolved.provisional,
    zone: opening.artefact.zone,
    calendarVersion: opening.calendar.version,
    reason: null,
    approver: null,
    documentNumber: null,
    setBy: opening.setBy,
    setAt: opening.at,
  };
}

/** @throws Refused `date.invalid` with the place and what was probably meant */
export function readRule(text: string): DateRule {
  const rule = parseDateRule(text);
  if (isDateRuleError(rule)) throw new Refused('date.invalid', rule.message, { rule: text, code: rule.code });
  return rule;
}

export function unknownDate(artefact: Artefact, name: string): Refused {
  const known = Object.keys(artefact.dates).filter((candidate) => !candidate.includes('/'));
  return new Refused('date.unknown', { zh: `没有“${name}”这个日期；有：${known.join('、')}`, en: `there is no date ${name}; there are: ${known.join(', ')}` }, { name });
}
