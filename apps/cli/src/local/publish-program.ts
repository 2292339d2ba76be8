import type { Artefact, Diagnostic } from '@shidian/definition';
import { checkFolder, readProgram } from './read-program.js';
import type { System } from './system.js';

export interface Publication {
  readonly artefact: Artefact;
  /** Undefined where it would break what is published already: nothing was published. */
  readonly published: { readonly hash: string; readonly fresh: boolean } | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Publishes the program of a folder. What is published already binds the next version: running cases, records and
 * statistics refer to its ids, codes and tags.
 * @throws CommandFailed where the file is faulty in itself; Refused `definition.unanswered`
 */
export async function publishProgram(system: System, folder: string): Promise<Publication> {
  const artefact = readProgram(folder);
  const { artefact: fits, diagnostics } = checkFolder(folder, await system.definitions.predecessors(artefact));
  const published = fits && (await system.programs.publish(fits, null, system.clock.now()));
  return { artefact, published, diagnostics: published ? [] : diagnostics };
}
