/** Published definitions. */
import type { Artefact } from '@shidian/definition';
import type { Instant, Words } from '@shidian/engine';

/** Published definitions; immutable. */
export interface DefinitionStore {
  publish(artefact: Artefact, publishedBy: string | null, at: Instant): Promise<{ readonly fresh: boolean }>;
  artefact(hash: string): Promise<Artefact | undefined>;
  latest(id: string): Promise<Artefact | undefined>;
  /** What binds the next version: the newest of its id, and the newest of another id in its series. */
  predecessors(next: Pick<Artefact, 'id' | 'series'>): Promise<readonly Artefact[]>;
  list(): Promise<readonly { readonly id: string; readonly hash: string; readonly name: Words; readonly publishedAt: Instant }[]>;
}
