import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The transaction that wrote an entry of the record or a notice, so that whoever follows the changes finds what committed
 * late. It costs a step no row of its own. Rows that were there before have none: nobody follows that far back.
 */
export class Changes2026112201300 implements MigrationInterface {
  readonly name = 'Changes2026112201300';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['journal', 'notice']) {
      await runner.query(`
        ALTER TABLE shidian.${table} ADD COLUMN written_by xid8;
        -- Apart from the column, or it would rewrite every row that is there.
        ALTER TABLE shidian.${table} ALTER COLUMN written_by SET DEFAULT pg_current_xact_id();
        CREATE INDEX ${table}_by_transaction ON shidian.${table} (written_by) WHERE written_by IS NOT NULL;
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE shidian.notice DROP COLUMN written_by;
      ALTER TABLE shidian.journal DROP COLUMN written_by;
    `);
  }
}
