import type { MigrationInterface, QueryRunner } from 'typeorm';
import { caseIsVisible, programIsOwn, protect, rolesOf } from './protect.js';

/**
 * Substitution (代理): for a time one post stands in for another of its organisation. `seat` is who sits where by then,
 * holders and those who stand in; `stand_in` is each act that was done in somebody's place.
 */
export class Substitutions2026112205100 implements MigrationInterface {
  readonly name = 'Substitutions2026112205100';

  async up(runner: QueryRunner): Promise<void> {
    const { engine } = await rolesOf(runner);
    await runner.query(`
      CREATE TABLE shidian.substitution (
        id uuid CONSTRAINT substitution_key PRIMARY KEY,
        post_id uuid NOT NULL CONSTRAINT substitution_post_exists REFERENCES shidian.post,
        substitute_id uuid NOT NULL CONSTRAINT substitution_substitute_exists REFERENCES shidian.post,
        -- Who is absent; null where nobody held the post.
        absent_id uuid CONSTRAINT substitution_absent_exists REFERENCES shidian.account,
        valid_from timestamptz NOT NULL,
        -- First instant outside; earlier than it was given where it was ended early.
        valid_to timestamptz NOT NULL,
        given_to timestamptz NOT NULL,
        reason text NOT NULL CONSTRAINT substitution_has_reason CHECK (reason <> ''),
        set_by uuid NOT NULL CONSTRAINT substitution_setter_exists REFERENCES shidian.account,
        set_at timestamptz NOT NULL,
        ended_by uuid CONSTRAINT substitution_ender_exists REFERENCES shidian.account,
        ended_at timestamptz,
        CONSTRAINT substitution_not_of_itself CHECK (post_id <> substitute_id),
        CONSTRAINT substitution_was_to_end_after_it_begins CHECK (given_to > valid_from),
        CONSTRAINT substitution_ended_is_whole CHECK (num_nulls(ended_by, ended_at) IN (0, 2)),
        CONSTRAINT substitution_ends_as_given_or_early CHECK (valid_to = given_to OR valid_to < given_to AND ended_at IS NOT NULL)
      );
      CREATE INDEX substitution_of_post ON shidian.substitution (post_id, valid_to);
      CREATE INDEX substitution_by_post ON shidian.substitution (substitute_id, valid_to);

      CREATE TABLE shidian.stand_in (
        owner_id uuid GENERATED ALWAYS AS (coalesce(case_id, program_id)) STORED,
        program_id uuid NOT NULL,
        case_id uuid,
        number integer NOT NULL,
        post_id uuid NOT NULL CONSTRAINT stand_in_post_exists REFERENCES shidian.post,
        account_id uuid NOT NULL CONSTRAINT stand_in_account_exists REFERENCES shidian.account,
        substitution_id uuid NOT NULL CONSTRAINT stand_in_substitution_exists REFERENCES shidian.substitution,
        absent_id uuid CONSTRAINT stand_in_absent_exists REFERENCES shidian.account,
        at timestamptz NOT NULL,
        CONSTRAINT stand_in_key PRIMARY KEY (owner_id, number, post_id, at)
      );
    `);
    await protect(runner, 'substitution', { engine: 'SELECT, INSERT, UPDATE' });
    await protect(runner, 'stand_in', { engine: 'SELECT, INSERT', reader: `${caseIsVisible('stand_in')} OR ${programIsOwn('stand_in')}` });
    await runner.query(`
      CREATE VIEW shidian.seat WITH (security_invoker = true) AS
        SELECT account_id, post_id, valid_from, valid_to, NULL::uuid AS substitution_id FROM shidian.holding
        UNION ALL
        SELECT h.account_id, s.post_id, greatest(h.valid_from, s.valid_from), least(h.valid_to, s.valid_to), s.id
          FROM shidian.substitution s JOIN shidian.holding h ON h.post_id = s.substitute_id
         WHERE greatest(h.valid_from, s.valid_from) < least(h.valid_to, s.valid_to);
      GRANT SELECT ON shidian.seat TO ${engine};

      CREATE FUNCTION shidian.write_stand_ins(stand_ins json) RETURNS void LANGUAGE sql SET search_path = shidian, pg_temp AS $$
        INSERT INTO stand_in (program_id, case_id, number, post_id, account_id, substitution_id, absent_id, at)
        SELECT r."programId", r."caseId", r.number, r.post, r.account, s.id, s.absent_id, instant(r.at)
          FROM json_to_recordset(stand_ins) AS r("programId" uuid, "caseId" uuid, number integer, post uuid, account uuid, at bigint)
         CROSS JOIN LATERAL (
           SELECT s.id, s.absent_id FROM seat JOIN substitution s ON s.id = seat.substitution_id
            WHERE seat.account_id = r.account AND seat.post_id = r.post AND seat.valid_from <= instant(r.at) AND seat.valid_to > instant(r.at)
            ORDER BY s.set_at, s.id LIMIT 1) s
      $$;
      REVOKE ALL ON FUNCTION shidian.write_stand_ins(json) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION shidian.write_stand_ins(json) TO ${engine};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION shidian.write_stand_ins(json);
      DROP VIEW shidian.seat;
      DROP TABLE shidian.stand_in;
      DROP TABLE shidian.substitution;
    `);
  }
}
