import type { MigrationInterface, QueryRunner } from 'typeorm';
import { anyScope, protect } from './protect.js';

/** Organisations as a tree, posts, accounts, and who holds which post from when to when. */
export class Directory2026112122010 implements MigrationInterface {
  readonly name = 'Directory2026112122010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE shidian.organisation (
        id uuid CONSTRAINT organisation_key PRIMARY KEY,
        code text CONSTRAINT organisation_code_once UNIQUE,
        name text NOT NULL CONSTRAINT organisation_has_name CHECK (name <> ''),
        kind text NOT NULL,
        tier text NOT NULL CONSTRAINT organisation_tier_known CHECK (tier IN ('nation', 'province', 'city', 'county', 'unit')),
        parent_id uuid CONSTRAINT organisation_parent_exists REFERENCES shidian.organisation DEFERRABLE INITIALLY DEFERRED,
        address text,
        tags text[] NOT NULL DEFAULT '{}',
        titles text[] NOT NULL DEFAULT '{}',
        -- Itself and everything above it; kept by the store that saves organisations.
        path uuid[] NOT NULL DEFAULT '{}',
        CONSTRAINT organisation_not_its_own_parent CHECK (parent_id IS DISTINCT FROM id)
      );
      CREATE INDEX organisation_below ON shidian.organisation USING gin (path);

      CREATE TABLE shidian.post (
        id uuid CONSTRAINT post_key PRIMARY KEY,
        organisation_id uuid NOT NULL CONSTRAINT post_organisation_exists REFERENCES shidian.organisation,
        name text NOT NULL CONSTRAINT post_has_name CHECK (name <> ''),
        desk boolean NOT NULL,
        reports_to uuid CONSTRAINT post_superior_exists REFERENCES shidian.post DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT post_not_its_own_superior CHECK (reports_to IS DISTINCT FROM id)
      );
      CREATE UNIQUE INDEX post_one_desk_per_organisation ON shidian.post (organisation_id) WHERE desk;
      CREATE INDEX post_of_organisation ON shidian.post (organisation_id);

      CREATE TABLE shidian.account (
        id uuid CONSTRAINT account_key PRIMARY KEY,
        login text NOT NULL CONSTRAINT account_login_once UNIQUE CONSTRAINT account_has_login CHECK (login <> ''),
        name text NOT NULL,
        password_hash text NOT NULL,
        email text,
        disabled boolean NOT NULL DEFAULT false,
        administers text CONSTRAINT account_administration_known CHECK (administers IN ('system', 'security', 'audit'))
      );

      CREATE TABLE shidian.holding (
        account_id uuid NOT NULL CONSTRAINT holding_account_exists REFERENCES shidian.account,
        post_id uuid NOT NULL CONSTRAINT holding_post_exists REFERENCES shidian.post,
        valid_from timestamptz NOT NULL,
        valid_to timestamptz,
        CONSTRAINT holding_key PRIMARY KEY (account_id, post_id, valid_from),
        CONSTRAINT holding_ends_after_it_begins CHECK (valid_to > valid_from)
      );
      CREATE INDEX holding_of_post ON shidian.holding (post_id);

      CREATE TABLE shidian.directory_version (
        one boolean DEFAULT true CONSTRAINT directory_version_one_row PRIMARY KEY CHECK (one),
        version bigint NOT NULL
      );
      INSERT INTO shidian.directory_version (version) VALUES (1);
    `);
    await protect(runner, 'organisation', { engine: 'SELECT, INSERT, UPDATE', reader: anyScope });
    await protect(runner, 'post', { engine: 'SELECT, INSERT, UPDATE', reader: anyScope });
    await protect(runner, 'account', { engine: 'SELECT, INSERT, UPDATE', reader: anyScope, readerMay: 'SELECT (id, name)' });
    await protect(runner, 'holding', { engine: 'SELECT, INSERT, UPDATE' });
    await protect(runner, 'directory_version', { engine: 'SELECT, UPDATE' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE shidian.directory_version;
      DROP TABLE shidian.holding;
      DROP TABLE shidian.account;
      DROP TABLE shidian.post;
      DROP TABLE shidian.organisation;
    `);
  }
}
