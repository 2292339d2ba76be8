import type { Terminal } from './print/terminal.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that a command sees of the world outside its arguments. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly environment: Environment;
  /** Where the command was called. */
  readonly folder: string;
  /** The project: holds `dist`, `workflows` and `samples`. */
  readonly root: string;
  /** Runs the work when the process is asked to end; the returned function takes it back. */
  onStop(work: () => void): () => void;
}
