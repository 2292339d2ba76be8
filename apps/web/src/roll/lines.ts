import type { Candidates, DeskRoll, NewRoll } from '../generated/api.js';

export interface Line {
  readonly caseId: string;
  readonly included: boolean;
  readonly decision: string;
  readonly reason: string;
  readonly fixBy: string;
}

export function firstLines(roll: Pick<DeskRoll, 'decisions'>, found: Pick<Candidates, 'cases'>): readonly Line[] {
  const decision = roll.decisions[0]?.key ?? '';
  return found.cases.map(({ caseId }) => ({ caseId, included: true, decision, reason: '', fixBy: '' }));
}

/** The lines as they were put, for the cases that are ready now: what came in since stands last, what has gone is dropped. */
export function linesFor(before: readonly Line[], roll: Pick<DeskRoll, 'decisions'>, found: Pick<Candidates, 'cases'>): readonly Line[] {
  const known = new Set(before.map(({ caseId }) => caseId));
  const there = new Set(found.cases.map(({ caseId }) => caseId));
  return [...before.filter(({ caseId }) => there.has(caseId)), ...firstLines(roll, found).filter(({ caseId }) => !known.has(caseId))];
}

/** Cases whose decision needs a reason, or a day to be mended by, and has none. */
export function incomplete(lines: readonly Line[], roll: Pick<DeskRoll, 'decisions'>): readonly string[] {
  const asks = new Map(roll.decisions.map((decision) => [decision.key, decision]));
  return lines
    .filter(({ included, decision, reason, fixBy }) => included && ((asks.get(decision)?.reason === true && reason.trim() === '') || (asks.get(decision)?.fixBy === true && fixBy === '')))
    .map(({ caseId }) => caseId);
}

export function rollBody(lines: readonly Line[], roll: Pick<DeskRoll, 'decisions'>, data: Readonly<Record<string, boolean>>, answers: string | undefined): NewRoll {
  const returns = new Set(roll.decisions.filter((decision) => decision.returns || decision.reason).map(({ key }) => key));
  const given = Object.fromEntries(Object.entries(data).filter(([, value]) => value));
  return {
    lines: lines
      .filter(({ included }) => included)
      .map(({ caseId, decision, reason, fixBy }) => {
        const more = returns.has(decision) ? { ...(reason.trim() !== '' && { reason: reason.trim() }), ...(fixBy !== '' && { fix_by: fixBy }) } : {};
        return { caseId, decision, ...(Object.keys(more).length > 0 && { data: more }) };
      }),
    ...(Object.keys(given).length > 0 && { data: given }),
    ...(answers !== undefined && { answers }),
  };
}
