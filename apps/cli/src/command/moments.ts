import { WrongUsage } from '../failure.js';

const lengths = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const inShanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/**
 * Date rules may name days from today and minutes from now, as Liaoning counts them: `by {today+7d}` becomes
 * `by 2016-03-14`, `by {now+5m}` becomes `by 2016-03-07 09:05`.
 */
export function withMoments(rule: string, now: number): string {
  return rule.replace(/\{([^}]*)\}/g, (_, text: string) => {
    const [, from, amount = '0', unit = 'd'] = /^(today|now)(?:([+-]\d{1,5})([mhd]))?$/.exec(text) ?? [];
    if (from === undefined) {
      throw new WrongUsage({ zh: `读不懂 {${text}}`, en: `{${text}} cannot be read` }, { zh: '例如 {today}、{today+7d}、{now+5m}、{now-2h}', en: 'For example {today}, {today+7d}, {now+5m}, {now-2h}' });
    }
    const shown = inShanghai.format(now + Number(amount) * lengths[unit as keyof typeof lengths]);
    return from === 'today' ? shown.slice(0, 10) : shown;
  });
}
