import type { Showing, Standing } from '../diagram.js';

/** What went through a chart: a case, or scenarios. */
export interface Way {
  readonly showing: Exclude<Showing, 'definition'>;
  /** Active leaves now; of scenarios all in which they ever were. */
  readonly leaves: ReadonlySet<string>;
  standing(id: string): Standing;
  /** Numbers of the steps, or of the scenarios, that took the transition. */
  stepsOf(transition: string): readonly number[];
}
