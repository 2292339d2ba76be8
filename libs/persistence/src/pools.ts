import pg from 'pg';
import type { Pool, PoolConfig } from 'pg';

export interface PoolSettings {
  readonly url: string;
  readonly role: string;
  readonly size: number;
  readonly statementTimeoutMs: number;
  readonly idleInTransactionMs: number;
  readonly connectTimeoutMs: number;
  readonly applicationName: string;
  /**
   * `once` a connection for the statements of steps, which look things up by key: planning them anew costs eight times what
   * running them does. `always` for lists with optional filters, read by one who sees ten cases or all of them.
   */
  readonly plans: 'once' | 'always';
}

const int8 = pg.types.builtins.INT8;

/** Counts and milliseconds stay far below 2^53; anything above is a defect and must not be rounded in silence. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`the integer ${text} does not fit a number`);
  return value;
}

/**
 * A pool that acts as one role. Its connections are pipelined: statements that are sent without waiting for each other
 * share one round trip. A connection that broke while idle is dropped by the pool; the next caller gets a fresh one.
 */
export function rolePool(settings: PoolSettings): Pool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(int8, safeInteger);
  const config: PoolConfig = {
    connectionString: settings.url,
    max: settings.size,
    application_name: settings.applicationName,
    options: [
      `-c role=${settings.role}`,
      '-c search_path=shidian,pg_temp',
      `-c statement_timeout=${settings.statementTimeoutMs}`,
      `-c idle_in_transaction_session_timeout=${settings.idleInTransactionMs}`,
      '-c timezone=UTC',
      `-c plan_cache_mode=${settings.plans === 'once' ? 'force_generic_plan' : 'force_custom_plan'}`,
    ].join(' '),
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    idleTimeoutMillis: 60_000,
    pipeline: true,
    types,
  };
  const pool = new pg.Pool(config);
  // Without a listener the loss of an idle connection would end the process.
  pool.on('error', () => undefined);
  return pool;
}
