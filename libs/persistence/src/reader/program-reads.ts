import type { InstanceState } from '@shidian/engine';
import type { DateRow, Page, PageRequest, Principal, ProgramListItem, RollRow } from '@shidian/lifecycle';
import { parsedState, rollOf, type RollRecord } from '../step/rows.js';
import { pageOf } from './case-reads.js';
import { decodeCursor, encodeCursor, pageLimit } from './cursor.js';
import { type ReaderConnection, scopeArray } from './reader-connection.js';

const programItem = `p.id, p.name, d.id AS "definitionId", p.definition_hash AS "definitionHash", p.issuer_id AS "issuerId", shidian.ms(p.opened_at) AS "openedAt",
  p.states, p.outcome, p.version`;
const fromPrograms = 'FROM shidian.program p JOIN shidian.definition d ON d.hash = p.definition_hash';

const programList = {
  name: 'program_list',
  text: `SELECT ${programItem} ${fromPrograms} WHERE $2::uuid IS NULL OR (p.opened_at, p.id) < (shidian.instant($1), $2)
     ORDER BY p.opened_at DESC, p.id DESC LIMIT $3`,
} as const;

const programHead = { name: 'program_item', text: `SELECT ${programItem} ${fromPrograms} WHERE p.id = $1` } as const;

const programPage = {
  name: 'program_page',
  text: `SELECT ${programItem}, p.state,
       (SELECT json_object_agg(s.state, s.n) FROM (
          SELECT u.state, count(*) AS n FROM shidian.case_file c, unnest(c.states) u(state)
           WHERE c.program_id = p.id AND c.visible_to && $2::uuid[] GROUP BY u.state) s)::text AS counts
     ${fromPrograms} WHERE p.id = $1`,
} as const;

/** Programs are public to whoever has signed in: a call reaches everybody. */
export async function readPrograms(connection: ReaderConnection, principal: Principal, page: PageRequest): Promise<Page<ProgramListItem>> {
  const limit = pageLimit(page.limit);
  const place = decodeCursor('programs', page.cursor, ['number', 'uuid']);
  const rows = await connection.query<ProgramListItem>(
    principal,
    programList.name,
    programList.text,
    [place?.[0] ?? null, place?.[1] ?? null, limit + 1],
  );
  return pageOf(rows, limit, (last) => encodeCursor('programs', [last.openedAt, last.id]));
}

export async function readProgramItem(connection: ReaderConnection, principal: Principal, id: string): Promise<ProgramListItem | undefined> {
  const [row] = await connection.query<ProgramListItem>(principal, programHead.name, programHead.text, [id]);
  return row;
}

interface ProgramRecord extends ProgramListItem {
  readonly state: string;
  readonly counts: string | null;
}

/** The program with how many of the cases that the principal sees stand in each state. */
export async function readProgram(connection: ReaderConnection, principal: Principal, id: string): Promise<(ProgramListItem & { readonly state: InstanceState; readonly counts: Readonly<Record<string, number>> }) | undefined> {
  const [row] = await connection.query<ProgramRecord>(
    principal,
    programPage.name,
    programPage.text,
    [id, scopeArray(principal)],
  );
  return row && { ...row, state: parsedState(row.state), counts: row.counts === null ? {} : (JSON.parse(row.counts) as Record<string, number>) };
}

export async function readDates(connection: ReaderConnection, principal: Principal, programId: string): Promise<readonly DateRow[]> {
  const rows = await connection.query<{ row: string }>(
    principal,
    'date_list',
    'SELECT shidian.date_json(d)::text AS row FROM shidian.program_date d WHERE d.program_id = $1 ORDER BY d.ordinal',
    [programId],
  );
  return rows.map((row) => JSON.parse(row.row) as DateRow);
}

const rollColumns = (table: string): string => `r.id, r.program_id AS "programId", r.key, r.organisation_id AS "organisationId", r.serial, r.answers, r.data,
  ${table} AS "table", r.hash, r.confirmed_by AS "confirmedBy", shidian.ms(r.confirmed_at) AS "confirmedAt",
  (SELECT json_agg(json_build_object('position', l.position, 'caseId', l.case_id, 'decision', l.decision, 'data', l.data) ORDER BY l.position)
     FROM shidian.roll_line l WHERE l.roll_id = r.id)::text AS lines`;

export async function readRolls(connection: ReaderConnection, principal: Principal, programId: string, filter: { readonly key?: string }, page: PageRequest): Promise<Page<Omit<RollRow, 'table'>>> {
  const limit = pageLimit(page.limit);
  const place = decodeCursor('rolls', page.cursor, ['number', 'uuid']);
  const rows = await connection.query<RollRecord>(
    principal,
    'roll_list',
    `SELECT ${rollColumns(`'null'`)} FROM shidian.roll r
      WHERE r.program_id = $1 AND ($2::text IS NULL OR r.key = $2) AND ($4::uuid IS NULL OR (r.confirmed_at, r.id) < (shidian.instant($3), $4))
      ORDER BY r.confirmed_at DESC, r.id DESC LIMIT $5`,
    [programId, filter.key ?? null, place?.[0] ?? null, place?.[1] ?? null, limit + 1],
  );
  const { items, next } = pageOf(rows, limit, (last) => encodeCursor('rolls', [last.confirmedAt, last.id]));
  return {
    items: items.map((row) => {
      const { table: _table, ...roll } = rollOf(row);
      return roll;
    }),
    next,
  };
}

export async function readRollPage(connection: ReaderConnection, principal: Principal, id: string): Promise<RollRow | undefined> {
  const [row] = await connection.query<RollRecord>(principal, 'roll_page', `SELECT ${rollColumns('r.table_body')} FROM shidian.roll r WHERE r.id = $1`, [id]);
  return row && rollOf(row);
}
