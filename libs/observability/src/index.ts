/**
 * What the processes say of themselves: structured log lines and health.
 *
 * Invariants
 * - No secret is logged: keys such as authorization, cookie, password, token and secret are hidden at any depth, and so are
 *   credentials in addresses, in facts, sentences and errors alike.
 * - A health report always comes, in bounded time, and says nothing that must not be public.
 */
export { reportHealth, type HealthCheck, type HealthCheckResult, type HealthFinding, type HealthReport } from './health.js';
export { createLogger, type Logger, type LogLevel } from './logger.js';
export { nestLog, type Log } from './nest-log.js';
export { scrub, scrubText } from './scrub.js';
