import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './protect.js';

/**
 * What the scenarios of a definition reached, as recorded when it was published. Beside the definition and not in it:
 * another scenario makes no other definition.
 */
export class DefinitionScenarios2026112205700 implements MigrationInterface {
  readonly name = 'DefinitionScenarios2026112205700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE shidian.definition_scenarios (
        ordinal bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT definition_scenarios_key PRIMARY KEY,
        definition_hash text NOT NULL CONSTRAINT definition_scenarios_definition_exists REFERENCES shidian.definition,
        -- The record as it stands in its file.
        body text NOT NULL,
        recorded_at timestamptz NOT NULL
      );
      CREATE INDEX definition_scenarios_newest ON shidian.definition_scenarios (definition_hash, ordinal DESC);
    `);
    await protect(runner, 'definition_scenarios', { engine: 'SELECT, INSERT' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE shidian.definition_scenarios');
  }
}
