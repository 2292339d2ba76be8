import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is due of programs among the deadlines of a million cases. A poll asks for both; a statement that is planned for
 * any instant looked through every row for the few that belong to no case.
 */
export class ProgramTimers2026112218300 implements MigrationInterface {
  readonly name = 'ProgramTimers2026112218300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX timer_of_program_due ON shidian.timer (due_at) WHERE case_id IS NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX shidian.timer_of_program_due');
  }
}
