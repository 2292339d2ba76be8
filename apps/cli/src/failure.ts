import type { Words } from '@shidian/engine';

/** What went wrong, where, and how to mend it: the whole of what a failed command prints. */
export interface FailureText {
  readonly what: Words;
  /** A file, an address, a case …; nothing when `what` says it. */
  readonly where?: string;
  readonly mend?: Words;
}

/** The command was understood and could not be done: exit code 1. */
export class CommandFailed extends Error {
  constructor(
    /** Stable, e.g. `port.busy`; what `--json` prints. */
    readonly code: string,
    readonly text: FailureText,
    options?: ErrorOptions,
  ) {
    super(text.what.en ?? text.what.zh, options);
    this.name = 'CommandFailed';
  }
}

/** The command line itself is wrong: exit code 2. */
export class WrongUsage extends CommandFailed {
  constructor(what: Words, mend?: Words) {
    super('usage', { what, ...(mend && { mend }) });
    this.name = 'WrongUsage';
  }
}
