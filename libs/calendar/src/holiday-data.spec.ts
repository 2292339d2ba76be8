import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from 'vitest';
import { publishedHolidays, readPublished, type DayDetail } from './holiday-data.js';

const require = createRequire(import.meta.url);
const tables = require('chinese-days/dist/chinese-days.json') as Readonly<Record<'holidays' | 'workdays', Readonly<Record<string, string>>>>;

function named(table: Readonly<Record<string, string>>): unknown {
  return Object.entries(table).map(([date, text]) => [date, text.split(',')[1]]).sort();
}

describe('published holidays', () => {
  const host = process.env['TZ'];
  afterEach(() => {
    if (host === undefined) delete process.env['TZ'];
    else process.env['TZ'] = host;
  });

  it.each(['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati'])('are the package’s own tables, day for day, on a host in %s', (zone) => {
    process.env['TZ'] = zone;
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
    // Loaded afresh: the package builds its tables when it is loaded, in the zone of that moment.
    const file = require.resolve('chinese-days');
    Reflect.deleteProperty(require.cache, file);
    const { getDayDetail } = require(file) as { getDayDetail: DayDetail };
    const { off, worked } = readPublished(getDayDetail);
    expect([...off].sort()).toEqual(named(tables.holidays));
    expect([...worked].sort()).toEqual(named(tables.workdays));
  });

  it('are read once', () => {
    expect(publishedHolidays()).toBe(publishedHolidays());
    expect([...publishedHolidays().off].sort()).toEqual(named(tables.holidays));
  });
});
