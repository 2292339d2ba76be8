import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './protect.js';

/** The holiday calendar of the installation: what was put in force, version by version, and the days entered by hand. */
export class Calendar2026112205000 implements MigrationInterface {
  readonly name = 'Calendar2026112205000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Never changed: what was reckoned with a version can be reckoned again. The newest row is in force.
      CREATE TABLE shidian.calendar (
        ordinal bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT calendar_key PRIMARY KEY,
        version text NOT NULL,
        body text NOT NULL,
        applied_by text,
        document_number text,
        applied_at timestamptz NOT NULL
      );
      CREATE INDEX calendar_by_version ON shidian.calendar (version);

      CREATE TABLE shidian.calendar_day (
        date date CONSTRAINT calendar_day_key PRIMARY KEY,
        working boolean NOT NULL,
        name text,
        entered_by text NOT NULL,
        entered_at timestamptz NOT NULL
      );
    `);
    await protect(runner, 'calendar', { engine: 'SELECT, INSERT' });
    await protect(runner, 'calendar_day', { engine: 'SELECT, INSERT, UPDATE, DELETE' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE shidian.calendar_day;
      DROP TABLE shidian.calendar;
    `);
  }
}
