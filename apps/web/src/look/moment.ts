import type { Language } from '../words/i18n.js';

const zone = 'Asia/Shanghai';

const formats: Readonly<Record<Language, { readonly day: Intl.DateTimeFormat; readonly minute: Intl.DateTimeFormat }>> = {
  zh: {
    day: new Intl.DateTimeFormat('zh-CN', { timeZone: zone, year: 'numeric', month: 'long', day: 'numeric' }),
    minute: new Intl.DateTimeFormat('zh-CN', { timeZone: zone, year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  },
  en: {
    day: new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: 'long', day: 'numeric' }),
    minute: new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  },
};

/** 2016年3月14日 17:30 · 14 March 2016 at 17:30, reckoned in Beijing time whatever the machine is set to. */
export const minuteOf = (at: string, language: Language): string => formats[language].minute.format(new Date(at));

/** 2016年3月14日. */
export const dayOf = (at: string, language: Language): string => formats[language].day.format(new Date(at));

/** The last day that a close, the first instant outside, leaves open. */
export const lastDayOf = (closes: string, language: Language): string => formats[language].day.format(new Date(new Date(closes).getTime() - 1));

/** Today as an ISO day, in Beijing. */
export const today = (now: Date = new Date()): string => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(now);
