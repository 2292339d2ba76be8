import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { DatabaseUnavailable, meansUnavailable, translated } from '../errors.js';

/** One statement of a store outside a step; the loss of the connection becomes DatabaseUnavailable, a want of room DatabaseExhausted. */
export async function rowsOf<R extends QueryResultRow>(pool: Pool | PoolClient, name: string, text: string, values: unknown[] = []): Promise<R[]> {
  try {
    return (await pool.query<R>({ name, text, values })).rows;
  } catch (error) {
    throw translated(error);
  }
}

/** How many rows the statement changed. */
export async function changedBy(pool: Pool, name: string, text: string, values: unknown[] = []): Promise<number> {
  try {
    return (await pool.query({ name, text, values })).rowCount ?? 0;
  } catch (error) {
    throw translated(error);
  }
}

const attempts = 3;

/** A transaction of a store outside a step. Where the connection breaks before COMMIT is sent, the work runs again on another. */
export async function transactionOn<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const phase = { committing: false };
    try {
      return await onClient(pool, async (client) => {
        await client.query('BEGIN');
        const value = await work(client);
        phase.committing = true;
        await client.query('COMMIT');
        return value;
      });
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      if (phase.committing) throw new DatabaseUnavailable(true, error.cause);
      if (attempt === attempts || error.connecting) throw error;
    }
  }
}

/**
 * Lends a connection. After a failure the transaction, if any, is rolled back; a connection that broke is thrown away and
 * the error is DatabaseUnavailable; one that says what the server lacks becomes DatabaseExhausted.
 */
export async function onClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  let client: PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw meansUnavailable(error) ? new DatabaseUnavailable(false, error, true) : error;
  }
  let lost: Error | undefined;
  const onError = (error: Error): void => {
    lost = error;
  };
  client.on('error', onError);
  try {
    return await work(client);
  } catch (error) {
    if (lost !== undefined || meansUnavailable(error)) {
      lost ??= error instanceof Error ? error : new Error(String(error));
      throw new DatabaseUnavailable(false, meansUnavailable(error) ? error : lost);
    }
    await client.query('ROLLBACK').catch((rollbackError: unknown) => {
      lost = rollbackError instanceof Error ? rollbackError : new Error(String(rollbackError));
    });
    throw translated(error);
  } finally {
    client.off('error', onError);
    client.release(lost);
  }
}
