import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './protect.js';

/** Sessions and API tokens (only their hashes), and failed sign-ins. */
export class SignIn2026112122070 implements MigrationInterface {
  readonly name = 'SignIn2026112122070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE shidian.session (
        hash text CONSTRAINT session_key PRIMARY KEY CONSTRAINT session_holds_a_hash CHECK (hash ~ '^[0-9a-f]{64}$'),
        account_id uuid NOT NULL CONSTRAINT session_account_exists REFERENCES shidian.account,
        created_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        idle_until timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        CONSTRAINT session_idle_within_its_life CHECK (idle_until <= ends_at)
      ) WITH (fillfactor = 70);
      CREATE INDEX session_of_account ON shidian.session (account_id);
      CREATE INDEX session_over ON shidian.session (ends_at);

      CREATE TABLE shidian.api_token (
        id uuid CONSTRAINT api_token_key PRIMARY KEY,
        hash text NOT NULL CONSTRAINT api_token_once UNIQUE CONSTRAINT api_token_holds_a_hash CHECK (hash ~ '^[0-9a-f]{64}$'),
        account_id uuid NOT NULL CONSTRAINT api_token_account_exists REFERENCES shidian.account,
        name text NOT NULL,
        created_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        used_at timestamptz,
        revoked_at timestamptz
      ) WITH (fillfactor = 70);
      CREATE INDEX api_token_of_account ON shidian.api_token (account_id);

      CREATE TABLE shidian.login_failure (
        login text CONSTRAINT login_failure_key PRIMARY KEY,
        failures integer NOT NULL CONSTRAINT login_failure_positive CHECK (failures > 0),
        last_at timestamptz NOT NULL,
        locked_until timestamptz
      ) WITH (fillfactor = 50);
    `);
    await protect(runner, 'session', { engine: 'SELECT, INSERT, UPDATE, DELETE' });
    await protect(runner, 'api_token', { engine: 'SELECT, INSERT, UPDATE' });
    await protect(runner, 'login_failure', { engine: 'SELECT, INSERT, UPDATE, DELETE' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE shidian.login_failure;
      DROP TABLE shidian.api_token;
      DROP TABLE shidian.session;
    `);
  }
}
