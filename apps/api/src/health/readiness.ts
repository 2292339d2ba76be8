import type { HealthReport } from '@shidian/observability';

/** Whether the service can serve: database, migrations, queue, clock, lag of the timers. */
export interface Readiness {
  report(): Promise<HealthReport>;
}
