import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rolesOf } from './protect.js';

/** The schema's use, conversion of instants, and the reader's scope. */
export class Foundations2026112122000 implements MigrationInterface {
  readonly name = 'Foundations2026112122000';

  async up(runner: QueryRunner): Promise<void> {
    const { reader, engine } = await rolesOf(runner);
    await runner.query(`
      GRANT USAGE ON SCHEMA shidian TO ${reader}, ${engine};

      -- Milliseconds since the epoch and back. Exact: to_timestamp rounds to microseconds, ms() rounds to milliseconds.
      -- By floats, because the numeric division costs twenty times as much; a float holds every millisecond of the years 1 to 9999.
      CREATE FUNCTION shidian.instant(milliseconds bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN to_timestamp(milliseconds / 1000.0::float8);
      CREATE FUNCTION shidian.ms(at timestamptz) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
        RETURN round(extract(epoch FROM at) * 1000)::bigint;

      -- Organisation, post and account ids of the reader; unset (or '' after a transaction-local setting) is NULL: nothing is seen.
      CREATE FUNCTION shidian.scope() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(current_setting('app.scope', true), '')::uuid[];
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const { reader, engine } = await rolesOf(runner);
    await runner.query(`
      DROP FUNCTION shidian.scope();
      DROP FUNCTION shidian.ms(timestamptz);
      DROP FUNCTION shidian.instant(bigint);
      REVOKE USAGE ON SCHEMA shidian FROM ${reader}, ${engine};
    `);
  }
}
