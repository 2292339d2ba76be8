/**
 * A return (驳回) with a `fix_by` that outlasts a hard close extends that close for the one case: a committed row like any
 * other extension, on the record with who gave it and why (ADR 0007). Nobody grants more than the file lets him: beyond a
 * date that is somebody else's to move, the return is refused.
 */
import { policyOf, type Artefact } from '@shidian/definition';
import type { DateResolver, Instant, JsonValue } from '@shidian/engine';
import { newId } from './ids.js';
import type { DateRow } from './ports/rows.js';
import { instantInWords } from './templates.js';
import { Refused } from './use-cases.js';

export interface Return {
  readonly artefact: Artefact;
  readonly dates: DateResolver;
  readonly programId: string;
  readonly caseId: string;
  readonly calendarVersion: string;
  /** The party that returns. */
  readonly party: string;
  readonly account: string;
  readonly at: Instant;
  /** Ready data of the act or line. */
  readonly data: Readonly<Record<string, JsonValue>>;
}

/** @throws Refused `date.after_bound` */
export function extendedByReturn(of: Return): readonly DateRow[] {
  const fixBy = of.data['fix_by'];
  if (typeof fixBy !== 'number') return [];
  return Object.entries(of.artefact.dates).flatMap(([name, date]) => {
    const policy = date.perCase ? undefined : policyOf(name, of.artefact.dates, of.artefact.deadlines);
    const due = policy?.late === 'refuse' ? of.dates.resolve(name, {}).at : undefined;
    if (due === undefined || due >= fixBy) return [];
    // A date set by a tier moves within its bound, which is looked at under its own name.
    if (date.rule.kind !== 'set' && policy?.extend?.by !== of.party) {
      const words = instantInWords(due, of.artefact.zone);
      throw new Refused(
        'date.after_bound',
        { zh: `补正期限不得晚于${date.name.zh}（${words.zh}）`, en: `the time to correct may not go beyond ${date.name.en ?? date.name.zh} (${words.en})` },
        { name, bound: due },
      );
    }
    return [rowOf(of, name, fixBy)];
  });
}

function rowOf(of: Return, name: string, fixBy: Instant): DateRow {
  return {
    id: newId(),
    programId: of.programId,
    name,
    scope: 'case',
    scopeId: of.caseId,
    rule: `before ${new Date(fixBy + 8 * 3600 * 1000).toISOString().slice(0, 16).replace('T', ' ')}`,
    opensAt: null,
    closesAt: fixBy,
    provisional: false,
    zone: of.artefact.zone,
    calendarVersion: of.calendarVersion,
    reason: typeof of.data['reason'] === 'string' ? `退回补正：${of.data['reason']}` : '退回补正',
    approver: null,
    documentNumber: null,
    setBy: of.account,
    setAt: of.at,
  };
}
