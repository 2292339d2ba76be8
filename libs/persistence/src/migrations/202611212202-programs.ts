import type { MigrationInterface, QueryRunner } from 'typeorm';
import { anyScope, protect } from './protect.js';

/** Published definitions, programs with their moves and their numbering. */
export class Programs2026112122020 implements MigrationInterface {
  readonly name = 'Programs2026112122020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE shidian.definition (
        hash text CONSTRAINT definition_key PRIMARY KEY,
        id text NOT NULL,
        -- The identity above the rounds of one program; the id itself where the file names none.
        series text NOT NULL,
        name text NOT NULL,
        -- The artefact as JSON, parsed once in the process that runs it.
        body text NOT NULL,
        -- Whether a guard of the program asks how many cases there are.
        counts_cases boolean NOT NULL,
        -- Whether a guard of the cases asks for what a form says: only then a step fetches forms.
        reads_forms boolean NOT NULL,
        published_by uuid CONSTRAINT definition_publisher_exists REFERENCES shidian.account,
        published_at timestamptz NOT NULL,
        ordinal bigint GENERATED ALWAYS AS IDENTITY
      );
      CREATE INDEX definition_newest ON shidian.definition (id, ordinal DESC);
      CREATE INDEX definition_newest_of_series ON shidian.definition (series, ordinal DESC);

      CREATE TABLE shidian.program (
        id uuid CONSTRAINT program_key PRIMARY KEY,
        definition_hash text NOT NULL CONSTRAINT program_definition_exists REFERENCES shidian.definition,
        name text NOT NULL,
        issuer_id uuid NOT NULL CONSTRAINT program_issuer_exists REFERENCES shidian.organisation,
        -- The kernel's state as JSON; null only between the insert and the first write of one step.
        state text,
        states text[] NOT NULL DEFAULT '{}',
        tags text[] NOT NULL DEFAULT '{}',
        outcome text,
        version integer NOT NULL DEFAULT 0,
        journal_head text NOT NULL DEFAULT '',
        journal_count integer NOT NULL DEFAULT 0,
        opened_at timestamptz NOT NULL,
        opened_by uuid CONSTRAINT program_opener_exists REFERENCES shidian.account,
        updated_at timestamptz NOT NULL,
        CONSTRAINT program_written_has_state CHECK (version = 0 OR state IS NOT NULL),
        CONSTRAINT program_counts_up CHECK (version >= 0 AND journal_count >= 0)
      ) WITH (fillfactor = 50);

      CREATE TABLE shidian.program_move (
        program_id uuid NOT NULL CONSTRAINT program_move_program_exists REFERENCES shidian.program,
        seq integer NOT NULL CONSTRAINT program_move_seq_positive CHECK (seq > 0),
        at timestamptz NOT NULL,
        states text[] NOT NULL,
        marks text NOT NULL,
        CONSTRAINT program_move_key PRIMARY KEY (program_id, seq)
      );

      CREATE TABLE shidian.program_counter (
        program_id uuid CONSTRAINT program_counter_key PRIMARY KEY CONSTRAINT program_counter_program_exists REFERENCES shidian.program,
        cases integer NOT NULL CONSTRAINT program_counter_positive CHECK (cases > 0)
      ) WITH (fillfactor = 50);

      CREATE TABLE shidian.program_date (
        id uuid CONSTRAINT program_date_key PRIMARY KEY,
        -- Order of commitment: whoever adds a row holds the program's lock.
        ordinal bigint GENERATED ALWAYS AS IDENTITY,
        program_id uuid NOT NULL CONSTRAINT program_date_program_exists REFERENCES shidian.program,
        name text NOT NULL,
        scope text NOT NULL CONSTRAINT program_date_scope_known CHECK (scope IN ('program', 'organisation', 'case')),
        scope_id uuid NOT NULL,
        rule text NOT NULL,
        opens_at timestamptz,
        closes_at timestamptz,
        provisional boolean NOT NULL,
        zone text NOT NULL,
        calendar_version text NOT NULL,
        reason text,
        approver text,
        document_number text,
        set_by uuid CONSTRAINT program_date_setter_exists REFERENCES shidian.account,
        set_at timestamptz NOT NULL,
        CONSTRAINT program_date_program_scope_is_its_own CHECK (scope <> 'program' OR scope_id = program_id),
        CONSTRAINT program_date_closes_after_it_opens CHECK (closes_at > opens_at)
      );
      CREATE INDEX program_date_binding ON shidian.program_date (program_id, scope_id);
      CREATE INDEX program_date_newest ON shidian.program_date (program_id, ordinal);
    `);
    await protect(runner, 'definition', { engine: 'SELECT, INSERT', reader: anyScope, readerMay: 'SELECT (hash, id, name)' });
    await protect(runner, 'program', { engine: 'SELECT, INSERT, UPDATE', reader: anyScope });
    await protect(runner, 'program_move', { engine: 'SELECT, INSERT', reader: anyScope });
    await protect(runner, 'program_counter', { engine: 'SELECT, INSERT, UPDATE' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE shidian.program_date;
      DROP TABLE shidian.program_counter;
      DROP TABLE shidian.program_move;
      DROP TABLE shidian.program;
      DROP TABLE shidian.definition;
    `);
  }
}
