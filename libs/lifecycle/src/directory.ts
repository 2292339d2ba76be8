/** The organisation tree in memory: small, read whole, reloaded when its version moved. */
import { OrganisationTree } from '@shidian/access';
import type { DirectoryStore } from './ports.js';

export interface DirectorySnapshot {
  readonly version: number;
  readonly tree: OrganisationTree;
  /** Posts that somebody holds now. */
  readonly held: ReadonlySet<string>;
}

export class Directory {
  private snapshot: DirectorySnapshot | undefined;

  constructor(private readonly store: DirectoryStore) {}

  /** The newest tree; one short query when nothing changed. */
  async current(): Promise<DirectorySnapshot> {
    const version = await this.store.version();
    if (this.snapshot?.version === version) return this.snapshot;
    const loaded = await this.store.load();
    this.snapshot = {
      version: loaded.version,
      tree: new OrganisationTree(loaded.organisations, loaded.posts),
      held: new Set(loaded.held),
    };
    return this.snapshot;
  }
}
