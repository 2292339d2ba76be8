import type { Words } from '@shidian/engine';
import type { Surroundings } from '../surroundings.js';
import type { Options } from './options.js';

/** One command of `shidian`, as data: the parser, the help and the suggestions are made from it. */
export interface Command {
  /** One or two words: `check`, `case show`. */
  readonly name: string;
  /** Arguments as the parser writes them: `<dir>`, `[id]`, `[...names]`. */
  readonly args?: string;
  readonly does: Words;
  readonly options?: readonly { readonly flags: string; readonly does: Words }[];
  readonly examples?: readonly string[];
  /** Throws {@link CommandFailed} when it could not be done; resolves to false when it was done and the answer is "no" (exit code 1). */
  run(call: Call): Promise<boolean | undefined>;
}

export interface Call {
  readonly args: readonly string[];
  readonly options: Options;
  readonly around: Surroundings;
}
