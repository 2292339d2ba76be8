import { WorkingCalendar } from '@shidian/calendar';
import { describe, expect, it } from 'vitest';
import { digestDue } from './digest-time.js';

const settings = { minutes: 510, zone: 'Asia/Shanghai', calendar: new WorkingCalendar() };
const at = (text: string): number => Date.parse(`${text}+08:00`);

describe('the daily digest', () => {
  it('is due from its hour on, until the day is over, and holds what was written before it', () => {
    expect(digestDue(at('2026-09-28T08:29:59.999'), settings)).toBeUndefined();
    for (const time of ['08:30:00', '15:00:00', '23:59:59.999']) expect(digestDue(at(`2026-09-28T${time}`), settings)).toEqual({ day: '2026-09-28', before: at('2026-09-28T08:30:00') });
    expect(digestDue(at('2026-09-29T00:00:00'), settings)).toBeUndefined();
  });

  it('rests on weekends and holidays, and comes on days worked to make up for them', () => {
    expect(digestDue(at('2026-09-26T09:00:00'), settings)).toBeUndefined();
    expect(digestDue(at('2026-10-01T09:00:00'), settings)).toBeUndefined();
    expect(digestDue(at('2026-10-10T09:00:00'), settings)?.day).toBe('2026-10-10');
  });
});
