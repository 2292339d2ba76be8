import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rolesOf } from './protect.js';

/** SQLSTATE of a version that is not the expected one; DETAIL is the instance's id. */
export const staleWriteState = 'SD001';
/** SQLSTATE of an attachment that is not pending for the account; DETAIL is its id. */
export const unknownAttachmentState = 'SD002';

/** Columns of an instance that a step rewrites, as they stand in the batch. */
const instance = `id uuid, "expectedVersion" integer, state text, states text[], tags text[], outcome text,
  "journalHead" text, "journalCount" integer, "programSeen" integer, "datesSeen" bigint, at bigint`;

/**
 * Every write of a step in one call: one JSON document, each part of it a recordset. What is inserted goes in as a set; what
 * is updated goes row by row, because the planner takes every recordset for a hundred rows and would read whole tables.
 */
export class StepWrite2026112122090 implements MigrationInterface {
  readonly name = 'StepWrite2026112122090';

  async up(runner: QueryRunner): Promise<void> {
    const { engine } = await rolesOf(runner);
    await runner.query(`
      CREATE FUNCTION shidian.refuse_stale(instance text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'instance % was written by somebody else in between', instance USING ERRCODE = '${staleWriteState}', DETAIL = instance;
      END $$;

      CREATE FUNCTION shidian.write_instances(batch jsonb) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE one record;
      BEGIN
        IF batch ? 'newPrograms' THEN
          INSERT INTO program (id, definition_hash, name, issuer_id, opened_at, opened_by, updated_at)
          SELECT r.id, r."definitionHash", r.name, r."issuerId", instant(r."openedAt"), r."openedBy", instant(r."openedAt")
            FROM jsonb_to_recordset(batch->'newPrograms')
              AS r(id uuid, "definitionHash" text, name text, "issuerId" uuid, "openedAt" bigint, "openedBy" uuid);
        END IF;
        IF batch ? 'programs' THEN
          FOR one IN SELECT * FROM jsonb_to_recordset(batch->'programs') AS r(${instance}) LOOP
            UPDATE program p SET state = one.state, states = one.states, tags = one.tags, outcome = one.outcome, version = p.version + 1,
                   journal_head = one."journalHead", journal_count = one."journalCount", updated_at = instant(one.at)
             WHERE p.id = one.id AND p.version = one."expectedVersion";
            IF NOT FOUND THEN PERFORM refuse_stale(one.id::text); END IF;
          END LOOP;
        END IF;
        IF batch ? 'moves' THEN
          INSERT INTO program_move (program_id, seq, at, states, marks)
          SELECT r."programId", r.seq, instant(r.at), r.states, r.marks
            FROM jsonb_to_recordset(batch->'moves') AS r("programId" uuid, seq integer, at bigint, states text[], marks text);
        END IF;
        IF batch ? 'newCases' THEN
          INSERT INTO case_file (id, program_id, number, applicant_id, applicant_kind, topic, title, visible_to, started_at, updated_at)
          SELECT r.id, r."programId", r.number, r."applicantId", r."applicantKind", r.topic, r.title, r."visibleTo", instant(r."startedAt"), instant(r."startedAt")
            FROM jsonb_to_recordset(batch->'newCases')
              AS r(id uuid, "programId" uuid, number text, "applicantId" uuid, "applicantKind" text, topic text, title text, "visibleTo" uuid[], "startedAt" bigint);
        END IF;
        IF batch ? 'cases' THEN
          FOR one IN SELECT * FROM jsonb_to_recordset(batch->'cases') AS r(${instance}) LOOP
            UPDATE case_file c SET state = one.state, states = one.states, tags = one.tags, outcome = one.outcome, version = c.version + 1,
                   journal_head = one."journalHead", journal_count = one."journalCount", program_seen = one."programSeen",
                   dates_seen = greatest(c.dates_seen, one."datesSeen"), updated_at = instant(one.at)
             WHERE c.id = one.id AND c.version = one."expectedVersion";
            IF NOT FOUND THEN PERFORM refuse_stale(one.id::text); END IF;
          END LOOP;
        END IF;
        IF batch ? 'titles' THEN
          UPDATE case_file c SET topic = r.topic, title = r.title
            FROM jsonb_to_recordset(batch->'titles') AS r("caseId" uuid, topic text, title text) WHERE c.id = r."caseId";
        END IF;
        IF batch ? 'journal' THEN
          INSERT INTO journal (program_id, case_id, seq, at, recorded_at, kind, body, previous, hash)
          SELECT r."programId", r."caseId", r.seq, instant(r.at), instant(r."recordedAt"), r.kind, r.body, r.previous, r.hash
            FROM jsonb_to_recordset(batch->'journal')
              AS r("programId" uuid, "caseId" uuid, seq integer, at bigint, "recordedAt" bigint, kind text, body text, previous text, hash text);
        END IF;
      END $$;

      CREATE FUNCTION shidian.write_tasks(batch jsonb) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE one record;
      BEGIN
        IF batch ? 'tasksOpened' THEN
          INSERT INTO task (program_id, case_id, number, key, name, optional, opened_at, due_at, provisional)
          SELECT r."programId", r."caseId", r.number, r.key, r.name, r.optional, instant(r."openedAt"), instant(r."dueAt"), r.provisional
            FROM jsonb_to_recordset(batch->'tasksOpened')
              AS r("programId" uuid, "caseId" uuid, number integer, key text, name text, optional boolean, "openedAt" bigint, "dueAt" bigint, provisional boolean);
          INSERT INTO task_member (program_id, case_id, number, post_id, position)
          SELECT r."programId", r."caseId", r.number, m.post::uuid, m.position
            FROM jsonb_to_recordset(batch->'tasksOpened') AS r("programId" uuid, "caseId" uuid, number integer, members jsonb),
                 jsonb_array_elements_text(r.members) WITH ORDINALITY AS m(post, position);
        END IF;
        IF batch ? 'memberActs' THEN
          FOR one IN SELECT * FROM jsonb_to_recordset(batch->'memberActs')
              AS r("programId" uuid, "caseId" uuid, number integer, post uuid, account uuid, decision text, at bigint) LOOP
            UPDATE task_member t SET decision = one.decision, account_id = one.account, acted_at = instant(one.at)
             WHERE t.owner_id = coalesce(one."caseId", one."programId") AND t.number = one.number AND t.post_id = one.post;
          END LOOP;
        END IF;
        IF batch ? 'seatsHandedOver' THEN
          UPDATE task_member t SET post_id = r."to"
            FROM jsonb_to_recordset(batch->'seatsHandedOver') AS r("programId" uuid, "caseId" uuid, number integer, "from" uuid, "to" uuid)
           WHERE t.owner_id = coalesce(r."caseId", r."programId") AND t.number = r.number AND t.post_id = r."from";
        END IF;
        IF batch ? 'tasksDue' THEN
          FOR one IN SELECT * FROM jsonb_to_recordset(batch->'tasksDue') AS r("programId" uuid, "caseId" uuid, number integer, "dueAt" bigint, provisional boolean) LOOP
            UPDATE task t SET due_at = instant(one."dueAt"), provisional = one.provisional
             WHERE t.owner_id = coalesce(one."caseId", one."programId") AND t.number = one.number;
          END LOOP;
        END IF;
        IF batch ? 'tasksClosed' THEN
          FOR one IN SELECT * FROM jsonb_to_recordset(batch->'tasksClosed') AS r("programId" uuid, "caseId" uuid, number integer, at bigint, because text, "by" text) LOOP
            UPDATE task t SET closed_at = instant(one.at), closed_because = one.because, closed_by = one."by"
             WHERE t.owner_id = coalesce(one."caseId", one."programId") AND t.number = one.number AND t.closed_at IS NULL;
          END LOOP;
        END IF;
        IF batch ? 'timersDeleted' THEN
          FOR one IN SELECT * FROM jsonb_to_recordset(batch->'timersDeleted') AS r("programId" uuid, "caseId" uuid, key text) LOOP
            DELETE FROM timer t WHERE t.owner_id = coalesce(one."caseId", one."programId") AND t.key = one.key;
          END LOOP;
        END IF;
        IF batch ? 'timersSet' THEN
          INSERT INTO timer AS t (program_id, case_id, key, epoch, due_at)
          SELECT r."programId", r."caseId", r.key, r.epoch, instant(r."dueAt")
            FROM jsonb_to_recordset(batch->'timersSet') AS r("programId" uuid, "caseId" uuid, key text, epoch integer, "dueAt" bigint)
          ON CONFLICT (owner_id, key) DO UPDATE SET epoch = excluded.epoch, due_at = excluded.due_at;
        END IF;
        IF batch ? 'dates' THEN
          INSERT INTO program_date (id, program_id, name, scope, scope_id, rule, opens_at, closes_at, provisional, zone, calendar_version,
                                    reason, approver, document_number, set_by, set_at)
          SELECT r.id, r."programId", r.name, r.scope, r."scopeId", r.rule, instant(r."opensAt"), instant(r."closesAt"), r.provisional, r.zone,
                 r."calendarVersion", r.reason, r.approver, r."documentNumber", r."setBy", instant(r."setAt")
            FROM jsonb_to_recordset(batch->'dates')
              AS r(id uuid, "programId" uuid, name text, scope text, "scopeId" uuid, rule text, "opensAt" bigint, "closesAt" bigint, provisional boolean,
                   zone text, "calendarVersion" text, reason text, approver text, "documentNumber" text, "setBy" uuid, "setAt" bigint);
        END IF;
      END $$;

      CREATE FUNCTION shidian.write_papers(batch jsonb) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE missing text;
      BEGIN
        IF batch ? 'attachmentsNamed' THEN
          WITH r AS (SELECT * FROM jsonb_to_recordset(batch->'attachmentsNamed') AS r(id uuid, "caseId" uuid, "uploadedBy" uuid)),
               named AS (
                 UPDATE attachment a SET case_id = r."caseId"
                   FROM r WHERE a.id = r.id AND a.uploaded_by = r."uploadedBy" AND a.case_id IS NULL RETURNING a.id)
          SELECT r.id INTO missing FROM r WHERE r.id NOT IN (SELECT n.id FROM named n) LIMIT 1;
          IF missing IS NOT NULL THEN
            RAISE EXCEPTION 'attachment % is not pending for this account', missing USING ERRCODE = '${unknownAttachmentState}', DETAIL = missing;
          END IF;
        END IF;
        IF batch ? 'forms' THEN
          INSERT INTO form_version (id, case_id, form, version, body, salt, hash, submitted_at, submitted_by, baseline)
          SELECT r.id, r."caseId", r.form, r.version, r.body, r.salt, r.hash, instant(r."submittedAt"), r."submittedBy", r.baseline
            FROM jsonb_to_recordset(batch->'forms')
              AS r(id uuid, "caseId" uuid, form text, version integer, body text, salt text, hash text, "submittedAt" bigint, "submittedBy" uuid, baseline boolean);
        END IF;
        IF batch ? 'draftsDeleted' THEN
          DELETE FROM draft d USING jsonb_to_recordset(batch->'draftsDeleted') AS r("caseId" uuid, form text) WHERE d.case_id = r."caseId" AND d.form = r.form;
        END IF;
        IF batch ? 'baselines' THEN
          UPDATE form_version v SET baseline = false
            FROM jsonb_to_recordset(batch->'baselines') AS r("caseId" uuid, form text)
           WHERE v.case_id = r."caseId" AND v.form = r.form AND v.baseline;
          UPDATE form_version v SET baseline = true
            FROM jsonb_to_recordset(batch->'baselines') AS r("caseId" uuid, form text)
           WHERE v.case_id = r."caseId" AND v.form = r.form
             AND v.version = (SELECT max(n.version) FROM form_version n WHERE n.case_id = v.case_id AND n.form = v.form);
        END IF;
        -- Void first: an opinion given with the return itself stands.
        IF batch ? 'opinionsVoided' THEN
          UPDATE opinion o SET voided_at = instant(r.at)
            FROM jsonb_to_recordset(batch->'opinionsVoided') AS r("caseId" uuid, tasks text[], at bigint)
           WHERE o.case_id = r."caseId" AND o.task = ANY (r.tasks) AND o.voided_at IS NULL;
        END IF;
        IF batch ? 'opinions' THEN
          INSERT INTO opinion (id, case_id, form, block, task, decision, text, signature, sealed, seal_attachment, on_date, account_id, post_id, at)
          SELECT r.id, r."caseId", r.form, r.block, r.task, r.decision, r.text, r.signature, r.sealed, r."sealAttachment", r."onDate", r.account, r.post, instant(r.at)
            FROM jsonb_to_recordset(batch->'opinions')
              AS r(id uuid, "caseId" uuid, form text, block text, task text, decision text, text text, signature text, sealed boolean, "sealAttachment" uuid,
                   "onDate" date, account uuid, post uuid, at bigint);
        END IF;
        IF batch ? 'rolls' THEN
          INSERT INTO roll (id, program_id, key, organisation_id, serial, answers, data, table_body, hash, confirmed_by, confirmed_at)
          SELECT r.id, r."programId", r.key, r."organisationId", r.serial, r.answers, r.data, r.table, r.hash, r."confirmedBy", instant(r."confirmedAt")
            FROM jsonb_to_recordset(batch->'rolls')
              AS r(id uuid, "programId" uuid, key text, "organisationId" uuid, serial integer, answers uuid, data text, "table" text, hash text,
                   "confirmedBy" uuid, "confirmedAt" bigint);
          INSERT INTO roll_line (roll_id, position, case_id, decision, data)
          SELECT r.id, l.position, l."caseId", l.decision, l.data
            FROM jsonb_to_recordset(batch->'rolls') AS r(id uuid, lines jsonb),
                 jsonb_to_recordset(r.lines) AS l(position integer, "caseId" uuid, decision text, data text);
        END IF;
      END $$;

      CREATE FUNCTION shidian.write_step(batch jsonb) RETURNS void LANGUAGE plpgsql SET search_path = shidian, pg_temp AS $$
      BEGIN
        PERFORM write_instances(batch);
        PERFORM write_tasks(batch);
        PERFORM write_papers(batch);
        IF batch ? 'notices' THEN
          INSERT INTO notice (id, key, program_id, case_id, post_id, at, kind, text, urgent)
          SELECT r.id, r.key, r."programId", r."caseId", r.post, instant(r.at), r.kind, r.text, r.urgent
            FROM jsonb_to_recordset(batch->'notices')
              AS r(id uuid, key text, "programId" uuid, "caseId" uuid, post uuid, at bigint, kind text, text text, urgent boolean);
        END IF;
        IF batch ? 'outbox' THEN
          INSERT INTO outbox (message) SELECT DISTINCT m FROM jsonb_array_elements(batch->'outbox') AS m;
        END IF;
        IF batch ? 'idempotency' THEN
          INSERT INTO idempotency (account_id, route, key, body_hash, outcome, at)
          SELECT r."accountId", r.route, r.key, r."bodyHash", r.outcome, instant(r.at)
            FROM jsonb_to_record(batch->'idempotency') AS r("accountId" uuid, route text, key text, "bodyHash" text, outcome text, at bigint);
        END IF;
      END $$;
    `);
    await runner.query(`
      REVOKE ALL ON FUNCTION shidian.write_step(jsonb), shidian.write_instances(jsonb), shidian.write_tasks(jsonb), shidian.write_papers(jsonb) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION shidian.write_step(jsonb), shidian.write_instances(jsonb), shidian.write_tasks(jsonb), shidian.write_papers(jsonb) TO ${engine};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION shidian.write_step(jsonb);
      DROP FUNCTION shidian.write_papers(jsonb);
      DROP FUNCTION shidian.write_tasks(jsonb);
      DROP FUNCTION shidian.write_instances(jsonb);
      DROP FUNCTION shidian.refuse_stale(text);
    `);
  }
}
