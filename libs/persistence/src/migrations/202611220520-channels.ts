import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './protect.js';

/**
 * Deliveries over any channel: to a person or to a place of the installation (a group, another system), one by one or
 * gathered in a bundle; how each channel fares; what is paused; who did what about it; what each person wishes.
 */
export class Channels2026112205200 implements MigrationInterface {
  readonly name = 'Channels2026112205200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE shidian.delivery
        DROP CONSTRAINT delivery_channel_known,
        DROP CONSTRAINT delivery_status_known,
        ALTER COLUMN notice_id DROP NOT NULL,
        ALTER COLUMN account_id DROP NOT NULL,
        -- A message that gathers several deliveries: one person's digest of a day, or what waited for a group.
        ADD COLUMN bundle_key text CONSTRAINT delivery_bundle_once UNIQUE,
        ADD COLUMN bundle_id uuid CONSTRAINT delivery_bundle_exists REFERENCES shidian.delivery,
        -- Failures of the way, which say nothing about the address and are not counted as attempts.
        ADD COLUMN stumbles integer NOT NULL DEFAULT 0,
        ADD COLUMN replays integer NOT NULL DEFAULT 0,
        ADD CONSTRAINT delivery_channel_named CHECK (channel ~ '^[a-z][a-z0-9_]{0,39}$'),
        ADD CONSTRAINT delivery_status_known CHECK (status IN ('queued', 'held', 'gathered', 'sending', 'delivered', 'failed_temporarily', 'failed')),
        ADD CONSTRAINT delivery_of_notice_or_bundle CHECK ((notice_id IS NULL) = (bundle_key IS NOT NULL)),
        ADD CONSTRAINT delivery_bundle_holds_notices CHECK (bundle_id IS NULL OR notice_id IS NOT NULL);
      CREATE UNIQUE INDEX delivery_once_for_place ON shidian.delivery (notice_id, channel) WHERE account_id IS NULL AND notice_id IS NOT NULL;
      DROP INDEX shidian.delivery_waiting;
      CREATE INDEX delivery_waiting ON shidian.delivery (channel, urgent DESC, noticed_at, id)
        WHERE status IN ('queued', 'failed_temporarily', 'sending');
      CREATE INDEX delivery_gathered ON shidian.delivery (account_id, channel) WHERE status = 'gathered' AND bundle_id IS NULL;
      CREATE INDEX delivery_of_bundle ON shidian.delivery (bundle_id) WHERE bundle_id IS NOT NULL;
      CREATE INDEX delivery_by_time ON shidian.delivery (noticed_at DESC, id DESC);
      CREATE INDEX delivery_troubled ON shidian.delivery (noticed_at DESC, id DESC) WHERE status IN ('failed', 'failed_temporarily', 'held');

      CREATE TABLE shidian.notice_channel (
        name text CONSTRAINT notice_channel_key PRIMARY KEY,
        kind text NOT NULL,
        -- Why the way to everybody is closed, since when, and when it is tried again.
        error text,
        down_since timestamptz,
        rest_until timestamptz,
        -- When messages left in the last minute, for the limit of the other side.
        recent timestamptz[] NOT NULL DEFAULT '{}',
        delivered_at timestamptz,
        CONSTRAINT notice_channel_down_is_whole CHECK ((error IS NULL) = (down_since IS NULL) AND (error IS NULL) = (rest_until IS NULL))
      ) WITH (fillfactor = 50);

      CREATE TABLE shidian.notice_pause (
        id uuid CONSTRAINT notice_pause_key PRIMARY KEY,
        scope text NOT NULL CONSTRAINT notice_pause_scope_known CHECK (scope IN ('installation', 'channel', 'program')),
        channel text,
        program_id uuid CONSTRAINT notice_pause_program_exists REFERENCES shidian.program,
        reason text NOT NULL CONSTRAINT notice_pause_has_reason CHECK (reason <> ''),
        paused_by uuid NOT NULL CONSTRAINT notice_pause_account_exists REFERENCES shidian.account,
        paused_at timestamptz NOT NULL,
        resumed_by uuid CONSTRAINT notice_pause_resumer_exists REFERENCES shidian.account,
        resumed_at timestamptz,
        CONSTRAINT notice_pause_names_its_scope CHECK ((channel IS NOT NULL) = (scope = 'channel') AND (program_id IS NOT NULL) = (scope = 'program')),
        CONSTRAINT notice_pause_resumed_by_somebody CHECK ((resumed_by IS NULL) = (resumed_at IS NULL))
      );
      CREATE UNIQUE INDEX notice_pause_once ON shidian.notice_pause (scope, (coalesce(channel, program_id::text, ''))) WHERE resumed_at IS NULL;

