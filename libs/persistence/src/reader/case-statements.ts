import { attachmentColumns } from '../stores/attachment-store.js';

/** Columns of a case in a list. */
const caseItem = `c.id, c.program_id AS "programId", c.number, c.applicant_id AS "applicantId", o.name AS "applicantName", c.topic, c.title,
  c.states, c.tags, c.outcome, c.version, shidian.ms(c.updated_at) AS "updatedAt"`;

// Search by equality and order only: comparisons that row-level security lets use an index before the policy. The name is
// looked for among organisations, which are few, not among cases.
export const caseList = {
  name: 'case_list',
  text: `SELECT ${caseItem}
    FROM shidian.case_file c JOIN shidian.organisation o ON o.id = c.applicant_id
   WHERE c.visible_to && $1::uuid[]
     AND ($2::uuid IS NULL OR c.program_id = $2)
     AND ($3::text IS NULL OR $3 = ANY (c.states))
     AND ($4::text IS NULL OR $4 = ANY (c.tags))
     AND ($5::uuid IS NULL OR c.applicant_id = $5)
     AND ($6::text IS NULL
          OR c.id = ANY (ARRAY(SELECT numbered.id FROM shidian.case_file numbered
                                WHERE numbered.number COLLATE "C" >= $6 AND numbered.number COLLATE "C" < $6 || chr(1114111)))
          OR c.applicant_id = ANY (ARRAY(SELECT named.id FROM shidian.organisation named WHERE position($6 IN named.name) > 0)))
     AND ($7::uuid IS NULL OR c.id < $7)
   ORDER BY c.id DESC LIMIT $8`,
} as const;

/** 乙, or 甲（乙代） where 乙 only stood in for 甲 (or, where nobody held it, for the post). */
export const signed = (standIn: string): string => `CASE WHEN ${standIn}.at IS NULL THEN a.name
     ELSE coalesce((SELECT absent.name FROM shidian.account absent WHERE absent.id = ${standIn}.absent_id), (SELECT empty.name FROM shidian.post empty WHERE empty.id = ${standIn}.post_id)) || '（' || a.name || '代）' END`;

const members = `(SELECT json_agg(json_build_object('post', m.post_id, 'postName', p.name, 'organisationName', mo.name, 'actedAt', shidian.ms(m.acted_at),
     'decision', m.decision, 'accountName', ${signed('i')}) ORDER BY m.position)
   FROM shidian.task_member m
   JOIN shidian.post p ON p.id = m.post_id
   JOIN shidian.organisation mo ON mo.id = p.organisation_id
   LEFT JOIN shidian.account a ON a.id = m.account_id
   LEFT JOIN shidian.stand_in i ON i.owner_id = m.owner_id AND i.number = m.number AND i.post_id = m.post_id AND i.at = m.acted_at
  WHERE m.owner_id = t.owner_id AND m.number = t.number)`;

export const casePage = {
  name: 'case_page',
  text: `SELECT ${caseItem}, p.name AS "programName", p.definition_hash AS "definitionHash", p.issuer_id AS "issuerId", c.applicant_kind AS "applicantKind",
      shidian.ms(c.started_at) AS "startedAt", c.state,
      (SELECT json_agg(json_build_object('id', f.id, 'caseId', f.case_id, 'form', f.form, 'version', f.version, 'body', f.body, 'salt', f.salt,
          'hash', f.hash, 'submittedAt', shidian.ms(f.submitted_at), 'submittedBy', f.submitted_by, 'baseline', f.baseline) ORDER BY f.form, f.version)
         FROM shidian.form_version f WHERE f.case_id = c.id)::text AS forms,
      (SELECT json_agg(json_build_object('id', n.id, 'caseId', n.case_id, 'form', n.form, 'block', n.block, 'task', n.task, 'decision', n.decision,
          'text', n.text, 'signature', n.signature, 'sealed', n.sealed, 'sealAttachment', n.seal_attachment, 'onDate', n.on_date, 'account', n.account_id, 'post', n.post_id,
          'at', shidian.ms(n.at), 'voidedAt', shidian.ms(n.voided_at), 'accountName', ${signed('i')}, 'organisationName', no.name) ORDER BY n.at, n.id)
         FROM shidian.opinion n
         LEFT JOIN shidian.stand_in i ON i.owner_id = n.case_id AND i.post_id = n.post_id AND i.account_id = n.account_id AND i.at = n.at
         JOIN shidian.account a ON a.id = n.account_id
         JOIN shidian.post np ON np.id = n.post_id
         JOIN shidian.organisation no ON no.id = np.organisation_id
        WHERE n.case_id = c.id)::text AS opinions,
      (SELECT json_agg(x ORDER BY x."uploadedAt", x.id) FROM (SELECT ${attachmentColumns} FROM shidian.attachment WHERE case_id = c.id) x)::text AS attachments,
      (SELECT json_agg(json_build_object('number', t.number, 'key', t.key, 'name', t.name, 'optional', t.optional, 'openedAt', shidian.ms(t.opened_at),
          'dueAt', shidian.ms(t.due_at), 'provisional', t.provisional, 'closedAt', shidian.ms(t.closed_at), 'closedBecause', t.closed_because,
          'members', ${members}) ORDER BY t.number)
         FROM shidian.task t WHERE t.owner_id = c.id)::text AS tasks
    FROM shidian.case_file c
    JOIN shidian.organisation o ON o.id = c.applicant_id
    JOIN shidian.program p ON p.id = c.program_id
   WHERE c.id = $2 AND c.visible_to && $1::uuid[]`,
} as const;
