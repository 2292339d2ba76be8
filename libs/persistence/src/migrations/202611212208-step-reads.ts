import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rolesOf } from './protect.js';

/**
 * What a step reads under its locks, each in one call. Lock and read are two statements inside a volatile function,
 * because a statement that waits for a row lock goes on with the snapshot it began with: only the locked row itself
 * would be new, and what hangs on it (forms, dates, moves) would be as it was before the wait. The locks are the ones that
 * UPDATE takes (NO KEY): they exclude each other, and let rows that merely refer to the case or program be written.
 */
export class StepReads2026112122080 implements MigrationInterface {
  readonly name = 'StepReads2026112122080';

  async up(runner: QueryRunner): Promise<void> {
    const { engine } = await rolesOf(runner);
    await runner.query(`
      CREATE FUNCTION shidian.date_json(d shidian.program_date) RETURNS json LANGUAGE sql STABLE
        RETURN json_build_object('id', d.id, 'programId', d.program_id, 'name', d.name, 'scope', d.scope, 'scopeId', d.scope_id,
          'rule', d.rule, 'opensAt', shidian.ms(d.opens_at), 'closesAt', shidian.ms(d.closes_at), 'provisional', d.provisional,
          'zone', d.zone, 'calendarVersion', d.calendar_version, 'reason', d.reason, 'approver', d.approver,
          'documentNumber', d.document_number, 'setBy', d.set_by, 'setAt', shidian.ms(d.set_at));

      CREATE TYPE shidian.case_for_step AS (
        id uuid, program_id uuid, number text, applicant_id uuid, applicant_kind text, topic text, title text, state text,
        version integer, started_at bigint, visible_to text[], journal_head text, journal_count integer,
        definition_hash text, issuer_id uuid, program_name text, newest_date bigint, moves text, dates text, forms text
      );

      CREATE FUNCTION shidian.read_cases(ids uuid[]) RETURNS SETOF shidian.case_for_step LANGUAGE sql STABLE AS $$
        SELECT c.id, c.program_id, c.number, c.applicant_id, c.applicant_kind, c.topic, c.title, c.state,
               c.version, shidian.ms(c.started_at), c.visible_to::text[], c.journal_head, c.journal_count,
               p.definition_hash, p.issuer_id, p.name,
               coalesce((SELECT max(d.ordinal) FROM shidian.program_date d WHERE d.program_id = c.program_id), 0),
               (SELECT json_agg(json_build_object('seq', m.seq, 'at', shidian.ms(m.at), 'states', m.states, 'marks', m.marks) ORDER BY m.seq)
                  FROM shidian.program_move m WHERE m.program_id = c.program_id AND m.seq >= c.program_seen)::text,
               (SELECT json_agg(shidian.date_json(d) ORDER BY d.ordinal)
                  FROM shidian.program_date d
                 WHERE d.program_id = c.program_id AND d.scope_id = ANY (o.path || c.program_id || c.id))::text,
               CASE WHEN d.reads_forms
                 THEN (SELECT json_agg(json_build_object('form', f.form, 'version', f.version, 'body', f.body))
                         FROM (SELECT DISTINCT ON (v.form) v.form, v.version, v.body FROM shidian.form_version v WHERE v.case_id = c.id ORDER BY v.form, v.version DESC) f)
                 ELSE (SELECT json_agg(json_build_object('form', f.form, 'version', f.version))
                         FROM (SELECT v.form, max(v.version) AS version FROM shidian.form_version v WHERE v.case_id = c.id GROUP BY v.form) f)
               END::text
          FROM shidian.case_file c
          JOIN shidian.program p ON p.id = c.program_id
          JOIN shidian.definition d ON d.hash = p.definition_hash
          JOIN shidian.organisation o ON o.id = c.applicant_id
         WHERE c.id = ANY (ids)
         ORDER BY c.id
      $$;

      CREATE FUNCTION shidian.lock_cases(ids uuid[]) RETURNS SETOF shidian.case_for_step LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM shidian.case_file c WHERE c.id = ANY (ids) ORDER BY c.id FOR NO KEY UPDATE;
        RETURN QUERY SELECT * FROM shidian.read_cases(ids);
      END $$;

      -- Takes what is due: cases are locked and their rows that were due go with the lock; the step puts back what a case still
      -- waits for, so that a row which nothing asks for cannot come up for ever.
      -- In the order of their instants, chunk by chunk along the index; what somebody else holds is skipped. Under the lock the
      -- rows are looked for again, by deleting them: whoever held the case before may have fired them.
      CREATE FUNCTION shidian.take_due_cases(up_to timestamptz, wanted integer) RETURNS SETOF uuid LANGUAGE plpgsql
        SET enable_seqscan = off AS $$
      DECLARE
        chunk CONSTANT integer := 2 * wanted;
        from_due timestamptz := '-infinity';
        from_owner uuid := '00000000-0000-0000-0000-000000000000';
        seen integer;
        candidates uuid[];
        locked uuid[];
        taken uuid[] := '{}';
      BEGIN
        LOOP
          SELECT count(*), array_agg(DISTINCT t.case_id), (array_agg(t.due_at ORDER BY t.due_at DESC, t.owner_id DESC))[1], (array_agg(t.owner_id ORDER BY t.due_at DESC, t.owner_id DESC))[1]
            INTO seen, candidates, from_due, from_owner
            FROM (SELECT d.case_id, d.due_at, d.owner_id FROM shidian.timer d
                   WHERE d.due_at <= up_to AND d.case_id IS NOT NULL AND (d.due_at, d.owner_id) > (from_due, from_owner)
                   ORDER BY d.due_at, d.owner_id LIMIT chunk) t;
          EXIT WHEN seen = 0;
          locked := ARRAY(SELECT c.id FROM shidian.case_file c WHERE c.id = ANY (candidates) AND c.id <> ALL (taken)
                           ORDER BY c.id LIMIT wanted - cardinality(taken) FOR NO KEY UPDATE SKIP LOCKED);
          WITH gone AS (DELETE FROM shidian.timer t WHERE t.owner_id = ANY (locked) AND t.due_at <= up_to RETURNING t.owner_id)
          SELECT taken || coalesce(array_agg(DISTINCT g.owner_id), '{}') INTO taken FROM gone g;
          EXIT WHEN seen < chunk OR cardinality(taken) >= wanted;
        END LOOP;
        RETURN QUERY SELECT unnest(taken);
      END $$;

      CREATE FUNCTION shidian.lock_unseeing_cases(program uuid, wanted integer) RETURNS SETOF shidian.case_for_step LANGUAGE plpgsql AS $$
      DECLARE
        locked uuid[];
        newest_move integer := coalesce((SELECT max(m.seq) FROM shidian.program_move m WHERE m.program_id = program), 0);
        newest_date bigint := coalesce((SELECT max(d.ordinal) FROM shidian.program_date d WHERE d.program_id = program), 0);
      BEGIN
        locked := ARRAY(
          SELECT c.id FROM shidian.case_file c
           WHERE c.program_id = program AND c.outcome IS NULL AND (c.program_seen < newest_move OR c.dates_seen < newest_date)
           ORDER BY c.id LIMIT wanted FOR NO KEY UPDATE SKIP LOCKED);
        -- An extension opens again what a deadline has ended.
        IF cardinality(locked) < wanted THEN
          locked := locked || ARRAY(
            SELECT c.id FROM shidian.case_file c
             WHERE c.program_id = program AND c.tags @> '{lapsed}' AND c.dates_seen < newest_date
             ORDER BY c.id LIMIT wanted - cardinality(locked) FOR NO KEY UPDATE SKIP LOCKED);
        END IF;
        RETURN QUERY SELECT * FROM shidian.read_cases(locked);
      END $$;

      CREATE TYPE shidian.program_for_step AS (
        id uuid, definition_hash text, name text, issuer_id uuid, state text, version integer, opened_at bigint,
        journal_head text, journal_count integer, newest_date bigint, last_move text, dates text, states text, tags text, active bigint
      );

      -- The counts read every case of the program: only for a definition whose guards ask for them, and never for a start.
      CREATE FUNCTION shidian.read_program(program uuid, counting boolean) RETURNS SETOF shidian.program_for_step LANGUAGE sql STABLE AS $$
        SELECT p.id, p.definition_hash, p.name, p.issuer_id, p.state, p.version, shidian.ms(p.opened_at), p.journal_head, p.journal_count,
               coalesce((SELECT max(d.ordinal) FROM shidian.program_date d WHERE d.program_id = program), 0),
               (SELECT json_build_object('seq', m.seq, 'at', shidian.ms(m.at), 'states', m.states, 'marks', m.marks)
                  FROM shidian.program_move m WHERE m.program_id = program ORDER BY m.seq DESC LIMIT 1)::text,
               (SELECT json_agg(shidian.date_json(d) ORDER BY d.ordinal)
                  FROM shidian.program_date d WHERE d.program_id = program AND d.scope <> 'case')::text,
               CASE WHEN counting AND f.counts_cases THEN (SELECT json_object_agg(s.state, s.n)
                  FROM (SELECT u.state, count(*) AS n FROM shidian.case_file c, unnest(c.states) u(state) WHERE c.program_id = program GROUP BY 1) s)::text END,
               CASE WHEN counting AND f.counts_cases THEN (SELECT json_object_agg(g.tag, g.n)
                  FROM (SELECT u.tag, count(*) AS n FROM shidian.case_file c, unnest(c.tags) u(tag) WHERE c.program_id = program GROUP BY 1) g)::text END,
               CASE WHEN counting AND f.counts_cases THEN (SELECT count(*) FROM shidian.case_file c WHERE c.program_id = program AND c.outcome IS NULL) ELSE 0 END
          FROM shidian.program p JOIN shidian.definition f ON f.hash = p.definition_hash WHERE p.id = program
      $$;

      CREATE FUNCTION shidian.lock_program(program uuid) RETURNS SETOF shidian.program_for_step LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM shidian.program p WHERE p.id = program FOR NO KEY UPDATE;
        RETURN QUERY SELECT * FROM shidian.read_program(program, true);
      END $$;

      -- For those who start a case: they keep the program where it stands, but not each other out.
      CREATE FUNCTION shidian.hold_program(program uuid) RETURNS SETOF shidian.program_for_step LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM shidian.program p WHERE p.id = program FOR SHARE;
        RETURN QUERY SELECT * FROM shidian.read_program(program, false);
      END $$;

      -- One request at a time holds a key; the lock ends with the transaction, and the look comes after it. Keys that are missing
      -- from the answer are free and now ours.
      CREATE FUNCTION shidian.take_idempotency_keys(accounts uuid[], routes text[], keys text[])
      RETURNS TABLE (place integer, held boolean, body_hash text, outcome text) LANGUAGE plpgsql AS $$
      DECLARE
        one record;
        locks boolean[] := '{}';
      BEGIN
        FOR one IN SELECT * FROM unnest(accounts, routes, keys) AS a(account, route, key) LOOP
          locks := locks || pg_try_advisory_xact_lock(hashtextextended(one.account::text || ' ' || one.route || ' ' || one.key, 4711));
        END LOOP;
        RETURN QUERY
          SELECT a.place::integer, NOT locks[a.place], i.body_hash, i.outcome
            FROM unnest(accounts, routes, keys) WITH ORDINALITY AS a(account, route, key, place)
            LEFT JOIN shidian.idempotency i ON i.account_id = a.account AND i.route = a.route AND i.key = a.key
           WHERE NOT locks[a.place] OR i.body_hash IS NOT NULL;
      END $$;
    `);
    await runner.query(`
      REVOKE ALL ON FUNCTION shidian.read_cases(uuid[]), shidian.lock_cases(uuid[]), shidian.take_due_cases(timestamptz, integer),
        shidian.lock_unseeing_cases(uuid, integer), shidian.lock_program(uuid), shidian.hold_program(uuid), shidian.read_program(uuid, boolean), shidian.take_idempotency_keys(uuid[], text[], text[]) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION shidian.read_cases(uuid[]), shidian.lock_cases(uuid[]), shidian.take_due_cases(timestamptz, integer),
        shidian.lock_unseeing_cases(uuid, integer), shidian.lock_program(uuid), shidian.hold_program(uuid), shidian.read_program(uuid, boolean), shidian.take_idempotency_keys(uuid[], text[], text[]) TO ${engine};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION shidian.take_idempotency_keys(uuid[], text[], text[]);
      DROP FUNCTION shidian.hold_program(uuid);
      DROP FUNCTION shidian.lock_program(uuid);
      DROP FUNCTION shidian.read_program(uuid, boolean);
      DROP TYPE shidian.program_for_step;
      DROP FUNCTION shidian.lock_unseeing_cases(uuid, integer);
      DROP FUNCTION shidian.take_due_cases(timestamptz, integer);
      DROP FUNCTION shidian.lock_cases(uuid[]);
      DROP FUNCTION shidian.read_cases(uuid[]);
      DROP TYPE shidian.case_for_step;
      DROP FUNCTION shidian.date_json(shidian.program_date);
    `);
  }
}
