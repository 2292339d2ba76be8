import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a check code is looked up by: the first 60 bits of a hash, in hexadecimal. A column of its own and not an
 * expression: row-level security lets an index be used only by a comparison that cannot leak.
 */
export class CheckCodes2026112201450 implements MigrationInterface {
  readonly name = 'CheckCodes2026112201450';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE shidian.form_version ADD COLUMN hash_prefix text GENERATED ALWAYS AS (substr(hash, length(hash) - 63, 15)) STORED;
      CREATE INDEX form_version_by_hash_prefix ON shidian.form_version (hash_prefix);
      ALTER TABLE shidian.roll ADD COLUMN hash_prefix text GENERATED ALWAYS AS (substr(hash, length(hash) - 63, 15)) STORED;
      CREATE INDEX roll_by_hash_prefix ON shidian.roll (hash_prefix);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE shidian.roll DROP COLUMN hash_prefix;
      ALTER TABLE shidian.form_version DROP COLUMN hash_prefix;
    `);
  }
}
