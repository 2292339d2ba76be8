import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { Principal } from '@shidian/lifecycle';
import { meansUnavailable, translated } from '../errors.js';

/** What row-level security compares with: the principal's organisations and posts, and himself for what is his alone. */
export function scopeArray(principal: Principal): readonly string[] {
  return [...principal.scope, principal.accountId];
}

/**
 * One statement of a person, in one flight: BEGIN, the scope for this transaction alone, the statement, COMMIT. Nothing of
 * the scope survives on the connection, whatever happens.
 */
export class ReaderConnection {
  constructor(private readonly pool: Pool) {}

  async query<R extends QueryResultRow>(principal: Principal, name: string, text: string, values: readonly unknown[]): Promise<R[]> {
    let client: PoolClient;
    try {
      client = await this.pool.connect();
    } catch (error) {
      throw translated(error);
    }
    let lost: Error | undefined;
    const onError = (error: Error): void => {
      lost = error;
    };
    client.on('error', onError);
    try {
      const scope = `{${scopeArray(principal).join(',')}}`;
      const [, , answer] = await settled([
        client.query('BEGIN'),
        client.query({ name: 'set_scope', text: `SELECT set_config('app.scope', $1, true)`, values: [scope] }),
        client.query<R>({ name, text, values: [...values] }),
        client.query('COMMIT'),
      ]);
      return (answer?.rows ?? []) as R[];
    } catch (error) {
      if (meansUnavailable(error)) lost ??= error instanceof Error ? error : new Error(String(error));
      throw translated(error);
    } finally {
      client.off('error', onError);
      client.release(lost);
    }
  }
}

/** Waits for all, so that none is still under way when the connection goes back, then throws the first failure. */
async function settled<T>(sent: readonly Promise<T>[]): Promise<readonly T[]> {
  const outcomes = await Promise.allSettled(sent);
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}
