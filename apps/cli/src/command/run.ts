import { WrongUsage } from '../failure.js';
import { printFailure } from '../print/failure.js';
import { asFailure } from '../print/known-errors.js';
import type { Surroundings } from '../surroundings.js';
import type { Command } from './command.js';
import { parse } from './parse.js';

/** Runs one command line. 0: done; 1: refused or failed; 2: the command line is wrong. */
export async function run(words: readonly string[], commands: readonly Command[], around: Surroundings): Promise<0 | 1 | 2> {
  try {
    const parsed = parse(words, commands, around.terminal);
    if (parsed.kind === 'help') {
      around.terminal.out(parsed.text);
      return 0;
    }
    const answer = await parsed.command.run({ args: parsed.args, options: parsed.options, around });
    return answer === false ? 1 : 0;
  } catch (error) {
    printFailure(around.terminal, asFailure(error));
    return error instanceof WrongUsage ? 2 : 1;
  }
}
