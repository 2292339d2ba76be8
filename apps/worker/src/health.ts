import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { BusinessClock, StepStore } from '@shidian/lifecycle';
import { reportHealth, type HealthCheck } from '@shidian/observability';
import type { Database } from '@shidian/persistence';
import type { FiringClock, LoopState, QueueBackend } from '@shidian/queue';

/** Timers that are overdue by more than this, beyond the grace, are not being fired as they should. */
const lagLimitMs = 60_000;
/** A duty that has not ended well for so long is stuck or failing. */
const dutyLimitMs = 180_000;
const answerWithinMs = 3_000;

export interface WatchedParts {
  readonly database: Pick<Database, 'pools' | 'migrationsPending'>;
  readonly backend: Pick<QueueBackend, 'probe'>;
  readonly clock: FiringClock & BusinessClock;
  readonly steps: Pick<StepStore, 'nextDue'>;
  readonly graceMs: number;
  readonly duties: () => readonly LoopState[];
}

/** Everything that this process needs in order to do its work. */
export function healthChecks({ database, backend, clock, steps, graceMs, duties }: WatchedParts): readonly HealthCheck[] {
  return [
    {
      name: 'database',
      run: async () => {
        const started = performance.now();
        await database.pools.engine.query('SELECT 1');
        return { ok: true, detail: { zh: '数据库可用', en: 'The database answers' }, details: { ms: Math.round(performance.now() - started) } };
      },
    },
    {
      name: 'migrations',
      run: async () => {
        const pending = (await database.migrationsPending()).length;
        return pending === 0
          ? { ok: true, detail: { zh: '数据库结构是最新的', en: 'The schema is current' } }
          : { ok: false, detail: { zh: '有未执行的迁移：运行 shidian migrate', en: 'Migrations are pending: run shidian migrate' }, details: { pending } };
      },
    },
    {
      name: 'queue',
      run: async () => {
        await backend.probe();
        return { ok: true, detail: { zh: '队列可用', en: 'The queue answers' } };
      },
    },
    {
      name: 'clock',
      run: () =>
        Promise.resolve(
          clock.unsure()
            ? { ok: false, detail: { zh: '数据库时钟与本机不一致，到期事项暂停处理', en: 'The database clock and this machine disagree: deadlines are held back' } }
            : { ok: true, detail: { zh: '时钟与数据库一致', en: 'The clock agrees with the database' } },
        ),
    },
    {
      name: 'timers',
      run: async () => {
        const due = await steps.nextDue();
        const lagMs = due === undefined ? 0 : Math.max(0, clock.now() - due);
        const ok = lagMs <= lagLimitMs + graceMs;
        return { ok, detail: ok ? { zh: '到期事项均已处理', en: 'What was due has been done' } : { zh: '到期事项积压', en: 'What is due is not being done in time' }, details: { lagMs } };
      },
    },
    {
      name: 'duties',
      run: () => {
        const stuck = duties().filter(({ sinceMs, failure }) => failure !== null || (sinceMs !== null && sinceMs > dutyLimitMs));
        return Promise.resolve(
          stuck.length === 0
            ? { ok: true, detail: { zh: '后台事务均正常', en: 'Every duty runs' } }
            : { ok: false, detail: { zh: '后台事务失败，正在重试', en: 'Duties fail and are tried again' }, details: { duties: stuck.map(({ name }) => name).join(', ') } },
        );
      },
    },
  ];
}

/** `GET /health/live` and `GET /health/ready`, and nothing else. Resolves when it listens. */
export async function serveHealth(checks: readonly HealthCheck[], port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : JSON.stringify(body));
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') answer(405, { code: 'method_not_allowed' });
    else if (request.url === '/health/live') answer(200, { live: true });
    else if (request.url === '/health/ready') {
      void reportHealth(checks, answerWithinMs).then(({ ok, checks: results }) => {
        answer(ok ? 200 : 503, { ready: ok, checks: results });
      });
    } else answer(404, { code: 'not_found' });
  });
  server.headersTimeout = 5_000;
  server.requestTimeout = 5_000;
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
