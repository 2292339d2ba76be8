import type { MigrationInterface, QueryRunner } from 'typeorm';
import { caseIsVisible, protect } from './protect.js';

/** Confirmed rolls with their lines, and the slot that numbers an organisation's rolls. */
export class Rolls2026112122050 implements MigrationInterface {
  readonly name = 'Rolls2026112122050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE shidian.roll_slot (
        program_id uuid NOT NULL CONSTRAINT roll_slot_program_exists REFERENCES shidian.program,
        key text NOT NULL,
        organisation_id uuid NOT NULL CONSTRAINT roll_slot_organisation_exists REFERENCES shidian.organisation,
        serial integer NOT NULL CONSTRAINT roll_slot_serial_positive CHECK (serial > 0),
        CONSTRAINT roll_slot_key PRIMARY KEY (program_id, key, organisation_id)
      ) WITH (fillfactor = 50);

      CREATE TABLE shidian.roll (
        id uuid CONSTRAINT roll_key PRIMARY KEY,
        program_id uuid NOT NULL CONSTRAINT roll_program_exists REFERENCES shidian.program,
        key text NOT NULL,
        organisation_id uuid NOT NULL CONSTRAINT roll_organisation_exists REFERENCES shidian.organisation,
        serial integer NOT NULL CONSTRAINT roll_serial_positive CHECK (serial > 0),
        answers uuid CONSTRAINT roll_answered_exists REFERENCES shidian.roll,
        data text NOT NULL,
        table_body text NOT NULL,
        hash text NOT NULL,
        confirmed_by uuid NOT NULL CONSTRAINT roll_confirmer_exists REFERENCES shidian.account,
        confirmed_at timestamptz NOT NULL,
        CONSTRAINT roll_serial_once UNIQUE (program_id, key, organisation_id, serial)
      );
      CREATE INDEX roll_of_program ON shidian.roll (program_id, id DESC);

      CREATE TABLE shidian.roll_line (
        roll_id uuid NOT NULL CONSTRAINT roll_line_roll_exists REFERENCES shidian.roll,
        position integer NOT NULL,
        case_id uuid NOT NULL CONSTRAINT roll_line_case_exists REFERENCES shidian.case_file,
        decision text NOT NULL,
        data text NOT NULL,
        CONSTRAINT roll_line_key PRIMARY KEY (roll_id, position),
        CONSTRAINT roll_line_case_once UNIQUE (roll_id, case_id)
      );
      CREATE INDEX roll_line_of_case ON shidian.roll_line (case_id);
    `);
    await protect(runner, 'roll_slot', { engine: 'SELECT, INSERT, UPDATE' });
    // Seen by whoever drew it and those above him, not by the other organisations whose cases may stand on it.
    await protect(runner, 'roll', {
      engine: 'SELECT, INSERT',
      reader: 'EXISTS (SELECT FROM shidian.organisation place WHERE place.id = roll.organisation_id AND place.path && (SELECT shidian.scope()))',
    });
    await protect(runner, 'roll_line', {
      engine: 'SELECT, INSERT',
      reader: `EXISTS (SELECT FROM shidian.roll seen_roll WHERE seen_roll.id = roll_line.roll_id) OR ${caseIsVisible('roll_line')}`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE shidian.roll_line;
      DROP TABLE shidian.roll;
      DROP TABLE shidian.roll_slot;
    `);
  }
}
