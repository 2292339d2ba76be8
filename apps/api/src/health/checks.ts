import type { HealthCheck } from '@shidian/observability';
import type { BusinessClock, StepStore } from '@shidian/lifecycle';
import type { Database, DatabaseClock } from '@shidian/persistence';

/** Timers that are overdue by more than this are not being fired. Steps catch up by themselves; reminders do not. */
const lagLimitMs = 5 * 60_000;

export function databaseCheck(database: Pick<Database, 'pools'>): HealthCheck {
  return {
    name: 'database',
    run: async () => {
      const started = performance.now();
      await Promise.all([database.pools.engine.query('SELECT 1'), database.pools.reader.query('SELECT 1')]);
      return { ok: true, detail: { zh: '数据库可用', en: 'The database answers' }, details: { ms: Math.round(performance.now() - started) } };
    },
  };
}

export function migrationsCheck(database: Pick<Database, 'migrationsPending'>): HealthCheck {
  return {
    name: 'migrations',
    run: async () => {
      const pending = await database.migrationsPending();
      return pending.length === 0
        ? { ok: true, detail: { zh: '数据库结构是最新的', en: 'The schema is current' } }
        : { ok: false, detail: { zh: '有未执行的迁移：运行 shidian migrate', en: 'Migrations are pending: run shidian migrate' }, details: { pending: pending.length } };
    },
  };
}

/** The queue as the workers will find it. Requests are answered without it; what it carries comes later, by the worker's polls. */
export function queueCheck(probe: () => Promise<void>): HealthCheck {
  return {
    name: 'queue',
    elsewhere: true,
    run: async () => {
      await probe();
      return { ok: true, detail: { zh: '队列可用', en: 'The queue answers' } };
    },
  };
}

export function clockCheck(clock: Pick<DatabaseClock, 'health'>): HealthCheck {
  return {
    name: 'clock',
    run: () => {
      const { sure, uncertaintyMs, measuredAgoMs } = clock.health();
      const details = Number.isFinite(uncertaintyMs) ? { uncertaintyMs: Math.ceil(uncertaintyMs), measuredAgoMs: Math.ceil(measuredAgoMs) } : {};
      const detail = sure
        ? { zh: '时钟与数据库一致', en: 'The clock agrees with the database' }
        : { zh: '与数据库的时差超过一秒、正在变动或久未测得：检查网络和主机时间', en: 'The clock may be off by more than a second, has jumped, or was not measured for long: see to the network and the hosts’ time' };
      return Promise.resolve({ ok: sure, detail, details });
    },
  };
}

/**
 * Whether deadlines are being fired, which workers do. A step fires for itself what was due before it: with every worker dead
 * the interface answers rightly, and taking all of it from the balancer at once would add an outage to a delay.
 */
export function timersCheck(steps: Pick<StepStore, 'nextDue'>, clock: BusinessClock, graceMs: number): HealthCheck {
  return {
    name: 'timers',
    elsewhere: true,
    run: async () => {
      const due = await steps.nextDue();
      const lagMs = due === undefined ? 0 : Math.max(0, clock.now() - due);
      return lagMs <= lagLimitMs + graceMs
        ? { ok: true, detail: { zh: '到期事项均已处理', en: 'What was due has been done' }, details: { lagMs } }
        : { ok: false, detail: { zh: '到期事项积压：检查 worker 是否在运行', en: 'What is due is not being done: see whether a worker runs' }, details: { lagMs } };
    },
  };
}
