import type { Pool, PoolClient } from 'pg';
import type { CaseForStep, ProgramForStep, SharedWork, StepStore, StepTransaction } from '@shidian/lifecycle';
import type { Instant } from '@shidian/engine';
import { DatabaseUnavailable, meansUnavailable, sqlState, TooMuchContention, translated } from '../errors.js';
import { onClient, rowsOf } from '../stores/query.js';
import { SharedSteps } from './shared-steps.js';
import { duePrograms, nextDue } from './statements.js';
import { PostgresStepTransaction } from './transaction.js';

const attempts = 8;
const deadlock = '40P01';
const serialisation = '40001';

/** Full jitter, 4 ms doubling to at most half a second: those who collided come back at different times. */
const backoff = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(500, 4 * 2 ** attempt)));

/** Steps on PostgreSQL as the role `engine`. */
export class PostgresStepStore implements StepStore {
  private readonly sharing = new SharedSteps({ connection: () => this.connection(), alone: (work) => this.transaction(work) });

  constructor(private readonly pool: Pool) {}

  async shared<T>(about: SharedWork, work: (tx: StepTransaction) => Promise<T>): Promise<T> {
    return await this.sharing.run(about, work);
  }

  async transaction<T>(work: (tx: StepTransaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.attempt(work);
      if (outcome.done) return outcome.value;
      if (attempt === attempts) {
        throw meansUnavailable(outcome.error) ? new DatabaseUnavailable(false, outcome.error) : new TooMuchContention(attempts, outcome.error);
      }
      await backoff(attempt);
    }
  }

  async readCases(caseIds: readonly string[]): Promise<readonly CaseForStep[]> {
    return caseIds.length === 0 ? [] : await this.look((tx) => tx.readCases(caseIds));
  }

  async formBodies(caseIds: readonly string[]): ReturnType<StepStore['formBodies']> {
    return await this.look((tx) => tx.formBodies(caseIds));
  }

  async readProgram(programId: string): Promise<ProgramForStep | undefined> {
    return await this.look((tx) => tx.readProgram(programId));
  }

  /** Everything of one instant, and nothing locked. */
  private async look<T>(read: (tx: PostgresStepTransaction) => Promise<T>): Promise<T> {
    return await onClient(this.pool, async (client) => {
      const tx = new PostgresStepTransaction(client, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const [value] = await Promise.all([read(tx), tx.commit()]);
      return value;
    });
  }

  async duePrograms(upTo: Instant, limit: number): Promise<readonly string[]> {
    const rows = await rowsOf<{ id: string }>(this.pool, duePrograms.name, duePrograms.text, [upTo, limit]);
    return rows.map((row) => row.id);
  }

  async nextDue(): Promise<Instant | undefined> {
    const rows = await rowsOf<{ at: number | null }>(this.pool, nextDue.name, nextDue.text);
    return rows[0]?.at ?? undefined;
  }

  /**
   * One try. Contention is a result, and so is a connection that broke before COMMIT was sent: nothing has happened then, and
   * the pool has others. Everything else that fails is thrown.
   */
  private async attempt<T>(work: (tx: StepTransaction) => Promise<T>): Promise<{ readonly done: true; readonly value: T } | { readonly done: false; readonly error: unknown }> {
    const client = await this.connection();
    const tx = new PostgresStepTransaction(client);
    let committing = false;
    let lost: Error | undefined;
    const onError = (error: Error): void => {
      lost = error;
    };
    client.on('error', onError);
    try {
      const value = await work(tx);
      committing = true;
      await tx.commit();
      return { done: true, value };
    } catch (error) {
      if (lost !== undefined || meansUnavailable(error)) {
        lost ??= error instanceof Error ? error : new Error(String(error));
        if (committing) throw new DatabaseUnavailable(true, error);
        return { done: false, error: meansUnavailable(error) ? error : lost };
      }
      await tx.rollback().catch((rollbackError: unknown) => {
        lost = rollbackError instanceof Error ? rollbackError : new Error(String(rollbackError));
      });
      const state = sqlState(error);
      if (state === deadlock || state === serialisation) return { done: false, error };
      // A full disk is not a matter of the next half second: whoever asked tries again.
      throw translated(error);
    } finally {
      client.off('error', onError);
      client.release(lost);
    }
  }

  private async connection(): Promise<PoolClient> {
    try {
      return await this.pool.connect();
    } catch (error) {
      throw translated(error);
    }
  }
}
