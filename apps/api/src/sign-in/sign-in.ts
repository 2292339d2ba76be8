import { Injectable } from '@nestjs/common';
import type { Instant } from '@shidian/engine';
import { newId, type DirectoryStore, type Principal, type SessionStore } from '@shidian/lifecycle';
import { Problem } from '../problem/problem.js';
import type { ApiSettings } from '../settings.js';
import { Part } from '../tokens.js';
import { Passwords } from './passwords.js';
import { newSecret, newToken, secretHash } from './secrets.js';

/**
 * Five failures in a row lock a login for ten minutes. An attempt is counted before its password is looked at, and the
 * sixth is not looked at: so attempts made all at once are no more than five either.
 */
const lockPolicy = { limit: 6, lockMs: 10 * 60_000 } as const;
const day = 24 * 3_600_000;

export interface IssuedToken {
  readonly id: string;
  readonly name: string;
  /** Leaves the process once, here. */
  readonly token: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** Signing in and out, sessions and API tokens of local accounts. */
@Injectable()
export class SignIn {
  private readonly passwords = new Passwords();

  constructor(
    @Part('accounts') private readonly accounts: DirectoryStore,
    @Part('sessions') private readonly sessions: SessionStore,
    @Part('settings') private readonly settings: ApiSettings,
  ) {}

  /**
   * An unknown login, a wrong password and a disabled account are answered alike, after the same work, and count alike
   * towards the lock: what is locked is the login, whether an account bears it or not.
   *
   * @throws Problem sign_in.failed, sign_in.locked
   */
  async signIn(login: string, password: string, at: Instant): Promise<{ readonly sessionId: string; readonly principal: Principal }> {
    const key = login.normalize('NFKC').toLowerCase();
    const lockedUntil = (await this.sessions.lockedUntil(key, at)) ?? (await this.sessions.failed(key, at, lockPolicy));
    if (lockedUntil !== undefined) throw locked(lockedUntil, at);
    const account = await this.accounts.accountByLogin(login);
    const matches = await this.passwords.match(account?.passwordHash, password);
    const principal = matches && account ? await this.accounts.principal(account.id, at) : undefined;
    if (!principal) throw new Problem('sign_in.failed');
    await this.sessions.succeeded(key);
    return { sessionId: await this.openSession(principal.accountId, at), principal };
  }

  async signOut(sessionId: string): Promise<void> {
    await this.sessions.end(secretHash(sessionId));
  }

  /** The principal of a live session, whose idle time starts anew. */
  async bySession(sessionId: string, at: Instant): Promise<Principal | undefined> {
    return await this.sessions.use(secretHash(sessionId), at, this.settings.sessionIdleMs);
  }

  /** The principal of a live API token. */
  async byToken(token: string, at: Instant): Promise<Principal | undefined> {
    const accountId = await this.sessions.useToken(secretHash(token), at);
    return accountId === undefined ? undefined : await this.accounts.principal(accountId, at);
  }

  async issueToken(principal: Principal, name: string, days: number, at: Instant): Promise<IssuedToken> {
    const token = newToken();
    const row = { id: newId(), hash: secretHash(token), accountId: principal.accountId, name, at, endsAt: at + days * day };
    await this.sessions.issueToken(row);
    return { id: row.id, name, token, createdAt: at, expiresAt: row.endsAt };
  }

  private async openSession(accountId: string, at: Instant): Promise<string> {
    const sessionId = newSecret();
    const { sessionIdleMs, sessionLifeMs } = this.settings;
    const endsAt = at + sessionLifeMs;
    await this.sessions.open({ hash: secretHash(sessionId), accountId, at, idleUntil: Math.min(at + sessionIdleMs, endsAt), endsAt });
    return sessionId;
  }
}

function locked(until: Instant, at: Instant): Problem {
  return new Problem('sign_in.locked', { headers: { 'retry-after': String(Math.max(1, Math.ceil((until - at) / 1000))) } });
}
