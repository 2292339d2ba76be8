/**
 * The HTTP process.
 *
 * SIGTERM and SIGINT: new requests are refused, those in flight are answered (up to twenty seconds), then it ends with 0.
 *
 * A rejection that nobody handled is logged and the process goes on: every change is one database transaction, which has
 * been committed or rolled back whole, and between two requests nothing is kept but what can be read again. An exception
 * that nobody caught may have cut any code short, the framework's too, so that nothing can be said of what is left: it is
 * logged, requests in flight are answered, and the process ends with 1 for its supervisor to start a new one.
 */
import { ConfigError, loadConfig, processEnvironment, type Config } from '@shidian/config';
import { createLogger } from '@shidian/observability';
import { serve } from './serve.js';

const patienceMs = 20_000;
/** From dist/apps/api/src to the folder of package.json. */
const root = new URL('../../../../', import.meta.url);

function hasDatabase(config: Config): config is Config & { readonly databaseUrl: string } {
  return config.databaseUrl !== undefined;
}

function configured(): Config & { readonly databaseUrl: string } {
  const config = loadConfig(processEnvironment());
  if (hasDatabase(config)) return config;
  const wrong = { zh: '没有设置数据库地址', en: 'no database is set' };
  const mend = { zh: '设置 DATABASE_URL，或用 npm start 启动内置数据库', en: 'Set DATABASE_URL, or use npm start, which brings its own' };
  throw new ConfigError([{ variable: 'DATABASE_URL', wrong, mend }]);
}

async function main(): Promise<void> {
  const config = configured();
  const log = createLogger('api', config.logLevel);
  const starting = serve(config, root, log);
  let ending = false;
  const end = (code: number, why: string): void => {
    if (ending) return;
    ending = true;
    log.info({ why }, 'Stopping');
    // Whatever happens on the way out, the process must not stay.
    setTimeout(() => process.exit(1), patienceMs + 5_000).unref();
    void starting.then((running) => running.stop(patienceMs)).then(
      () => process.exit(code),
      (err: unknown) => {
        log.error({ err }, 'Stopping failed');
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
  process.on('unhandledRejection', (err) => {
    log.error({ err }, 'A rejection was not handled');
  });
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'An exception was not caught');
    end(1, 'uncaughtException');
  });
  await starting;
}

try {
  await main();
} catch (error) {
  // One sentence for whoever started it; a stack only for what nobody foresaw.
  const words = error instanceof Error && 'words' in error ? (error.words as { zh: string; en?: string }) : undefined;
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else if (words) process.stderr.write(`${words.zh}\n${words.en ?? ''}\n`);
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
