import type { Words } from '@shidian/engine';

/** A PostgreSQL that this run may use, and has to stop where it is ours. */
export interface DatabaseServer {
  /** For api and worker. */
  readonly url: string;
  /** For migrations. */
  readonly ownerUrl: string;
  /** A folder, or a server's address without credentials: for people. */
  readonly place: string;
  readonly embedded: boolean;
  /** What people should know about how it was started: another folder, an unclean end mended. */
  readonly notes: readonly Words[];
  stop(): Promise<void>;
}
