/**
 * The worker process: fires deadlines, carries pokes, delivers mail, collects what nobody needs.
 *
 * SIGTERM and SIGINT: the transaction at work is finished, no other is begun, and it ends with 0. SIGKILL at any moment
 * loses nothing: whatever was not committed is found again by the next worker.
 *
 * A rejection that nobody handled is logged and the process goes on; an exception that nobody caught ends it with 1 for
 * its supervisor to start a new one.
 */
import { type Config, ConfigError, loadConfig, processEnvironment } from '@shidian/config';
import { createLogger } from '@shidian/observability';
import { startWorker, type WorkerConfig } from './start-worker.js';

const patienceMs = 25_000;

// A guard, not a copy: the settings hide their secrets, a copy would not.
const hasDatabase = (config: Config): config is WorkerConfig => config.databaseUrl !== undefined;

function configured(): WorkerConfig {
  const config = loadConfig(processEnvironment());
  if (hasDatabase(config)) return config;
  throw new ConfigError([
    {
      variable: 'DATABASE_URL',
      wrong: { zh: '没有设置数据库地址', en: 'no database is set' },
      mend: { zh: '设置 DATABASE_URL，或用 npm start 启动内置数据库', en: 'Set DATABASE_URL, or use npm start, which brings its own' },
    },
  ]);
}

async function main(): Promise<void> {
  const config = configured();
  const log = createLogger('worker', config.logLevel);
  let ending = false;
  const end = (code: number, why: string): void => {
    if (ending) return;
    ending = true;
    log.info({ why }, 'Stopping');
    // Whatever happens on the way out, the process must not stay.
    setTimeout(() => process.exit(1), patienceMs).unref();
    // Told to end while it starts, it ends when it has started.
    void starting.then((running) => running.stop()).then(
      () => process.exit(code),
      (error: unknown) => {
        log.error({ error }, 'Stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => {
    end(0, 'SIGTERM');
  });
  process.on('SIGINT', () => {
    end(0, 'SIGINT');
  });
  process.on('unhandledRejection', (error) => {
    log.error({ error }, 'A rejection was not handled');
  });
  process.on('uncaughtException', (error) => {
    log.fatal({ error }, 'An exception was not caught');
    end(1, 'uncaughtException');
  });
  const starting = startWorker(config, log);
  await starting;
}

try {
  await main();
} catch (error) {
  // One sentence for whoever started it; a stack only for what nobody foresaw.
  const known = error instanceof Error && 'code' in error;
  process.stderr.write(`${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
