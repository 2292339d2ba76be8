import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { DatabaseUnavailable, meansUnavailable, translated } from '../errors.js';

/** One statement of a store outside a step; the loss of the connection becomes DatabaseUnavailable. */
export async function rowsOf<R extends QueryResultRow>(pool: Pool, name: string, text: string, values: unknown[] = []): Promise<R[]> {
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

/** A transaction of a store outside a step. */
export async function transactionOn<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  let client: PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw translated(error);
  }
  let lost: Error | undefined;
  const onError = (error: Error): void => {
    lost = error;
  };
  client.on('error', onError);
  let committing = false;
  try {
    await client.query('BEGIN');
    const value = await work(client);
    committing = true;
    await client.query('COMMIT');
    return value;
  } catch (error) {
    if (lost !== undefined || meansUnavailable(error)) {
      lost ??= error instanceof Error ? error : new Error(String(error));
      throw new DatabaseUnavailable(committing, error);
    }
    await client.query('ROLLBACK').catch((rollbackError: unknown) => {
      lost = rollbackError instanceof Error ? rollbackError : new Error(String(rollbackError));
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(lost);
  }
}
