import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rolesOf } from './protect.js';

/** SQLSTATE of a version that is not the expected one; DETAIL is the instance's id. */
export const staleWriteState = 'SD001';
/** SQLSTATE of an attachment that is not pending for the account; DETAIL is its id. */
export const unknownAttachmentState = 'SD002';

/** Columns of an instance that a step rewrites, as they stand in the batch. */
const instance = `id uuid, "expectedVersion" integer, state text, states text[], tags text[], outcome text,
  "journalHead" text, "journalCount" integer, "programSeen" integer, "datesSeen" bigint, at bigint`;

const owner = `"programId" uuid, "caseId" uuid`;

/**
 * Reaching rows one by one through their keys is what a step does, of however many cases: a recordset is taken for a hundred
 * rows, and a plan that was made while a table was small would read it whole when it is large.
 */
const byKey = 'SET search_path = shidian, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off';

const parts = {
  instances: ['new_programs', 'programs', 'moves', 'new_cases', 'cases', 'titles', 'journal'],
  tasks: ['tasks_opened', 'member_acts', 'tasks_due', 'tasks_closed', 'seats_handed_over', 'timers_deleted', 'timers_set', 'dates'],
  papers: ['attachments_named', 'forms', 'drafts_deleted', 'baselines', 'opinions_voided', 'opinions', 'rolls'],
  messages: ['notices', 'outbox', 'idempotency'],
} as const;
const parameters = (names: readonly string[]): string => names.map((name) => `${name} json`).join(', ');
const types = (names: readonly string[]): string => names.map(() => 'json').join(', ');
const functions = Object.entries(parts).map(([name, names]) => `shidian.write_${name}(${types(names)})`);

