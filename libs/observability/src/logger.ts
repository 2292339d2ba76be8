import { destination, pino, stdSerializers, stdTimeFunctions, type Bindings, type ChildLoggerOptions, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { scrub, scrubText } from './scrub.js';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** Facts first, then the sentence: `log.info({ case: id }, 'Case stepped')`. One JSON line each. */
export type Logger = PinoLogger;

type BindChild = (this: unknown, facts: Bindings, options?: ChildLoggerOptions) => Logger;

/**
 * A logger that writes one JSON object a line: level in words, time in UTC, the process's name, facts and a sentence,
 * all of them without secrets. To standard output unless a stream is given.
 */
export function createLogger(name: string, level: LogLevel, stream?: DestinationStream): Logger {
  const logger = pino(
    {
      name,
      level,
      base: { pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (facts) => scrub(facts) as Record<string, unknown>,
      },
      serializers: { err: describeError, error: describeError },
      // The last net, under sentences and under the message that pino takes from an error.
      hooks: { streamWrite: scrubText },
    },
    stream ?? destination({ dest: 1, sync: false }),
  );
  // What a child is bound to passes through no formatter of pino's; children inherit this method.
  const child = Reflect.get(logger, 'child') as unknown as BindChild;
  Reflect.set(logger, 'child', function bound(this: unknown, facts: Bindings, options?: ChildLoggerOptions): Logger {
    return child.call(this, scrub(facts) as Bindings, options);
  });
  return logger;
}

function describeError(error: unknown): unknown {
  return error instanceof Error ? scrub({ ...stdSerializers.err(error) }) : scrub(error);
}
