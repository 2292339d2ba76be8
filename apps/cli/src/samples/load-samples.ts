import { hash, verify } from '@node-rs/argon2';
import type { AccountRow, BusinessClock, DirectoryStore } from '@shidian/lifecycle';
import type { SampleFiles } from './sample-files.js';
import { sampleId } from './sample-id.js';
import { postId, sampleTree } from './sample-tree.js';

export interface LoadedSamples {
  readonly organisations: number;
  readonly posts: number;
  /** Accounts that were not there before. */
  readonly accounts: number;
}

/**
 * Puts the sample organisations, posts, accounts and holdings into the directory. May be repeated: an account that is
 * there keeps its password, its name and its posts.
 */
export async function loadSamples(directory: DirectoryStore, files: SampleFiles, clock: BusinessClock): Promise<LoadedSamples> {
  const tree = sampleTree(files);
  await directory.saveOrganisations(tree.organisations);
  await directory.savePosts(tree.posts);

  const passwordHash = await hash(files.accounts.password);
  const fresh: AccountRow[] = [];
  for (const [login, account] of Object.entries(files.accounts.accounts)) {
    if (await directory.accountByLogin(login)) continue;
    fresh.push({
      id: sampleId('account', login),
      login,
      name: account.name,
      passwordHash,
      email: `${login}@example.org`,
      disabled: false,
      administers: account.administers ?? null,
    });
  }
  if (fresh.length > 0) {
    await directory.saveAccounts(fresh);
    await directory.saveHoldings(
      fresh.flatMap(({ id, login }) => {
        const post = files.accounts.accounts[login]?.post;
        return post === undefined ? [] : [{ accountId: id, postId: postId(post), from: clock.now(), to: null }];
      }),
    );
  }
  return { organisations: tree.organisations.length, posts: tree.posts.length, accounts: fresh.length };
}

/** Logins of sample accounts that can be entered with the sample password. */
export async function openSampleAccounts(directory: DirectoryStore, files: SampleFiles): Promise<readonly string[]> {
  const open: string[] = [];
  for (const login of Object.keys(files.accounts.accounts)) {
    const account = await directory.accountByLogin(login);
    if (account && !account.disabled && (await verify(account.passwordHash, files.accounts.password))) open.push(login);
  }
  return open;
}
