/** Organisations, posts, accounts and who holds what. */
import type { Organisation, Post } from '@shidian/access';
import type { Instant } from '@shidian/engine';
import type { Administration, Principal } from './identity.js';

/** Organisations, posts, accounts, holdings: changes rarely, read whole and cached by `version`. */
export interface DirectoryStore {
  version(): Promise<number>;
  load(): Promise<{ readonly version: number; readonly organisations: readonly Organisation[]; readonly posts: readonly Post[]; /** Posts that somebody holds now, or for which somebody stands in. */ readonly held: readonly string[] }>;
  saveOrganisations(rows: readonly Organisation[]): Promise<void>;
  savePosts(rows: readonly Post[]): Promise<void>;
  saveAccounts(rows: readonly AccountRow[]): Promise<void>;
  saveHoldings(rows: readonly { readonly accountId: string; readonly postId: string; readonly from: Instant; readonly to: Instant | null }[]): Promise<void>;
  accountByLogin(login: string): Promise<AccountRow | undefined>;
  /** Principal of the account at the instant; undefined when disabled or unknown. */
  principal(accountId: string, at: Instant): Promise<Principal | undefined>;
  /** Principals of those of the accounts that are known and not disabled, in no order. */
  principals(accountIds: readonly string[], at: Instant): Promise<readonly Principal[]>;
}

export interface AccountRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  /** argon2id string. */
  readonly passwordHash: string;
  readonly email: string | null;
  readonly disabled: boolean;
  readonly administers: Administration | null;
}
