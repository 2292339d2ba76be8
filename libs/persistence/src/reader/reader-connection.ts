import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import type { Principal } from '@shidian/lifecycle';
import { DatabaseUnavailable } from '../errors.js';
import { onClient } from '../stores/query.js';

const attempts = 3;

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
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await onClient(this.pool, (client) => flight<R>(client, principal, name, text, values));
      } catch (error) {
        // Reading twice does no harm, and neither does marking as read.
        if (!(error instanceof DatabaseUnavailable) || error.connecting || attempt === attempts) throw error;
      }
    }
  }
}

async function flight<R extends QueryResultRow>(client: PoolClient, principal: Principal, name: string, text: string, values: readonly unknown[]): Promise<R[]> {
  const scope = `{${scopeArray(principal).join(',')}}`;
  const answers: readonly QueryResult[] = await settled([
    client.query('BEGIN'),
    client.query({ name: 'set_scope', text: `SELECT set_config('app.scope', $1, true)`, values: [scope] }),
    client.query<R>({ name, text, values: [...values] }),
    client.query('COMMIT'),
  ]);
  return (answers[2]?.rows ?? []) as R[];
}

/** Waits for all, so that none is still under way when the connection goes back, then throws the first failure. */
async function settled<T>(sent: readonly Promise<T>[]): Promise<readonly T[]> {
  const outcomes = await Promise.allSettled(sent);
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}
