/** The organisation tree in memory: small, read whole, reloaded when its version moved. */
import { OrganisationTree } from '@shidian/access';
import type { DirectoryStore } from './ports/directory-store.js';

export interface DirectorySnapshot {
  readonly version: number;
  readonly tree: OrganisationTree;
  /** Posts that somebody holds now, or for which somebody stands in. */
  readonly held: ReadonlySet<string>;
}

/** A change of the directory is seen by steps at most this much later. */
const FRESH_MS = 1000;

export class Directory {
  private snapshot: DirectorySnapshot | undefined;
  private checkedAt = Number.NEGATIVE_INFINITY;
  private checking: Promise<DirectorySnapshot> | undefined;

  constructor(private readonly store: DirectoryStore) {}

  /** The tree, looked after at most once a second; whoever asks while somebody looks waits for the same answer. */
  async current(): Promise<DirectorySnapshot> {
    if (this.snapshot !== undefined && performance.now() - this.checkedAt < FRESH_MS) return this.snapshot;
    this.checking ??= this.look().finally(() => {
      this.checking = undefined;
    });
    return await this.checking;
  }

  private async look(): Promise<DirectorySnapshot> {
    const version = await this.store.version();
    if (this.snapshot?.version !== version) {
      const loaded = await this.store.load();
      this.snapshot = { version: loaded.version, tree: new OrganisationTree(loaded.organisations, loaded.posts), held: new Set(loaded.held) };
    }
    this.checkedAt = performance.now();
    return this.snapshot;
  }
}
