/** Dates in words, Chinese and English. Deadlines are said as people say them: the last day in time, with 24:00, not the first instant outside. */
import { civilParts, dayNumber } from './civil-date.js';
import type { CivilDate, DateRule, Length, LengthUnit } from './model.js';
import type { OffsetContext } from './offset.js';
import { wallClock } from './zone.js';

export type Language = 'zh' | 'en';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const UNITS: Readonly<Record<LengthUnit, { readonly zh: string; readonly en: string }>> = {
  minutes: { zh: '分钟', en: 'minute' },
  hours: { zh: '小时', en: 'hour' },
  days: { zh: '天', en: 'day' },
  working_days: { zh: '个工作日', en: 'working day' },
  weeks: { zh: '周', en: 'week' },
  months: { zh: '个月', en: 'month' },
  years: { zh: '年', en: 'year' },
};

function plural(amount: number, one: string): string {
  return `${amount} ${one}${amount === 1 ? '' : 's'}`;
}

export function describeLength({ amount, unit }: Length, language: Language): string {
  return language === 'zh' ? `${amount}${UNITS[unit].zh}` : plural(amount, UNITS[unit].en);
}

/** 2016年3月14日 · 14 March 2016; without the year where it equals `yearOf`'s. */
export function describeDate(date: CivilDate, language: Language, yearOf?: CivilDate): string {
  const { year, month, day } = civilParts(date);
  const short = yearOf !== undefined && civilParts(yearOf).year === year;
  if (language === 'zh') return `${short ? '' : `${year}年`}${month}月${day}日`;
  return `${day} ${MONTHS[month - 1] ?? ''}${short ? '' : ` ${year}`}`;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** A point in time: 2016年3月14日17:30 · 14 March 2016, 17:30. */
export function describeInstant(instant: number, zone: string, language: Language): string {
  const { date, minutes } = wallClock(instant, zone);
  return `${describeDate(date, language)}${language === 'zh' ? '' : ', '}${clock(minutes)}`;
}

/**
 * A deadline by its stored instant, the first outside: 2016年3月14日（含）24时前 · by the end of 14 March 2016 (24:00).
 * With `now`, the year is left out where it is the current one.
 */
export function describeDeadline(closes: number, zone: string, language: Language, now?: number): string {
  const yearOf = now === undefined ? undefined : wallClock(now, zone).date;
  const last = wallClock(closes - 1, zone);
  const outside = wallClock(closes, zone);
  if (last.date !== outside.date) {
    const day = describeDate(last.date, language, yearOf);
    return language === 'zh' ? `${day}（含）24时前` : `by the end of ${day} (24:00)`;
  }
  const day = describeDate(outside.date, language, yearOf);
  return language === 'zh' ? `${day}${clock(outside.minutes)}前` : `before ${clock(outside.minutes)} on ${day}`;
}

function describePeriod({ year, month, end }: Extract<DateRule, { kind: 'during' }>, zh: boolean): string {
  if (end === true) return zh ? `${year}年底（12月内）` : `at the end of ${year} (in December)`;
  if (month === undefined) return zh ? `${year}年内` : `during ${year}`;
  return zh ? `${year}年${month}月内` : `during ${MONTHS[month - 1] ?? ''} ${year}`;
}

/** A rule as it is written in the file, in words; anchors and parties by `nameOf`, else by their keys. */
export function describeRule(rule: DateRule, language: Language, nameOf: (key: string) => string = (key) => key): string {
  const zh = language === 'zh';
  switch (rule.kind) {
    case 'by': {
      const day = describeDate(rule.date, language);
      if (rule.time === undefined) return zh ? `${day}（含）24时前` : `by the end of ${day} (24:00)`;
      return zh ? `${day}${rule.time}（含）前` : `by ${rule.time} on ${day}, that minute included`;
    }
    case 'before': {
      const day = describeDate(rule.date, language);
      if (rule.time === undefined) return zh ? `${day}（不含）前` : `before ${day} begins`;
      return zh ? `${day}${rule.time}前` : `before ${rule.time} on ${day}`;
    }
    case 'on':
      return zh ? `${describeDate(rule.date, language)}当日` : `on ${describeDate(rule.date, language)}`;
    case 'end': {
      if (rule.month === undefined) return zh ? `${rule.year}年底（12月31日，含）24时前` : `by the end of ${rule.year} (31 December, 24:00)`;
      return zh ? `${rule.year}年${rule.month}月底（含最后一日）24时前` : `by the end of ${MONTHS[rule.month - 1] ?? ''} ${rule.year} (its last day, 24:00)`;
    }
    case 'during': {
      const period = describePeriod(rule, zh);
      if (rule.by === undefined) return period;
      return zh ? `${period}，具体日子由“${nameOf(rule.by)}”确定` : `${period}, the day to be set by “${nameOf(rule.by)}”`;
    }
    case 'window': {
      const from = describeDate(rule.from, language);
      const to = describeDate(rule.to, language);
      return zh ? `${from}至${to}（含）` : `from ${from} to ${to}, both included`;
    }
    case 'relative': {
      const length = describeLength(rule.length, language);
      const anchor = nameOf(rule.anchor);
      const day = rule.length.unit !== 'minutes' && rule.length.unit !== 'hours';
      const bound = rule.notAfter === undefined ? '' : zh ? `，且不晚于“${nameOf(rule.notAfter)}”` : `, and not after “${nameOf(rule.notAfter)}”`;
      if (zh) return `“${anchor}”${rule.direction === 'after' ? '之后' : '之前'}${length}${day ? '（当日不计，至24时）' : ''}${bound}`;
      return `${length} ${rule.direction} “${anchor}”${day ? ' (its own day not counted, until 24:00)' : ''}${bound}`;
    }
    case 'yearly':
      return zh ? `自${rule.fromYear}年起每年${rule.month}月${rule.day}日（含）24时前` : `each year from ${rule.fromYear} by the end of ${rule.day} ${MONTHS[rule.month - 1] ?? ''}`;
    case 'set':
      return zh ? `由“${nameOf(rule.by)}”确定，不晚于“${nameOf(rule.notAfter)}”` : `set by “${nameOf(rule.by)}”, not after “${nameOf(rule.notAfter)}”`;
  }
}

/** A rule in words, or a deadline's stored instant. */
export function describe(what: DateRule | number, zone: string, language: Language): string {
  return typeof what === 'number' ? describeDeadline(what, zone, language) : describeRule(what, language);
}

/**
 * What is left until a deadline, in working days where one is left: 还剩2个工作日; on the last day in hours or minutes;
 * afterwards how long it has been overdue. Days are counted as an official counts them: today is not one of them.
 */
export function describeRemaining(now: number, closes: number, { zone, calendar }: OffsetContext, language: Language): string {
  const zh = language === 'zh';
  const today = wallClock(now, zone).date;
  const last = wallClock(closes - 1, zone).date;
  if (now >= closes) {
    const late = calendar.workingDaysBetween(last, today);
    if (late < 1) return zh ? '已截止' : 'closed';
    return zh ? `已逾期${late}个工作日` : `${plural(late, 'working day')} overdue`;
  }
  if (today === last) {
    const minutes = Math.ceil((closes - now) / 60_000);
    const left = describeLength(minutes >= 60 ? { amount: Math.floor(minutes / 60), unit: 'hours' } : { amount: minutes, unit: 'minutes' }, language);
    return zh ? `今天截止，还剩${left}` : `closes today, ${left} left`;
  }
  const working = calendar.workingDaysBetween(today, last);
  if (working > 0) return zh ? `还剩${working}个工作日` : `${plural(working, 'working day')} left`;
  const rest = dayNumber(last) - dayNumber(today);
  return zh ? `还剩${rest}天（其间无工作日）` : `${plural(rest, 'day')} left, none of them a working day`;
}
