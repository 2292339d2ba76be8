/** Ends of a chart: top-level final states `end/<outcome>`, made as exits name them. */
import type { Words } from '@shidian/engine';
import type { SourcePlace } from '../artefact.js';
import { emptyState, type PlannedState } from './chart-plan.js';

const OUTCOME = /^[\p{L}\p{N}_-]+$/u;

export class Ends {
  private readonly made = new Map<string, PlannedState>();

  constructor(private readonly english: (outcome: string) => Words) {}

  /** Id of the end; undefined for an outcome that is no word. */
  id(outcome: string, places: readonly SourcePlace[]): string | undefined {
    if (!OUTCOME.test(outcome)) return undefined;
    const id = `end/${outcome}`;
    if (!this.made.has(id)) this.made.set(id, { ...emptyState(id, id, 'end', this.english(outcome), places), kind: 'final', outcome });
    return id;
  }

  list(): readonly PlannedState[] {
    return [...this.made.values()];
  }
}