/**
 * The write of steps of several cases in one call: each kind of row is one parameter, a JSON array that is read once, and
 * one statement writes all of its rows. With the steps of many people in one transaction the price of a statement is
 * shared by all of them; what is left is the price of the rows.
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

      CREATE FUNCTION shidian.write_instances(${parameters(parts.instances)}) RETURNS void LANGUAGE plpgsql ${byKey} AS $$
      DECLARE written integer;
      BEGIN
        IF new_programs IS NOT NULL THEN
          INSERT INTO program (id, definition_hash, name, issuer_id, opened_at, opened_by, updated_at)
          SELECT r.id, r."definitionHash", r.name, r."issuerId", instant(r."openedAt"), r."openedBy", instant(r."openedAt")
            FROM json_to_recordset(new_programs)
              AS r(id uuid, "definitionHash" text, name text, "issuerId" uuid, "openedAt" bigint, "openedBy" uuid);
        END IF;
        IF programs IS NOT NULL THEN
          UPDATE program p SET state = r.state, states = r.states, tags = r.tags, outcome = r.outcome, version = p.version + 1,
                 journal_head = r."journalHead", journal_count = r."journalCount", updated_at = instant(r.at)
            FROM json_to_recordset(programs) AS r(${instance}) WHERE p.id = r.id AND p.version = r."expectedVersion";
          GET DIAGNOSTICS written = ROW_COUNT;
          IF written < json_array_length(programs) THEN
            PERFORM refuse_stale(r.id::text) FROM json_to_recordset(programs) AS r(id uuid, "expectedVersion" integer)
              LEFT JOIN program p ON p.id = r.id
             WHERE p.version IS DISTINCT FROM r."expectedVersion" + 1 OR p.xmin IS DISTINCT FROM pg_current_xact_id()::xid LIMIT 1;
            PERFORM refuse_stale(programs->0->>'id');
          END IF;
        END IF;
        IF moves IS NOT NULL THEN
          INSERT INTO program_move (program_id, seq, at, states, marks)
          SELECT r."programId", r.seq, instant(r.at), r.states, r.marks
            FROM json_to_recordset(moves) AS r("programId" uuid, seq integer, at bigint, states text[], marks text);
        END IF;
        IF new_cases IS NOT NULL THEN
          INSERT INTO case_file (id, program_id, number, applicant_id, applicant_kind, topic, title, visible_to, started_at, updated_at)
          SELECT r.id, r."programId", r.number, r."applicantId", r."applicantKind", r.topic, r.title, r."visibleTo", instant(r."startedAt"), instant(r."startedAt")
            FROM json_to_recordset(new_cases)
              AS r(id uuid, "programId" uuid, number text, "applicantId" uuid, "applicantKind" text, topic text, title text, "visibleTo" uuid[], "startedAt" bigint);
        END IF;
        IF cases IS NOT NULL THEN
          UPDATE case_file c SET state = r.state, states = r.states, tags = r.tags, outcome = r.outcome, version = c.version + 1,
                 journal_head = r."journalHead", journal_count = r."journalCount", program_seen = r."programSeen",
                 dates_seen = greatest(c.dates_seen, r."datesSeen"), updated_at = instant(r.at)
            FROM json_to_recordset(cases) AS r(${instance}) WHERE c.id = r.id AND c.version = r."expectedVersion";
          GET DIAGNOSTICS written = ROW_COUNT;
          IF written < json_array_length(cases) THEN
            PERFORM refuse_stale(r.id::text) FROM json_to_recordset(cases) AS r(id uuid, "expectedVersion" integer)
              LEFT JOIN case_file c ON c.id = r.id
             WHERE c.version IS DISTINCT FROM r."expectedVersion" + 1 OR c.xmin IS DISTINCT FROM pg_current_xact_id()::xid LIMIT 1;
            PERFORM refuse_stale(cases->0->>'id');
          END IF;
        END IF;
        IF titles IS NOT NULL THEN
          UPDATE case_file c SET topic = r.topic, title = r.title
            FROM json_to_recordset(titles) AS r("caseId" uuid, topic text, title text) WHERE c.id = r."caseId";
        END IF;
        IF journal IS NOT NULL THEN
          INSERT INTO journal (program_id, case_id, seq, at, recorded_at, kind, body, previous, hash)
          SELECT r."programId", r."caseId", r.seq, instant(r.at), instant(r."recordedAt"), r.kind, r.body, r.previous, r.hash
            FROM json_to_recordset(journal)
              AS r(${owner}, seq integer, at bigint, "recordedAt" bigint, kind text, body text, previous text, hash text);
        END IF;
      END $$;

      CREATE FUNCTION shidian.write_tasks(${parameters(parts.tasks)}) RETURNS void LANGUAGE plpgsql ${byKey} AS $$
      BEGIN
        IF tasks_opened IS NOT NULL THEN
          WITH r AS MATERIALIZED (
            SELECT * FROM json_to_recordset(tasks_opened)
              AS r(${owner}, number integer, key text, name text, optional boolean, "openedAt" bigint, "dueAt" bigint, provisional boolean, members uuid[])
          ), opened AS (
            INSERT INTO task (program_id, case_id, number, key, name, optional, opened_at, due_at, provisional)
            SELECT r."programId", r."caseId", r.number, r.key, r.name, r.optional, instant(r."openedAt"), instant(r."dueAt"), r.provisional FROM r
          )
          INSERT INTO task_member (program_id, case_id, number, post_id, position, due_at)
          SELECT r."programId", r."caseId", r.number, m.post, m.position, coalesce(instant(r."dueAt"), 'infinity') FROM r, unnest(r.members) WITH ORDINALITY AS m(post, position);
        END IF;
        IF member_acts IS NOT NULL THEN
          UPDATE task_member t SET decision = r.decision, account_id = r.account, acted_at = instant(r.at), closed_at = instant(r."closedAt")
            FROM json_to_recordset(member_acts) AS r(${owner}, number integer, post uuid, account uuid, decision text, at bigint, "closedAt" bigint)
           WHERE t.owner_id = coalesce(r."caseId", r."programId") AND t.number = r.number AND t.post_id = r.post;
        END IF;
        IF tasks_due IS NOT NULL THEN
          UPDATE task t SET due_at = instant(r."dueAt"), provisional = r.provisional
            FROM json_to_recordset(tasks_due) AS r(${owner}, number integer, "dueAt" bigint, provisional boolean)
           WHERE t.owner_id = coalesce(r."caseId", r."programId") AND t.number = r.number;
          UPDATE task_member t SET due_at = coalesce(instant(r."dueAt"), 'infinity')
            FROM json_to_recordset(tasks_due) AS r(${owner}, number integer, "dueAt" bigint)
           WHERE t.owner_id = coalesce(r."caseId", r."programId") AND t.number = r.number;
        END IF;
        IF tasks_closed IS NOT NULL THEN
          UPDATE task t SET closed_at = instant(r.at), closed_because = r.because, closed_by = r."by"
            FROM json_to_recordset(tasks_closed) AS r(${owner}, number integer, at bigint, because text, "by" text)
           WHERE t.owner_id = coalesce(r."caseId", r."programId") AND t.number = r.number AND t.closed_at IS NULL;
          UPDATE task_member t SET closed_at = instant(r.at)
            FROM json_to_recordset(tasks_closed) AS r(${owner}, number integer, at bigint)
           WHERE t.owner_id = coalesce(r."caseId", r."programId") AND t.number = r.number AND t.closed_at IS NULL;
        END IF;
        IF seats_handed_over IS NOT NULL THEN
          UPDATE task_member t SET post_id = r."to"
            FROM json_to_recordset(seats_handed_over) AS r(${owner}, number integer, "from" uuid, "to" uuid)
           WHERE t.owner_id = coalesce(r."caseId", r."programId") AND t.number = r.number AND t.post_id = r."from";
        END IF;
        IF timers_deleted IS NOT NULL THEN
          DELETE FROM timer t USING json_to_recordset(timers_deleted) AS r(${owner}, key text)
           WHERE t.owner_id = coalesce(r."caseId", r."programId") AND t.key = r.key;
        END IF;
        IF timers_set IS NOT NULL THEN
          INSERT INTO timer AS t (program_id, case_id, key, epoch, due_at)
          SELECT r."programId", r."caseId", r.key, r.epoch, instant(r."dueAt")
            FROM json_to_recordset(timers_set) AS r(${owner}, key text, epoch integer, "dueAt" bigint)
          ON CONFLICT (owner_id, key) DO UPDATE SET epoch = excluded.epoch, due_at = excluded.due_at;
        END IF;
        IF dates IS NOT NULL THEN
          INSERT INTO program_date (id, program_id, name, scope, scope_id, rule, opens_at, closes_at, provisional, zone, calendar_version,
                                    reason, approver, document_number, set_by, set_at)
          SELECT r.id, r."programId", r.name, r.scope, r."scopeId", r.rule, instant(r."opensAt"), instant(r."closesAt"), r.provisional, r.zone,
                 r."calendarVersion", r.reason, r.approver, r."documentNumber", r."setBy", instant(r."setAt")
            FROM json_to_recordset(dates)
              AS r(id uuid, "programId" uuid, name text, scope text, "scopeId" uuid, rule text, "opensAt" bigint, "closesAt" bigint, provisional boolean,
                   zone text, "calendarVersion" text, reason text, approver text, "documentNumber" text, "setBy" uuid, "setAt" bigint);
        END IF;
      END $$;

      CREATE FUNCTION shidian.write_papers(${parameters(parts.papers)}) RETURNS void LANGUAGE plpgsql ${byKey} AS $$
      DECLARE missing text;
      BEGIN
        IF attachments_named IS NOT NULL THEN
          WITH r AS (SELECT * FROM json_to_recordset(attachments_named) AS r(id uuid, "caseId" uuid, "uploadedBy" uuid)),
               named AS (
                 UPDATE attachment a SET case_id = r."caseId"
                   FROM r WHERE a.id = r.id AND a.uploaded_by = r."uploadedBy" AND a.case_id IS NULL RETURNING a.id)
          SELECT r.id INTO missing FROM r WHERE r.id NOT IN (SELECT n.id FROM named n) LIMIT 1;
          IF missing IS NOT NULL THEN
            RAISE EXCEPTION 'attachment % is not pending for this account', missing USING ERRCODE = '${unknownAttachmentState}', DETAIL = missing;
          END IF;
        END IF;
        IF forms IS NOT NULL THEN
          INSERT INTO form_version (id, case_id, form, version, body, salt, hash, submitted_at, submitted_by, baseline)
          SELECT r.id, r."caseId", r.form, r.version, r.body, r.salt, r.hash, instant(r."submittedAt"), r."submittedBy", r.baseline
            FROM json_to_recordset(forms)
              AS r(id uuid, "caseId" uuid, form text, version integer, body text, salt text, hash text, "submittedAt" bigint, "submittedBy" uuid, baseline boolean);
        END IF;
        IF drafts_deleted IS NOT NULL THEN
          DELETE FROM draft d USING json_to_recordset(drafts_deleted) AS r("caseId" uuid, form text) WHERE d.case_id = r."caseId" AND d.form = r.form;
        END IF;
        IF baselines IS NOT NULL THEN
          UPDATE form_version v SET baseline = false
            FROM json_to_recordset(baselines) AS r("caseId" uuid, form text)
           WHERE v.case_id = r."caseId" AND v.form = r.form AND v.baseline;
          UPDATE form_version v SET baseline = true
            FROM json_to_recordset(baselines) AS r("caseId" uuid, form text)
           WHERE v.case_id = r."caseId" AND v.form = r.form
             AND v.version = (SELECT max(n.version) FROM form_version n WHERE n.case_id = v.case_id AND n.form = v.form);
        END IF;
        -- Void first: an opinion given with the return itself stands.
        IF opinions_voided IS NOT NULL THEN
          UPDATE opinion o SET voided_at = instant(r.at)
            FROM json_to_recordset(opinions_voided) AS r("caseId" uuid, tasks text[], at bigint)
           WHERE o.case_id = r."caseId" AND o.task = ANY (r.tasks) AND o.voided_at IS NULL;
        END IF;
        IF opinions IS NOT NULL THEN
          INSERT INTO opinion (id, case_id, form, block, task, decision, text, signature, seal_attachment, sealed, on_date, account_id, post_id, at)
          SELECT r.id, r."caseId", r.form, r.block, r.task, r.decision, r.text, r.signature, r."sealAttachment", r.sealed, r."onDate", r.account, r.post, instant(r.at)
            FROM json_to_recordset(opinions)
              AS r(id uuid, "caseId" uuid, form text, block text, task text, decision text, text text, signature text, "sealAttachment" uuid,
                   sealed boolean, "onDate" date, account uuid, post uuid, at bigint);
        END IF;
        IF rolls IS NOT NULL THEN
          INSERT INTO roll (id, program_id, key, organisation_id, serial, answers, data, table_body, hash, confirmed_by, confirmed_at)
          SELECT r.id, r."programId", r.key, r."organisationId", r.serial, r.answers, r.data, r.table, r.hash, r."confirmedBy", instant(r."confirmedAt")
            FROM json_to_recordset(rolls)
              AS r(id uuid, "programId" uuid, key text, "organisationId" uuid, serial integer, answers uuid, data text, "table" text, hash text,
                   "confirmedBy" uuid, "confirmedAt" bigint);
          INSERT INTO roll_line (roll_id, position, case_id, decision, data)
          SELECT r.id, l.position, l."caseId", l.decision, l.data
            FROM json_to_recordset(rolls) AS r(id uuid, lines json),
                 json_to_recordset(r.lines) AS l(position integer, "caseId" uuid, decision text, data text);
        END IF;
      END $$;

      CREATE FUNCTION shidian.write_messages(${parameters(parts.messages)}) RETURNS void LANGUAGE plpgsql ${byKey} AS $$
      BEGIN
        IF notices IS NOT NULL THEN
          INSERT INTO notice (id, key, program_id, case_id, post_id, at, kind, text, urgent)
          SELECT r.id, r.key, r."programId", r."caseId", r.post, instant(r.at), r.kind, r.text, r.urgent
            FROM json_to_recordset(notices)
              AS r(id uuid, key text, ${owner}, post uuid, at bigint, kind text, text text, urgent boolean);
        END IF;
        IF outbox IS NOT NULL THEN
          INSERT INTO outbox (message) SELECT DISTINCT m::jsonb FROM json_array_elements(outbox) AS m;
        END IF;
        IF idempotency IS NOT NULL THEN
          INSERT INTO idempotency (account_id, route, key, body_hash, outcome, at)
          SELECT r."accountId", r.route, r.key, r."bodyHash", r.outcome, instant(r.at)
            FROM json_to_recordset(idempotency) AS r("accountId" uuid, route text, key text, "bodyHash" text, outcome text, at bigint);
        END IF;
      END $$;
    `);
    await runner.query(`
      REVOKE ALL ON FUNCTION ${functions.join(', ')} FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION ${functions.join(', ')} TO ${engine};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${functions.map((signature) => `DROP FUNCTION ${signature};`).join('\n')}
      DROP FUNCTION shidian.refuse_stale(text);
    `);
  }
}
