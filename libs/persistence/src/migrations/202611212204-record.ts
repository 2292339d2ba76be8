import type { MigrationInterface, QueryRunner } from 'typeorm';
import { caseIsVisible, programIsOwn, protect, rolesOf } from './protect.js';

/** The journal (append-only, chained), forms, drafts, opinions and attachments. */
export class Record2026112122040 implements MigrationInterface {
  readonly name = 'Record2026112122040';

  async up(runner: QueryRunner): Promise<void> {
    const { reader, engine } = await rolesOf(runner);
    await runner.query(`
      CREATE TABLE shidian.journal (
        owner_id uuid GENERATED ALWAYS AS (coalesce(case_id, program_id)) STORED,
        program_id uuid NOT NULL,
        case_id uuid,
        own_program_id uuid GENERATED ALWAYS AS (CASE WHEN case_id IS NULL THEN program_id END) STORED CONSTRAINT journal_program_exists REFERENCES shidian.program,
        seq integer NOT NULL CONSTRAINT journal_seq_positive CHECK (seq > 0),
        at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        kind text NOT NULL,
        body text NOT NULL,
        previous text NOT NULL,
        hash text NOT NULL,
        CONSTRAINT journal_key PRIMARY KEY (owner_id, seq),
        CONSTRAINT journal_case_of_its_program FOREIGN KEY (case_id, program_id) REFERENCES shidian.case_file (id, program_id)
      );

      -- By the key, however few entries there were when the statement was planned: it runs with every step.
      CREATE FUNCTION shidian.journal_follows() RETURNS trigger LANGUAGE plpgsql SET search_path = shidian, pg_temp
      SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
      DECLARE orphan record;
      BEGIN
        SELECT n.owner_id, n.seq INTO orphan
          FROM entries n LEFT JOIN journal p ON p.owner_id = n.owner_id AND p.seq = n.seq - 1
         WHERE n.seq > 1 AND p.hash IS DISTINCT FROM n.previous LIMIT 1;
        IF FOUND THEN
          RAISE EXCEPTION 'journal entry % of % does not follow the one before it', orphan.seq, orphan.owner_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_seq_follows', TABLE = 'journal', SCHEMA = 'shidian';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER journal_seq_follows AFTER INSERT ON shidian.journal
        REFERENCING NEW TABLE AS entries FOR EACH STATEMENT EXECUTE FUNCTION shidian.journal_follows();

      CREATE FUNCTION shidian.journal_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the journal is append-only'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_append_only', TABLE = 'journal', SCHEMA = 'shidian';
      END $$;
      CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON shidian.journal
        FOR EACH STATEMENT EXECUTE FUNCTION shidian.journal_refuses();

      CREATE TABLE shidian.form_version (
        id uuid CONSTRAINT form_version_key PRIMARY KEY,
        case_id uuid NOT NULL CONSTRAINT form_version_case_exists REFERENCES shidian.case_file,
        form text NOT NULL,
        version integer NOT NULL CONSTRAINT form_version_positive CHECK (version > 0),
        body text NOT NULL,
        salt text NOT NULL,
        hash text NOT NULL,
        submitted_at timestamptz NOT NULL,
        submitted_by uuid NOT NULL CONSTRAINT form_version_submitter_exists REFERENCES shidian.account,
        baseline boolean NOT NULL DEFAULT false,
        CONSTRAINT form_version_once UNIQUE (case_id, form, version)
      );
      CREATE UNIQUE INDEX form_version_one_baseline ON shidian.form_version (case_id, form) WHERE baseline;

      CREATE TABLE shidian.draft (
        case_id uuid NOT NULL CONSTRAINT draft_case_exists REFERENCES shidian.case_file,
        form text NOT NULL,
        body text NOT NULL,
        version integer NOT NULL CONSTRAINT draft_version_positive CHECK (version > 0),
        saved_at timestamptz NOT NULL,
        saved_by uuid NOT NULL CONSTRAINT draft_saver_exists REFERENCES shidian.account,
        CONSTRAINT draft_key PRIMARY KEY (case_id, form)
      );

      CREATE TABLE shidian.blob (
        sha256 text CONSTRAINT blob_key PRIMARY KEY CONSTRAINT blob_name_is_hash CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        content bytea NOT NULL CONSTRAINT blob_content_has_its_hash CHECK (encode(sha256(content), 'hex') = sha256)
      );
      -- Papers are compressed already; storing them plain makes reading them cheap.
      ALTER TABLE shidian.blob ALTER COLUMN content SET STORAGE EXTERNAL;

      CREATE TABLE shidian.attachment (
        id uuid CONSTRAINT attachment_key PRIMARY KEY,
        sha256 text NOT NULL CONSTRAINT attachment_content_exists REFERENCES shidian.blob,
        name text NOT NULL,
        media_type text NOT NULL,
        size integer NOT NULL CONSTRAINT attachment_size_positive CHECK (size >= 0),
        uploaded_by uuid NOT NULL CONSTRAINT attachment_uploader_exists REFERENCES shidian.account,
        uploaded_at timestamptz NOT NULL,
        case_id uuid CONSTRAINT attachment_case_exists REFERENCES shidian.case_file
      );
      CREATE INDEX attachment_of_case ON shidian.attachment (case_id);
      CREATE INDEX attachment_of_content ON shidian.attachment (sha256);
      CREATE INDEX attachment_pending ON shidian.attachment (uploaded_at) WHERE case_id IS NULL;

      CREATE TABLE shidian.opinion (
        id uuid CONSTRAINT opinion_key PRIMARY KEY,
        case_id uuid NOT NULL CONSTRAINT opinion_case_exists REFERENCES shidian.case_file,
        form text NOT NULL,
        block text NOT NULL,
        task text NOT NULL,
        decision text NOT NULL,
        text text NOT NULL,
        signature text,
        sealed boolean NOT NULL,
        seal_attachment uuid CONSTRAINT opinion_seal_exists REFERENCES shidian.attachment,
        on_date date,
        account_id uuid NOT NULL CONSTRAINT opinion_account_exists REFERENCES shidian.account,
        post_id uuid NOT NULL CONSTRAINT opinion_post_exists REFERENCES shidian.post,
        at timestamptz NOT NULL,
        voided_at timestamptz,
        CONSTRAINT opinion_scan_shows_a_seal CHECK (seal_attachment IS NULL OR sealed)
      );
      CREATE INDEX opinion_of_case ON shidian.opinion (case_id);
    `);
    await protect(runner, 'journal', {
      engine: 'SELECT, INSERT',
      reader: `${caseIsVisible('journal')} OR ${programIsOwn('journal')}`,
    });
    await protect(runner, 'form_version', { engine: 'SELECT, INSERT, UPDATE', reader: caseIsVisible('form_version') });
    await protect(runner, 'draft', { engine: 'SELECT, INSERT, UPDATE, DELETE' });
    // A row lock, which the collector takes, asks for UPDATE; the content itself may not be written over.
    await protect(runner, 'blob', { engine: 'SELECT, INSERT, DELETE, UPDATE (sha256)' });
    await protect(runner, 'attachment', {
      engine: 'SELECT, INSERT, UPDATE, DELETE',
      reader: `uploaded_by = ANY ((SELECT shidian.scope())::uuid[]) OR ${caseIsVisible('attachment')}`,
    });
    await protect(runner, 'opinion', { engine: 'SELECT, INSERT, UPDATE', reader: caseIsVisible('opinion') });
    await runner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON shidian.journal FROM ${reader}, ${engine}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE shidian.opinion;
      DROP TABLE shidian.attachment;
      DROP TABLE shidian.blob;
      DROP TABLE shidian.draft;
      DROP TABLE shidian.form_version;
      DROP TABLE shidian.journal;
      DROP FUNCTION shidian.journal_refuses();
      DROP FUNCTION shidian.journal_follows();
    `);
  }
}
