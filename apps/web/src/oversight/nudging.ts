import type { NudgeAllAnswer } from '../generated/api.js';

const dayMs = 24 * 3_600_000;

/** From when on it may be nudged again; undefined where it may be now. */
export function againAfter(nudgedAt: string | null, now: number): string | undefined {
  if (nudgedAt === null) return undefined;
  const next = new Date(nudgedAt).getTime() + dayMs;
  return next > now ? new Date(next).toISOString() : undefined;
}

export type NudgeSentence = 'told' | 'toldNobody' | 'tooSoon' | 'noDesk' | 'left';

/** What is to be said of the answer, in order; what is nought is not mentioned. */
export function sentencesOf({ notStarted, overdue, tooSoon, noDesk, left }: NudgeAllAnswer): readonly NudgeSentence[] {
  const rest: readonly (readonly [NudgeSentence, number])[] = [['tooSoon', tooSoon], ['noDesk', noDesk], ['left', left]];
  return [notStarted + overdue > 0 ? 'told' : 'toldNobody', ...rest.flatMap(([sentence, count]) => (count > 0 ? [sentence] : []))];
}
