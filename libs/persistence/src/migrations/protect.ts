import type { QueryRunner } from 'typeorm';

/** The group roles, as the connection that migrates names them. */
export interface MigrationRoles {
  readonly reader: string;
  readonly engine: string;
}

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Role names travel as settings of the migrating connection, so that several installations can share one server. */
export async function rolesOf(runner: QueryRunner): Promise<MigrationRoles> {
  const rows = (await runner.query(
    `SELECT current_setting('shidian.reader_role') AS reader, current_setting('shidian.engine_role') AS engine`,
  )) as MigrationRoles[];
  const roles = rows[0];
  if (!roles) throw new Error('the migrating connection does not name the roles');
  return { reader: identifier(roles.reader), engine: identifier(roles.engine) };
}

export interface Protection {
  /** Privileges of the engine on the table, e.g. `SELECT, INSERT`. */
  readonly engine: string;
  /** What a reader sees: a condition over the row. Without it a reader has no privilege at all. */
  readonly reader?: string;
  /** Privileges of the reader, `SELECT` unless said otherwise; may name columns. */
  readonly readerMay?: string;
}

/**
 * Row-level security from the first day of a table: forced on the owner too, everything for the engine (whose
 * statements carry their own scope), for the reader only what the condition lets through.
 */
export async function protect(runner: QueryRunner, table: string, rules: Protection): Promise<void> {
  const { reader, engine } = await rolesOf(runner);
  await runner.query(`
    ALTER TABLE shidian.${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE shidian.${table} FORCE ROW LEVEL SECURITY;
    GRANT ${rules.engine} ON shidian.${table} TO ${engine};
    CREATE POLICY ${table}_engine ON shidian.${table} TO ${engine} USING (true) WITH CHECK (true);
  `);
  if (rules.reader === undefined) return;
  await runner.query(`
    GRANT ${rules.readerMay ?? 'SELECT'} ON shidian.${table} TO ${reader};
    CREATE POLICY ${table}_reader ON shidian.${table} TO ${reader} USING (${rules.reader}) WITH CHECK (${rules.reader});
  `);
}

/** Takes back what {@link protect} gave to a table that outlives the migration. */
export async function unprotect(runner: QueryRunner, table: string): Promise<void> {
  const { reader, engine } = await rolesOf(runner);
  await runner.query(`
    DROP POLICY IF EXISTS ${table}_reader ON shidian.${table};
    DROP POLICY ${table}_engine ON shidian.${table};
    REVOKE ALL ON shidian.${table} FROM ${reader}, ${engine};
    ALTER TABLE shidian.${table} NO FORCE ROW LEVEL SECURITY;
    ALTER TABLE shidian.${table} DISABLE ROW LEVEL SECURITY;
  `);
}

/** A scope is set at all: what every signed-in reader may see, such as names of organisations. */
export const anyScope = 'cardinality((SELECT shidian.scope())) > 0';

/** The row hangs on a case that the reader sees. Row-level security of the case applies inside. */
export const caseIsVisible = (table: string): string =>
  `EXISTS (SELECT FROM shidian.case_file seen WHERE seen.id = ${table}.case_id)`;

/** The row belongs to a program itself, and the reader stands for its issuer. */
export const programIsOwn = (table: string): string =>
  `(${table}.case_id IS NULL AND EXISTS (SELECT FROM shidian.program own WHERE own.id = ${table}.program_id AND own.issuer_id = ANY ((SELECT shidian.scope())::uuid[])))`;
