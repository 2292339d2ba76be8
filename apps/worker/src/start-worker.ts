import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { noChannels, processEnvironment, readChannels, type Config } from '@shidian/config';
import { Calendars, Definitions, Directory, Drains, StepRunner } from '@shidian/lifecycle';
import { channelsOf, NoticeRun } from '@shidian/notices';
import {
  connect,
  DatabaseClock,
  PostgresAgendaStore,
  PostgresAttachmentStore,
  PostgresCalendarStore,
  PostgresDefinitionStore,
  PostgresDeliveryStore,
  PostgresDirectoryStore,
  PostgresOutboxStore,
  PostgresStepStore,
  PostgresUpkeepStore,
} from '@shidian/persistence';
import { configureBackend, duePoll, Firing, HorizonScheduler, OutboxRelay, pause, Poking, pokeSweep, queuePoolSize, QueueWakeUps, type Duty, type QueueSettings } from '@shidian/queue';
import { healthChecks, serveHealth } from './health.js';
import { Loops } from './loops.js';
import { type Log, nestLog } from '@shidian/observability';
import type { WorkerParts } from './parts.js';
import { Upkeep } from './upkeep.js';
import { WorkerModule } from './worker.module.js';

const upkeepEveryMs = 10 * 60_000;
const noticePollMs = 5_000;
const zone = 'Asia/Shanghai';
const goodbyeWithinMs = 5_000;

export type WorkerConfig = Config & { readonly databaseUrl: string };

export interface RunningWorker {
  /** Where `/health/ready` is answered. */
  readonly port: number;
  /** Ends what runs between two transactions, lets the jobs at work finish, and closes everything. */
  stop(): Promise<void>;
}

function queueSettings(config: WorkerConfig): QueueSettings {
  if (config.redisUrl !== undefined) return { kind: 'redis', url: config.redisUrl };
  return { kind: 'postgres', url: config.databaseUrl, ...(config.databaseOwnerUrl !== undefined && { ownerUrl: config.databaseOwnerUrl }) };
}

/** One poll makes the messages, one for each channel sends them: none waits for another. */
function noticePolls(notices: NoticeRun): readonly Duty[] {
  const poll = (name: string, run: (signal: AbortSignal) => Promise<unknown>): Duty => ({
    name,
    everyMs: noticePollMs,
    run: async (signal) => {
      await run(signal);
      return false;
    },
  });
  return [poll('notices', (signal) => notices.make(signal)), ...notices.channels.map((channel) => poll(`channel ${channel}`, (signal) => notices.send(channel, signal)))];
}

/**
 * Puts the worker together: database, clock, queue, then Nest with its processors, then the loops.
 *
 * @throws what the database, the queue or the port say; nothing is left open then
 */
export async function startWorker(config: WorkerConfig, log: Log): Promise<RunningWorker> {
  const closing: (() => unknown)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const database = await connect({
      url: config.databaseUrl,
      ...(config.databaseOwnerUrl !== undefined && { ownerUrl: config.databaseOwnerUrl }),
      engineConnections: config.databasePool,
      readerConnections: 1,
      otherConnections: config.redisUrl === undefined ? queuePoolSize : 0,
      applicationName: 'shidian worker',
    });
    closing.push(() => database.close());
    await database.assertMigrated();
    const { engine, lookup } = database.pools;

    const clock = await DatabaseClock.start(engine);
    closing.push(() => {
      clock.stop();
    });

    // Before Nest: it takes the backend that is set when its queues are made.
    const backend = await configureBackend(queueSettings(config), log);
    closing.push(() => backend.close());

    const { allow, channels: others } = config.channels === undefined ? noChannels : readChannels(config.channels, processEnvironment());
    const smtp = config.smtpUrl === undefined ? undefined : { url: config.smtpUrl, from: config.mailFrom };
    const channels = channelsOf({ smtp, channels: others, allow, publicUrl: config.publicUrl, clock });
    closing.push(() => {
      for (const channel of channels) channel.close();
    });

    const steps = new PostgresStepStore(engine);
    const agenda = new PostgresAgendaStore(engine);
    const outbox = new PostgresOutboxStore(engine);
    const calendars = new Calendars(new PostgresCalendarStore(lookup), clock);
    const runner = new StepRunner(new Definitions(new PostgresDefinitionStore(lookup), config.graceMs), new Directory(new PostgresDirectoryStore(lookup, clock)), calendars, clock);
    const drains = new Drains(steps, runner, (incident) => {
      log.error({ alarm: 'incident', incident }, 'an instance does not fit its definition and was left as it is');
    });
    const stopping = new AbortController();
    const firing = new Firing(drains, clock, log, stopping.signal);
    const poking = new Poking(drains, agenda, clock, stopping.signal);
    const notices = new NoticeRun({
      deliveries: new PostgresDeliveryStore(engine, clock),
      channels,
      clock,
      digest: { minutes: config.digestMinutes, zone, calendar: () => calendars.inForce() },
      log,
    });

    const parts: WorkerParts = {
      log,
      backend,
      firing,
      poking,
      notices,
      upkeep: new Upkeep(new PostgresAttachmentStore(engine), new PostgresUpkeepStore(engine), clock, log),
      polls: [
        duePoll(firing),
        pokeSweep(poking),
        ...noticePolls(notices),
      ],
      publishing: (queues) => {
        const wakeUps = new QueueWakeUps(queues, backend, clock);
        return [
          new OutboxRelay(outbox, wakeUps),
          new HorizonScheduler(agenda, wakeUps, clock),
          {
            name: 'upkeep schedule',
            everyMs: 60_000,
            run: async () => {
              await wakeUps.keepUp(upkeepEveryMs);
              return false;
            },
          },
        ];
      },
      stopping,
      atWork: new Set(),
    };

    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares its options as a class and takes literals
    const options: NestApplicationOptions = { logger: nestLog(log), abortOnError: false };
    const app = await NestFactory.createApplicationContext(WorkerModule.over(parts), options);
    const loops = app.get(Loops);
    closing.push(async () => {
      // Ours first: what is under way is finished. Then the queue's own goodbyes, which an absent server never answers;
      // a job that it does not hear of any more is handed out again, and finds nothing left to do.
      await loops.beforeApplicationShutdown();
      await Promise.allSettled(parts.atWork);
      const closed = app.close();
      await Promise.race([closed, pause(goodbyeWithinMs, new AbortController().signal)]);
      closed.catch(() => undefined);
    });
    const server = await serveHealth(healthChecks({ database, backend, clock, steps, graceMs: config.graceMs, duties: () => loops.states() }), config.port, config.host);
    closing.push(() => {
      server.close();
      server.closeAllConnections();
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : config.port;
    log.info({ port, queue: backend.where, channels: notices.channels }, 'Working');
    return { port, stop: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
