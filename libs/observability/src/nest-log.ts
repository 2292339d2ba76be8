import type { LoggerService } from '@nestjs/common';

/** The part of a logger that is used here: facts first, then the sentence (the shape of pino). */
export interface Log {
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}

/** Nest's own words on their way to the log; its chatter about routes and modules stays out. */
export function nestLog(log: Log): LoggerService {
  const sentence = (message: unknown): string => (typeof message === 'string' ? message : 'Nest');
  const facts = (message: unknown, parameters: readonly unknown[]): object => ({ nest: parameters, ...(message instanceof Error && { err: message }) });
  return {
    log: () => undefined,
    debug: () => undefined,
    verbose: () => undefined,
    warn: (message: unknown, ...parameters: unknown[]) => {
      log.warn(facts(message, parameters), sentence(message));
    },
    error: (message: unknown, ...parameters: unknown[]) => {
      log.error(facts(message, parameters), sentence(message));
    },
  };
}
