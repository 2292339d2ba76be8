/**
 * Sign-in as rows: sessions, API tokens (only their hashes, hex SHA-256) and failed sign-ins. Instants come from the
 * business clock; a session or token that is over at the instant given is not there.
 */
import type { Instant } from '@shidian/engine';
import type { Principal } from './identity.js';

export interface NewSession {
  readonly hash: string;
  readonly accountId: string;
  readonly at: Instant;
  readonly idleUntil: Instant;
  /** Its end whatever happens; never before `idleUntil`. */
  readonly endsAt: Instant;
}

export interface NewToken {
  readonly id: string;
  readonly hash: string;
  readonly accountId: string;
  readonly name: string;
  readonly at: Instant;
  readonly endsAt: Instant;
}

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Instant;
  readonly endsAt: Instant;
  readonly usedAt: Instant | null;
}

/** When failures lock: the `limit`-th failure in a row locks for `lockMs`; a failure older than `lockMs` is forgotten. */
export interface LockPolicy {
  readonly limit: number;
  readonly lockMs: number;
}

export interface SessionStore {
  open(session: NewSession): Promise<void>;
  /** Whose session it is, alive at `at`, its idle time moved to `at + idleMs` (never beyond its end), in one statement. Undefined when unknown, over, or of a disabled account. */
  use(hash: string, at: Instant, idleMs: number): Promise<Principal | undefined>;
  /** Which of these sessions and tokens are alive at `at`. Nothing is moved or noted: looking on is no use of them. */
  alive(hashes: readonly string[], at: Instant): Promise<ReadonlySet<string>>;
  /** Idempotent. */
  end(hash: string): Promise<void>;
  issueToken(token: NewToken): Promise<void>;
  /** The account of a token alive at `at`; notes the use (to the minute is enough). */
  useToken(hash: string, at: Instant): Promise<string | undefined>;
  /** Tokens of the account that are neither revoked nor over at `at`, newest first. */
  tokens(accountId: string, at: Instant): Promise<readonly TokenRow[]>;
  /** False where the account has no such token alive. */
  revokeToken(accountId: string, tokenId: string, at: Instant): Promise<boolean>;
  /** Until when the login is locked, where it is at `at`. Logins that no account bears can be locked like any other. */
  lockedUntil(login: string, at: Instant): Promise<Instant | undefined>;
  /** Counts a failure in one statement; the instant until which it now is locked, if it is. */
  failed(login: string, at: Instant, policy: LockPolicy): Promise<Instant | undefined>;
  /** Forgets the failures of the login. */
  succeeded(login: string): Promise<void>;
}
