import type { Instant } from '@shidian/engine';
import type { ApplicantProgress, Principal } from '@shidian/lifecycle';
import { type ReaderConnection, scopeArray } from './reader-connection.js';

/** Cases of each applicant by where they stand. */
export async function readProgress(connection: ReaderConnection, principal: Principal, programId: string): Promise<readonly ApplicantProgress[]> {
  return await connection.query<ApplicantProgress>(
    principal,
    'progress',
    `SELECT c.applicant_id AS "applicantId", c.states, c.outcome IS NOT NULL AS ended, count(*)::int AS cases
       FROM shidian.case_file c WHERE c.program_id = $1 AND c.visible_to && $2::uuid[]
      GROUP BY c.applicant_id, c.states, c.outcome IS NOT NULL`,
    [programId, scopeArray(principal)],
  );
}

/** What was due and was not done, by whose it is. A right without a duty is never late. */
export async function readOverdue(connection: ReaderConnection, principal: Principal, programId: string, at: Instant): Promise<readonly { readonly organisationId: string; readonly tasks: number }[]> {
  return await connection.query<{ readonly organisationId: string; readonly tasks: number }>(
    principal,
    'overdue',
    `SELECT p.organisation_id AS "organisationId", count(*)::int AS tasks
       FROM shidian.task_member m
       JOIN shidian.task t ON t.owner_id = m.owner_id AND t.number = m.number AND NOT t.optional
       JOIN shidian.post p ON p.id = m.post_id
      WHERE m.program_id = $1 AND m.closed_at IS NULL AND m.acted_at IS NULL AND m.due_at <= shidian.instant($2)
      GROUP BY p.organisation_id ORDER BY count(*) DESC, p.organisation_id LIMIT 200`,
    [programId, at],
  );
}
