import type { Pool } from 'pg';
import type { CalendarDay, CivilDate } from '@shidian/calendar';
import type { CalendarStore, OwnDay, StoredCalendar } from '@shidian/lifecycle';
import { changedBy, rowsOf, transactionOn } from './query.js';

interface CalendarRecord {
  readonly version: string;
  readonly body: string;
  readonly appliedBy: string | null;
  readonly documentNumber: string | null;
  readonly appliedAt: number;
}

interface Body {
  readonly off: readonly (readonly [CivilDate, string])[];
  readonly worked: readonly (readonly [CivilDate, string])[];
  readonly own: readonly CalendarDay[];
}

const columns = `version, body, applied_by AS "appliedBy", document_number AS "documentNumber", shidian.ms(applied_at) AS "appliedAt"`;

/** Whoever puts a calendar in force waits for whoever does so at the same time. */
const turn = 'SELECT pg_advisory_xact_lock(4712)';

export class PostgresCalendarStore implements CalendarStore {
  constructor(private readonly pool: Pool) {}

  inForce(): Promise<StoredCalendar | undefined> {
    return this.one('calendar_in_force', `SELECT ${columns} FROM shidian.calendar ORDER BY ordinal DESC LIMIT 1`);
  }

  oldest(): Promise<StoredCalendar | undefined> {
    return this.one('calendar_oldest', `SELECT ${columns} FROM shidian.calendar ORDER BY ordinal LIMIT 1`);
  }

  version(version: string): Promise<StoredCalendar | undefined> {
    return this.one('calendar_version', `SELECT ${columns} FROM shidian.calendar WHERE version = $1 ORDER BY ordinal DESC LIMIT 1`, [version]);
  }

  putInForce(calendar: StoredCalendar, instead: string | null): Promise<boolean> {
    const body: Body = { off: [...calendar.data.off], worked: [...calendar.data.worked], own: calendar.own };
    return transactionOn(this.pool, async (client) => {
      await client.query(turn);
      const { rowCount } = await client.query(
        `INSERT INTO shidian.calendar (version, body, applied_by, document_number, applied_at)
         SELECT $1, $2, $3, $4, shidian.instant($5)
          WHERE (SELECT c.version FROM shidian.calendar c ORDER BY c.ordinal DESC LIMIT 1) IS NOT DISTINCT FROM $6`,
        [calendar.version, JSON.stringify(body), calendar.appliedBy, calendar.documentNumber, calendar.appliedAt, instead],
      );
      return rowCount === 1;
    });
  }

  async ownDays(): Promise<readonly OwnDay[]> {
    return await rowsOf<OwnDay & Record<string, unknown>>(
      this.pool,
      'calendar_own_days',
      `SELECT to_char(date, 'YYYY-MM-DD') AS date, working, name, entered_by AS "enteredBy", shidian.ms(entered_at) AS "enteredAt" FROM shidian.calendar_day ORDER BY date`,
    );
  }

  async enterDays(days: readonly OwnDay[]): Promise<void> {
    await changedBy(
      this.pool,
      'calendar_enter_days',
      `INSERT INTO shidian.calendar_day (date, working, name, entered_by, entered_at)
       SELECT d.date, d.working, d.name, d.entered_by, shidian.instant(d.entered_at)
         FROM unnest($1::date[], $2::boolean[], $3::text[], $4::text[], $5::bigint[]) AS d(date, working, name, entered_by, entered_at)
       ON CONFLICT (date) DO UPDATE SET working = excluded.working, name = excluded.name, entered_by = excluded.entered_by, entered_at = excluded.entered_at`,
      [days.map(({ date }) => date), days.map(({ working }) => working), days.map(({ name }) => name), days.map(({ enteredBy }) => enteredBy), days.map(({ enteredAt }) => enteredAt)],
    );
  }

  removeDays(dates: readonly CivilDate[]): Promise<number> {
    return changedBy(this.pool, 'calendar_remove_days', 'DELETE FROM shidian.calendar_day WHERE date = ANY ($1::date[])', [dates]);
  }

  async activePrograms(): Promise<readonly { readonly id: string; readonly name: string }[]> {
    return await rowsOf<{ id: string; name: string }>(this.pool, 'calendar_programs', 'SELECT id, name FROM shidian.program WHERE outcome IS NULL ORDER BY id');
  }

  async openCases(programId: string, after: string | null, limit: number): Promise<readonly string[]> {
    const rows = await rowsOf<{ id: string }>(
      this.pool,
      'calendar_open_cases',
      `SELECT c.id FROM shidian.case_file c
        WHERE c.program_id = $1 AND (c.outcome IS NULL OR c.tags @> '{lapsed}') AND ($2::uuid IS NULL OR c.id > $2) ORDER BY c.id LIMIT $3`,
      [programId, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  private async one(name: string, text: string, values: readonly string[] = []): Promise<StoredCalendar | undefined> {
    const [row] = await rowsOf<CalendarRecord & Record<string, unknown>>(this.pool, name, text, [...values]);
    if (row === undefined) return undefined;
    const { off, worked, own } = JSON.parse(row.body) as Body;
    return { version: row.version, data: { off: new Map(off), worked: new Map(worked) }, own, appliedBy: row.appliedBy, documentNumber: row.documentNumber, appliedAt: row.appliedAt };
  }
}
