/** What a person could do now, with the reason for each thing that is not allowed. */
import type { ChartDefinition, Possibility, Words } from '@shidian/engine';
import { refusedBy } from './refusal-words.js';

export type NamedPossibility = Possibility & { readonly name: Words; readonly decisionName: Words; readonly needs: readonly string[] };

export function nameAll(chart: ChartDefinition, possibilities: readonly Possibility[]): readonly NamedPossibility[] {
  return possibilities.map((possibility) => {
    const task = chart.tasks[possibility.task];
    const decision = task?.decisions[possibility.decision];
    return {
      ...possibility,
      ...(possibility.refusal === undefined ? {} : { refusal: { ...possibility.refusal, words: refusedBy(possibility.refusal).words } }),
      name: task?.name ?? { zh: possibility.task },
      decisionName: decision?.name ?? { zh: possibility.decision },
      needs: decision?.needs ?? [],
    };
  });
}
