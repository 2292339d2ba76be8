import type { CodedDocument, Principal } from '@shidian/lifecycle';
import type { ReaderConnection } from './reader-connection.js';

/** Documents whose hash begins so, as far as the reader may see their case or roll: usually one, never many. */
export const coded = `
  SELECT 'form' AS kind, c.id, p.id AS "programId", p.name AS "programName", o.name AS "organisationName", c.number, f.form AS key, f.version AS serial,
         shidian.ms(f.submitted_at) AS at, NOT EXISTS (SELECT FROM shidian.form_version n WHERE n.case_id = f.case_id AND n.form = f.form AND n.version > f.version) AS current
    FROM shidian.form_version f
    JOIN shidian.case_file c ON c.id = f.case_id
    JOIN shidian.organisation o ON o.id = c.applicant_id
    JOIN shidian.program p ON p.id = c.program_id
   WHERE f.hash_prefix = $1
  UNION ALL
  SELECT 'roll', r.id, p.id, p.name, o.name, NULL, r.key, r.serial, shidian.ms(r.confirmed_at),
         NOT EXISTS (SELECT FROM shidian.roll n WHERE n.program_id = r.program_id AND n.key = r.key AND n.organisation_id = r.organisation_id AND n.serial > r.serial)
    FROM shidian.roll r
    JOIN shidian.organisation o ON o.id = r.organisation_id
    JOIN shidian.program p ON p.id = r.program_id
   WHERE r.hash_prefix = $1
   ORDER BY at, id LIMIT 10`;

export async function readByHashPrefix(connection: ReaderConnection, principal: Principal, prefix: string): Promise<readonly CodedDocument[]> {
  return await connection.query<CodedDocument>(principal, 'by_hash_prefix', coded, [prefix]);
}