      CREATE TABLE shidian.notice_act (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT notice_act_key PRIMARY KEY,
        at timestamptz NOT NULL,
        account_id uuid NOT NULL CONSTRAINT notice_act_account_exists REFERENCES shidian.account,
        act text NOT NULL CONSTRAINT notice_act_known CHECK (act IN ('pause', 'resume', 'replay')),
        program_id uuid CONSTRAINT notice_act_program_exists REFERENCES shidian.program,
        channel text,
        reason text,
        deliveries uuid[] NOT NULL DEFAULT '{}'
      );
      CREATE FUNCTION shidian.notice_act_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'what was done about notices is append-only'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'notice_act_append_only', TABLE = 'notice_act', SCHEMA = 'shidian';
      END $$;
      CREATE TRIGGER notice_act_append_only BEFORE UPDATE OR DELETE ON shidian.notice_act
        FOR EACH STATEMENT EXECUTE FUNCTION shidian.notice_act_refuses();

      CREATE TABLE shidian.notice_wish (
        account_id uuid CONSTRAINT notice_wish_key PRIMARY KEY CONSTRAINT notice_wish_account_exists REFERENCES shidian.account,
        other text NOT NULL CONSTRAINT notice_wish_known CHECK (other IN ('at_once', 'digest', 'inbox')),
        mobile text CONSTRAINT notice_wish_mobile_has_digits CHECK (mobile ~ '^\\+?[0-9]{5,15}$')
      );
    `);
    await protect(runner, 'notice_channel', { engine: 'SELECT, INSERT, UPDATE' });
    await protect(runner, 'notice_pause', { engine: 'SELECT, INSERT, UPDATE' });
    await protect(runner, 'notice_act', { engine: 'SELECT, INSERT' });
    await protect(runner, 'notice_wish', { engine: 'SELECT, INSERT, UPDATE' });
  }

  /** Only mail goes back: what left or waits over other channels, and in bundles, has no place in the older tables. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE shidian.notice_wish;
      DROP TABLE shidian.notice_act;
      DROP FUNCTION shidian.notice_act_refuses();
      DROP TABLE shidian.notice_pause;
      DROP TABLE shidian.notice_channel;
      UPDATE shidian.delivery SET bundle_id = NULL, status = 'queued' WHERE status = 'gathered' AND channel = 'mail';
      UPDATE shidian.delivery SET bundle_id = NULL WHERE bundle_id IS NOT NULL;
      DELETE FROM shidian.delivery WHERE channel <> 'mail' OR notice_id IS NULL OR account_id IS NULL;
      DROP INDEX shidian.delivery_troubled;
      DROP INDEX shidian.delivery_by_time;
      DROP INDEX shidian.delivery_of_bundle;
      DROP INDEX shidian.delivery_gathered;
      DROP INDEX shidian.delivery_waiting;
      DROP INDEX shidian.delivery_once_for_place;
      ALTER TABLE shidian.delivery
        DROP CONSTRAINT delivery_bundle_holds_notices,
        DROP CONSTRAINT delivery_of_notice_or_bundle,
        DROP CONSTRAINT delivery_status_known,
        DROP CONSTRAINT delivery_channel_named,
        DROP COLUMN replays,
        DROP COLUMN stumbles,
        DROP COLUMN bundle_id,
        DROP COLUMN bundle_key,
        ALTER COLUMN account_id SET NOT NULL,
        ALTER COLUMN notice_id SET NOT NULL,
        ADD CONSTRAINT delivery_status_known CHECK (status IN ('queued', 'held', 'sending', 'delivered', 'failed_temporarily', 'failed')),
        ADD CONSTRAINT delivery_channel_known CHECK (channel IN ('mail'));
      CREATE INDEX delivery_waiting ON shidian.delivery (urgent DESC, noticed_at, id)
        WHERE status IN ('queued', 'failed_temporarily', 'sending');
    `);
  }
}
