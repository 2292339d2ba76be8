import type { NumberedDate, Principal } from '@shidian/lifecycle';
import type { ReaderConnection } from './reader-connection.js';

/** Dates are few: some for each program and each region that set its own. */
const numbered = `SELECT d.program_id AS "programId", p.name AS "programName", p.definition_hash AS "definitionHash", d.name AS date, d.document_number AS number,
    shidian.ms(d.set_at) AS "setAt", CASE d.scope WHEN 'case' THEN d.scope_id END AS "caseId"
   FROM shidian.program_date d JOIN shidian.program p ON p.id = d.program_id
  WHERE position($1 IN d.document_number) > 0
  ORDER BY d.ordinal DESC LIMIT 20`;

export async function readByDocumentNumber(connection: ReaderConnection, principal: Principal, text: string): Promise<readonly NumberedDate[]> {
  return await connection.query<NumberedDate>(principal, 'by_document_number', numbered, [text]);
}
