import type { HealthCheck } from '@shidian/observability';
import type { BusinessClock, StepStore } from '@shidian/lifecycle';
import type { Database } from '@shidian/persistence';

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

/** The queue as the workers will find it. */
export function queueCheck(probe: () => Promise<void>): HealthCheck {
  return {
    name: 'queue',
    run: async () => {
      await probe();
      return { ok: true, detail: { zh: '队列可用', en: 'The queue answers' } };
    },
  };
}

/** What the clock says of itself. */
export interface ClockState {
  /** False while it may be wrong by more than a second. */
  sure(): boolean;
}

export function clockCheck(clock: ClockState): HealthCheck {
  return {
    name: 'clock',
    run: () =>
      Promise.resolve(
        clock.sure()
          ? { ok: true, detail: { zh: '时钟与数据库一致', en: 'The clock agrees with the database' } }
          : { ok: false, detail: { zh: '时钟与数据库的差别超过一秒或尚未测得', en: 'The clock is off by more than a second, or not measured yet' } },
      ),
  };
}

export function timersCheck(steps: Pick<StepStore, 'nextDue'>, clock: BusinessClock, graceMs: number): HealthCheck {
  return {
    name: 'timers',
    run: async () => {
      const due = await steps.nextDue();
      const lagMs = due === undefined ? 0 : Math.max(0, clock.now() - due);
      return lagMs <= lagLimitMs + graceMs
        ? { ok: true, detail: { zh: '到期事项均已处理', en: 'What was due has been done' }, details: { lagMs } }
        : { ok: false, detail: { zh: '到期事项积压：检查 worker 是否在运行', en: 'What is due is not being done: see whether a worker runs' }, details: { lagMs } };
    },
  };
}
