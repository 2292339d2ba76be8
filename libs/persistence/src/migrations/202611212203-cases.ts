import type { MigrationInterface, QueryRunner } from 'typeorm';
import { anyScope, caseIsVisible, programIsOwn, protect, unprotect } from './protect.js';

/**
 * Cases, their tasks with members, and the timers of cases and programs.
 *
 * Only a program's own rows refer to the program itself (`own_program_id`): a reference from every row of every case would
 * lock the one program row in share with each step, against the order of locks and at the price of contention.
 */
export class Cases2026112122030 implements MigrationInterface {
  readonly name = 'Cases2026112122030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE shidian.case_file (
        id uuid CONSTRAINT case_key PRIMARY KEY,
        program_id uuid NOT NULL CONSTRAINT case_program_exists REFERENCES shidian.program,
        number text NOT NULL,
        applicant_id uuid NOT NULL CONSTRAINT case_applicant_exists REFERENCES shidian.organisation,
        applicant_kind text NOT NULL,
        topic text NOT NULL,
        title text,
        -- The kernel's state as JSON; null only between the insert and the first write of one step.
        state text,
        states text[] NOT NULL DEFAULT '{}',
        tags text[] NOT NULL DEFAULT '{}',
        outcome text,
        version integer NOT NULL DEFAULT 0,
        journal_head text NOT NULL DEFAULT '',
        journal_count integer NOT NULL DEFAULT 0,
        -- Newest move and newest date row of the program that a step of this case has read.
        program_seen integer NOT NULL DEFAULT 0,
        dates_seen bigint NOT NULL DEFAULT 0,
        visible_to uuid[] NOT NULL CONSTRAINT case_somebody_sees_it CHECK (cardinality(visible_to) > 0),
        started_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT case_number_once UNIQUE (program_id, number),
        -- What hangs on a case names its program too; the pair makes sure that it is the case's own.
        CONSTRAINT case_of_its_program UNIQUE (id, program_id),
        CONSTRAINT case_written_has_state CHECK (version = 0 OR state IS NOT NULL),
        CONSTRAINT case_counts_up CHECK (version >= 0 AND journal_count >= 0)
      ) WITH (fillfactor = 50);
      CREATE INDEX case_visible_to ON shidian.case_file USING gin (visible_to);
      CREATE INDEX case_of_program ON shidian.case_file (program_id, id DESC);
      CREATE INDEX case_by_number ON shidian.case_file (number COLLATE "C");
      CREATE INDEX case_of_applicant ON shidian.case_file (applicant_id, program_id);
      CREATE INDEX case_unfinished_by_move ON shidian.case_file (program_id, program_seen) WHERE outcome IS NULL;
      CREATE INDEX case_unfinished_by_date ON shidian.case_file (program_id, dates_seen) WHERE outcome IS NULL;
      -- What a deadline has ended: an extension opens it again.
      CREATE INDEX case_lapsed ON shidian.case_file (program_id, id) WHERE tags @> '{lapsed}';

      CREATE TABLE shidian.task (
        owner_id uuid GENERATED ALWAYS AS (coalesce(case_id, program_id)) STORED,
        program_id uuid NOT NULL,
        case_id uuid,
        own_program_id uuid GENERATED ALWAYS AS (CASE WHEN case_id IS NULL THEN program_id END) STORED CONSTRAINT task_program_exists REFERENCES shidian.program,
        number integer NOT NULL CONSTRAINT task_number_positive CHECK (number > 0),
        key text NOT NULL,
        name text NOT NULL,
        optional boolean NOT NULL,
        opened_at timestamptz NOT NULL,
        due_at timestamptz,
        provisional boolean NOT NULL,
        closed_at timestamptz,
        closed_because text CONSTRAINT task_closing_known CHECK (closed_because IN ('done', 'left')),
        closed_by text,
        CONSTRAINT task_key PRIMARY KEY (owner_id, number),
        CONSTRAINT task_case_of_its_program FOREIGN KEY (case_id, program_id) REFERENCES shidian.case_file (id, program_id),
        CONSTRAINT task_closed_has_reason CHECK ((closed_at IS NULL) = (closed_because IS NULL)),
        CONSTRAINT task_closed_after_it_opened CHECK (closed_at >= opened_at)
      ) WITH (fillfactor = 70);
      CREATE INDEX task_of_program ON shidian.task (program_id);

      CREATE TABLE shidian.task_member (
        owner_id uuid GENERATED ALWAYS AS (coalesce(case_id, program_id)) STORED,
        program_id uuid NOT NULL,
        case_id uuid,
        number integer NOT NULL,
        post_id uuid NOT NULL CONSTRAINT task_member_post_exists REFERENCES shidian.post,
        position integer NOT NULL,
        decision text,
        account_id uuid CONSTRAINT task_member_account_exists REFERENCES shidian.account,
        acted_at timestamptz,
        -- Of the task, for the order in which a post sees its own; 'infinity' where nothing is due.
        due_at timestamptz NOT NULL,
        closed_at timestamptz,
        CONSTRAINT task_member_key PRIMARY KEY (owner_id, number, post_id),
        CONSTRAINT task_member_task_exists FOREIGN KEY (owner_id, number) REFERENCES shidian.task,
        CONSTRAINT task_member_act_is_whole CHECK (num_nulls(decision, account_id, acted_at) IN (0, 3))
      ) WITH (fillfactor = 70);
      CREATE INDEX task_member_to_do ON shidian.task_member (post_id, due_at, owner_id, number) WHERE closed_at IS NULL;
      CREATE INDEX task_member_done ON shidian.task_member (post_id, closed_at, owner_id, number) WHERE closed_at IS NOT NULL;

      -- A hint that something is due; the step re-resolves under the lock. Deleted when fired or disarmed.
      CREATE TABLE shidian.timer (
        owner_id uuid GENERATED ALWAYS AS (coalesce(case_id, program_id)) STORED,
        program_id uuid NOT NULL,
        case_id uuid,
        own_program_id uuid GENERATED ALWAYS AS (CASE WHEN case_id IS NULL THEN program_id END) STORED CONSTRAINT timer_program_exists REFERENCES shidian.program,
        key text NOT NULL,
        epoch integer NOT NULL CONSTRAINT timer_epoch_positive CHECK (epoch > 0),
        due_at timestamptz NOT NULL,
        CONSTRAINT timer_key PRIMARY KEY (owner_id, key),
        CONSTRAINT timer_case_of_its_program FOREIGN KEY (case_id, program_id) REFERENCES shidian.case_file (id, program_id)
      ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);
      CREATE INDEX timer_due ON shidian.timer (due_at, owner_id);
    `);
    // Not (SELECT scope()): the planner then knows whether this reader sees a few cases or all of them.
    await protect(runner, 'case_file', { engine: 'SELECT, INSERT, UPDATE', reader: 'visible_to && shidian.scope()' });
    const ownTask = `EXISTS (SELECT FROM shidian.task_member mine WHERE mine.owner_id = task.owner_id AND mine.number = task.number AND mine.post_id = ANY ((SELECT shidian.scope())::uuid[]))`;
    await protect(runner, 'task_member', {
      engine: 'SELECT, INSERT, UPDATE',
      reader: `post_id = ANY ((SELECT shidian.scope())::uuid[]) OR ${caseIsVisible('task_member')} OR ${programIsOwn('task_member')}`,
    });
    await protect(runner, 'task', {
      engine: 'SELECT, INSERT, UPDATE',
      reader: `${ownTask} OR ${caseIsVisible('task')} OR ${programIsOwn('task')}`,
    });
    await protect(runner, 'timer', { engine: 'SELECT, INSERT, UPDATE, DELETE' });
    // An organisation's own date is seen by whoever stands below it (it binds him) or above it.
    await protect(runner, 'program_date', {
      engine: 'SELECT, INSERT',
      reader: `${anyScope} AND CASE scope
        WHEN 'program' THEN true
        WHEN 'organisation' THEN EXISTS (
          SELECT FROM shidian.organisation place
          WHERE place.id = ANY ((SELECT shidian.scope())::uuid[]) AND program_date.scope_id = ANY (place.path)
             OR place.id = program_date.scope_id AND place.path && (SELECT shidian.scope()))
        ELSE EXISTS (SELECT FROM shidian.case_file seen WHERE seen.id = program_date.scope_id) END`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await unprotect(runner, 'program_date');
    await runner.query(`
      DROP TABLE shidian.timer;
      DROP POLICY task_reader ON shidian.task;
      DROP TABLE shidian.task_member;
      DROP TABLE shidian.task;
      DROP TABLE shidian.case_file;
    `);
  }
}
