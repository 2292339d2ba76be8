/** Published definitions. */
import type { Artefact, RecordedScenarios } from '@shidian/definition';
import type { Instant, Words } from '@shidian/engine';

/** What the scenarios of a definition reached, and since when that is on record. */
export interface DefinitionScenarios {
  readonly record: RecordedScenarios;
  readonly recordedAt: Instant;
}

/** Published definitions; immutable. */
export interface DefinitionStore {
  publish(artefact: Artefact, publishedBy: string | null, at: Instant): Promise<{ readonly fresh: boolean }>;
  artefact(hash: string): Promise<Artefact | undefined>;
  latest(id: string): Promise<Artefact | undefined>;
  /** What binds the next version: the newest of its id, and the newest of another id in its series. */
  predecessors(next: Pick<Artefact, 'id' | 'series'>): Promise<readonly Artefact[]>;
  /** Not fresh where the newest record of the definition says the same. */
  recordScenarios(record: RecordedScenarios, at: Instant): Promise<{ readonly fresh: boolean }>;
  /** The newest record; undefined where the definition was published without scenarios. */
  scenarios(hash: string): Promise<DefinitionScenarios | undefined>;
  list(): Promise<readonly { readonly id: string; readonly hash: string; readonly name: Words; readonly publishedAt: Instant }[]>;
}
