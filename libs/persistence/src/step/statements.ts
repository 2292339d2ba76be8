/** The statements of a step. Each has a name: the server parses and plans it once a connection. */

const caseColumns = `id, program_id AS "programId", number, applicant_id AS "applicantId", applicant_kind AS "applicantKind", topic, title,
  state, version, started_at AS "startedAt", visible_to AS "visibleTo", journal_head AS "journalHead", journal_count AS "journalCount",
  definition_hash AS "definitionHash", issuer_id AS "issuerId", program_name AS "programName", newest_date AS "newestDate", moves, dates, forms`;

export const lockCases = { name: 'lock_cases', text: `SELECT ${caseColumns} FROM shidian.lock_cases($1::uuid[])` } as const;

/** Locks cases and deletes their rows that are due: the step puts back what is still to come. */
export const takeDueCases = {
  name: 'take_due_cases',
  text: 'SELECT id FROM shidian.take_due_cases(shidian.instant($1), $2) AS due(id)',
} as const;

export const lockUnseeingCases = {
  name: 'lock_unseeing_cases',
  text: `SELECT ${caseColumns} FROM shidian.lock_unseeing_cases($1, $2)`,
} as const;

const programColumns = `id, definition_hash AS "definitionHash", name, issuer_id AS "issuerId", state, version, opened_at AS "openedAt",
  journal_head AS "journalHead", journal_count AS "journalCount", newest_date AS "newestDate", last_move AS "lastMove", dates, states, tags, active`;

export const lockProgram = { name: 'lock_program', text: `SELECT ${programColumns} FROM shidian.lock_program($1)` } as const;

export const holdProgram = { name: 'hold_program', text: `SELECT ${programColumns} FROM shidian.hold_program($1)` } as const;

export const readProgram = { name: 'read_program', text: `SELECT ${programColumns} FROM shidian.read_program($1, true)` } as const;

// In the order of the lock's number, so that two who want the same ones never wait for each other in a circle.
export const lockQuotas = {
  name: 'lock_quotas',
  text: `SELECT pg_advisory_xact_lock(lock) FROM (SELECT DISTINCT hashtextextended(key, 815) AS lock FROM unnest($1::text[]) AS k(key) ORDER BY 1 OFFSET 0) locks`,
} as const;

export const countForQuota = {
  name: 'count_for_quota',
  text: `SELECT count(*) AS n FROM shidian.case_file c JOIN shidian.organisation o ON o.id = c.applicant_id
    WHERE c.program_id = $1 AND $2 = ANY (c.tags) AND ($3::uuid IS NULL OR c.applicant_id = $3) AND ($4::text IS NULL OR c.topic = $4)
      AND ($5::uuid IS NULL OR $5 = ANY (o.path))`,
} as const;

export const lapsedCases = {
  name: 'lapsed_cases',
  text: `SELECT c.id FROM shidian.case_file c WHERE c.program_id = $1 AND c.tags @> '{lapsed}' AND ($2::uuid IS NULL OR c.visible_to @> ARRAY[$2::uuid]) ORDER BY c.id LIMIT $3`,
} as const;

export const nextCaseNumber = {
  name: 'next_case_number',
  text: `INSERT INTO shidian.program_counter AS c (program_id, cases) VALUES ($1, 1)
    ON CONFLICT (program_id) DO UPDATE SET cases = c.cases + 1 RETURNING cases AS n`,
} as const;

export const nextRollSerial = {
  name: 'next_roll_serial',
  text: `INSERT INTO shidian.roll_slot AS s (program_id, key, organisation_id, serial) VALUES ($1, $2, $3, 1)
    ON CONFLICT (program_id, key, organisation_id) DO UPDATE SET serial = s.serial + 1 RETURNING serial AS n`,
} as const;

export const readRoll = {
  name: 'read_roll',
  text: `SELECT r.id, r.program_id AS "programId", r.key, r.organisation_id AS "organisationId", r.serial, r.answers, r.data, r.table_body AS "table",
      r.hash, r.confirmed_by AS "confirmedBy", shidian.ms(r.confirmed_at) AS "confirmedAt",
      (SELECT json_agg(json_build_object('position', l.position, 'caseId', l.case_id, 'decision', l.decision, 'data', l.data) ORDER BY l.position)
         FROM shidian.roll_line l WHERE l.roll_id = r.id)::text AS lines
    FROM shidian.roll r WHERE r.id = $1`,
} as const;

export const readDraft = {
  name: 'read_draft',
  text: 'SELECT body, version FROM shidian.draft WHERE case_id = $1 AND form = $2',
} as const;

