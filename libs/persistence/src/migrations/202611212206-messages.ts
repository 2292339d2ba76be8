import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './protect.js';

/** Notices to posts, their deliveries to mailboxes, the outbox and the idempotency keys. */
export class Messages2026112122060 implements MigrationInterface {
  readonly name = 'Messages2026112122060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE shidian.notice (
        id uuid CONSTRAINT notice_key PRIMARY KEY,
        key text NOT NULL CONSTRAINT notice_once UNIQUE,
        program_id uuid NOT NULL,
        case_id uuid,
        own_program_id uuid GENERATED ALWAYS AS (CASE WHEN case_id IS NULL THEN program_id END) STORED CONSTRAINT notice_program_exists REFERENCES shidian.program,
        post_id uuid NOT NULL CONSTRAINT notice_post_exists REFERENCES shidian.post,
        at timestamptz NOT NULL,
        kind text NOT NULL CONSTRAINT notice_kind_known CHECK (kind IN ('task', 'reminder', 'overdue', 'escalation', 'stage', 'date')),
        text text NOT NULL,
        urgent boolean NOT NULL,
        expanded boolean NOT NULL DEFAULT false,
        CONSTRAINT notice_case_of_its_program FOREIGN KEY (case_id, program_id) REFERENCES shidian.case_file (id, program_id)
      ) WITH (fillfactor = 80);
      CREATE INDEX notice_of_post ON shidian.notice (post_id, at DESC, id DESC);
      CREATE INDEX notice_to_expand ON shidian.notice (id) WHERE NOT expanded;

      CREATE TABLE shidian.notice_read (
        notice_id uuid NOT NULL CONSTRAINT notice_read_notice_exists REFERENCES shidian.notice,
        account_id uuid NOT NULL CONSTRAINT notice_read_account_exists REFERENCES shidian.account,
        read_at timestamptz NOT NULL,
        CONSTRAINT notice_read_key PRIMARY KEY (notice_id, account_id)
      );

      CREATE TABLE shidian.delivery (
        id uuid DEFAULT gen_random_uuid() CONSTRAINT delivery_key PRIMARY KEY,
        notice_id uuid NOT NULL CONSTRAINT delivery_notice_exists REFERENCES shidian.notice,
        account_id uuid NOT NULL CONSTRAINT delivery_account_exists REFERENCES shidian.account,
        channel text NOT NULL CONSTRAINT delivery_channel_known CHECK (channel IN ('mail')),
        status text NOT NULL DEFAULT 'queued'
          CONSTRAINT delivery_status_known CHECK (status IN ('queued', 'held', 'sending', 'delivered', 'failed_temporarily', 'failed')),
        urgent boolean NOT NULL,
        noticed_at timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        next_at timestamptz,
        lease_until timestamptz,
        delivered_at timestamptz,
        error text,
        CONSTRAINT delivery_once UNIQUE (notice_id, account_id, channel),
        CONSTRAINT delivery_sending_has_lease CHECK ((status = 'sending') = (lease_until IS NOT NULL)),
        CONSTRAINT delivery_retry_has_time CHECK ((status = 'failed_temporarily') = (next_at IS NOT NULL)),
        CONSTRAINT delivery_delivered_has_time CHECK ((status = 'delivered') = (delivered_at IS NOT NULL))
      ) WITH (fillfactor = 70);
      CREATE INDEX delivery_waiting ON shidian.delivery (urgent DESC, noticed_at, id)
        WHERE status IN ('queued', 'failed_temporarily', 'sending');

      CREATE TABLE shidian.outbox (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT outbox_key PRIMARY KEY,
        message jsonb NOT NULL
      ) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);

      CREATE TABLE shidian.idempotency (
        account_id uuid NOT NULL,
        route text NOT NULL,
        key text NOT NULL,
        body_hash text NOT NULL,
        outcome text NOT NULL,
        at timestamptz NOT NULL,
        CONSTRAINT idempotency_key PRIMARY KEY (account_id, route, key)
      );
      CREATE INDEX idempotency_age ON shidian.idempotency (at);
    `);
    await protect(runner, 'notice', {
      engine: 'SELECT, INSERT, UPDATE',
      reader: 'post_id = ANY ((SELECT shidian.scope())::uuid[])',
    });
    const noticeIsOwn = (table: string): string =>
      `account_id = ANY ((SELECT shidian.scope())::uuid[]) AND EXISTS (SELECT FROM shidian.notice seen WHERE seen.id = ${table}.notice_id)`;
    await protect(runner, 'notice_read', { engine: 'SELECT, INSERT', reader: noticeIsOwn('notice_read'), readerMay: 'SELECT, INSERT' });
    await protect(runner, 'delivery', { engine: 'SELECT, INSERT, UPDATE', reader: noticeIsOwn('delivery') });
    await protect(runner, 'outbox', { engine: 'SELECT, INSERT, UPDATE, DELETE' });
    await protect(runner, 'idempotency', { engine: 'SELECT, INSERT, DELETE' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE shidian.idempotency;
      DROP TABLE shidian.outbox;
      DROP TABLE shidian.delivery;
      DROP TABLE shidian.notice_read;
      DROP TABLE shidian.notice;
    `);
  }
}
