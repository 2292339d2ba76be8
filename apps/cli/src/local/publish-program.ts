import { findRecord, missedBy, type Artefact, type Diagnostic, type RecordFound } from '@shidian/definition';
import { checkFolder, readProgram } from './read-program.js';
import type { System } from './system.js';

export interface Publication {
  readonly artefact: Artefact;
  /** Undefined where it would break what is published already: nothing was published. */
  readonly published: { readonly hash: string; readonly fresh: boolean } | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What its scenarios reached, where that was recorded with it. */
  readonly scenarios: { readonly found: RecordFound['kind']; readonly count: number; readonly missed: number };
}

/**
 * Publishes the program of a folder. What is published already binds the next version: running cases, records and
 * statistics refer to its ids, codes and tags. What its scenarios reached is recorded with it, where a record of this very
 * definition lies beside it.
 * @throws CommandFailed where the file is faulty in itself; Refused `definition.unanswered`
 */
export async function publishProgram(system: System, folder: string): Promise<Publication> {
  const artefact = readProgram(folder);
  const { artefact: fits, diagnostics } = checkFolder(folder, await system.definitions.predecessors(artefact));
  const published = fits && (await system.programs.publish(fits, null, system.clock.now()));
  const found = findRecord(folder, artefact);
  if (published && found.kind === 'current') await system.definitions.recordScenarios(found.record, system.clock.now());
  const record = found.kind === 'current' ? found.record.scenarios : [];
  const scenarios = { found: found.kind, count: record.length, missed: record.length === 0 ? 0 : missedBy(artefact, record).length };
  return { artefact, published, diagnostics: published ? [] : diagnostics, scenarios };
}
