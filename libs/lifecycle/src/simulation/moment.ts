/** Instants as scenarios write them. */
import type { Instant } from '@shidian/engine';

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?$/;
const CHINA_MS = 8 * 3600 * 1000;

/** What is wrong with the scenario itself. */
export class ScenarioFault extends Error {}

/** `2016-03-14 23:59:59.999` in China; 24:00 is the next day's beginning. */
export function moment(text: string): Instant {
  const [, date, hours = '00', minutes = '00', seconds = '00', millis = '0'] = MOMENT.exec(text) ?? [];
  if (date === undefined) throw new ScenarioFault(`不是时刻：${text}`);
  return Date.parse(`${date}T00:00:00Z`) - CHINA_MS + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(millis.padEnd(3, '0'));
}
