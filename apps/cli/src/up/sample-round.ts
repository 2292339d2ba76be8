const day = 86_400_000;
const inShanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/**
 * Date rules for a round that is open now: applications close in three weeks, the mid-term check is next year, the
 * acceptance at the end of the year after. Only dates that the definition has.
 */
export function sampleRound(now: number, known: readonly string[]): Readonly<Record<string, string>> {
  const year = Number(inShanghai.format(now).slice(0, 4));
  const rules: Readonly<Record<string, string>> = {
    province_due: `by ${inShanghai.format(now + 21 * day)}`,
    midterm: `during ${year + 1}`,
    acceptance: `${year + 2}-12-01 to ${year + 2}-12-31`,
    ends: `by ${year + 2}-12-31`,
  };
  return Object.fromEntries(Object.entries(rules).filter(([name]) => known.includes(name)));
}
