/** Who stands at the door, and the clock on its wall. */
import type { Instant } from '@shidian/engine';

export type Administration = 'system' | 'security' | 'audit';

/** Who stands at the door. Built from the session or token, never from the request's body. */
export interface Principal {
  readonly accountId: string;
  readonly login: string;
  readonly name: string;
  /** Posts held now (holdings valid at the time of asking), and those for which one of them stands in. */
  readonly posts: readonly string[];
  /** Of {@link posts}, those of others for which he only stands in (代理). */
  readonly standsInFor?: readonly string[];
  /** Organisation ids and post ids that the reader's row-level security is set to (`app.scope`). */
  readonly scope: readonly string[];
  readonly administers: Administration | null;
}

/** The business clock: an estimate of the database's clock, or a virtual one in a simulation. */
export interface BusinessClock {
  now(): Instant;
}