export const formBodies = {
  name: 'form_bodies',
  text: `SELECT DISTINCT ON (v.case_id, v.form) v.case_id AS "caseId", v.form, v.body
    FROM shidian.form_version v WHERE v.case_id = ANY ($1::uuid[]) ORDER BY v.case_id, v.form, v.version DESC`,
} as const;

export const createDraft = {
  name: 'create_draft',
  text: 'INSERT INTO shidian.draft (case_id, form, body, version, saved_by, saved_at) VALUES ($1, $2, $3, 1, $4, shidian.instant($5))',
} as const;

export const takeIdempotencyKeys = {
  name: 'take_idempotency_keys',
  text: 'SELECT place, held, body_hash AS "bodyHash", outcome FROM shidian.take_idempotency_keys($1, $2, $3)',
} as const;

// The four statements of a shared read. Lock and reads are apart, because a statement goes on with the snapshot it began with.
export const lockFreeCases = {
  name: 'lock_free_cases',
  text: 'SELECT c.id FROM shidian.case_file c WHERE c.id = ANY ($1::uuid[]) ORDER BY c.id FOR NO KEY UPDATE SKIP LOCKED',
} as const;

export const readCases = {
  name: 'read_cases',
  text: `SELECT c.id, c.program_id AS "programId", c.number, c.applicant_id AS "applicantId", c.applicant_kind AS "applicantKind", c.topic, c.title,
      c.state, c.version, shidian.ms(c.started_at) AS "startedAt", c.visible_to::text[] AS "visibleTo", c.journal_head AS "journalHead",
      c.journal_count AS "journalCount", c.program_seen AS "programSeen", o.path::text[] AS path,
      p.definition_hash AS "definitionHash", p.issuer_id AS "issuerId", p.name AS "programName",
      CASE WHEN d.reads_forms
        THEN (SELECT json_agg(json_build_object('form', f.form, 'version', f.version, 'body', f.body))
                FROM (SELECT DISTINCT ON (v.form) v.form, v.version, v.body FROM shidian.form_version v WHERE v.case_id = c.id ORDER BY v.form, v.version DESC) f)
        ELSE (SELECT json_agg(json_build_object('form', f.form, 'version', f.version))
                FROM (SELECT v.form, max(v.version) AS version FROM shidian.form_version v WHERE v.case_id = c.id GROUP BY v.form) f)
      END::text AS forms
    FROM shidian.case_file c
    JOIN shidian.program p ON p.id = c.program_id
    JOIN shidian.definition d ON d.hash = p.definition_hash
    JOIN shidian.organisation o ON o.id = c.applicant_id
   WHERE c.id = ANY ($1::uuid[]) ORDER BY c.id`,
} as const;

export const readDates = {
  name: 'read_dates',
  text: `SELECT p.program_id AS "programId",
      coalesce((SELECT max(d.ordinal) FROM shidian.program_date d WHERE d.program_id = p.program_id), 0) AS "newestDate",
      (SELECT json_agg(shidian.date_json(d) ORDER BY d.ordinal) FROM shidian.program_date d
        WHERE d.program_id = p.program_id AND d.scope_id = ANY (p.scopes || p.program_id))::text AS dates
    FROM (SELECT c.program_id, array_agg(DISTINCT s.id) AS scopes
            FROM shidian.case_file c JOIN shidian.organisation o ON o.id = c.applicant_id, unnest(o.path || c.id) AS s(id)
           WHERE c.id = ANY ($1::uuid[]) GROUP BY c.program_id) p`,
} as const;

export const readMoves = {
  name: 'read_moves',
  text: `SELECT p.program_id AS "programId",
      (SELECT json_agg(json_build_object('seq', m.seq, 'at', shidian.ms(m.at), 'states', m.states, 'marks', m.marks) ORDER BY m.seq)
         FROM shidian.program_move m WHERE m.program_id = p.program_id AND m.seq >= p.seen)::text AS moves
    FROM (SELECT c.program_id, min(c.program_seen) AS seen FROM shidian.case_file c WHERE c.id = ANY ($1::uuid[]) GROUP BY c.program_id) p`,
} as const;

export const duePrograms = {
  name: 'due_programs',
  text: `SELECT t.program_id AS id FROM shidian.timer t WHERE t.due_at <= shidian.instant($1) AND t.case_id IS NULL
    GROUP BY t.program_id ORDER BY min(t.due_at), t.program_id LIMIT $2`,
} as const;

export const nextDue = { name: 'next_due', text: 'SELECT shidian.ms(min(due_at)) AS at FROM shidian.timer' } as const;
