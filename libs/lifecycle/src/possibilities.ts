/** What a person could do now, with the reason for each thing that is not allowed. */
import { opinionBlock, type Artefact, type OpinionWanted } from '@shidian/definition';
import type { ChartDefinition, Possibility, TaskDefinition, Words } from '@shidian/engine';
import { refusedBy } from './refusal-words.js';

export type NamedPossibility = Possibility & {
  readonly name: Words;
  readonly decisionName: Words;
  readonly needs: readonly string[];
  readonly opinion?: OpinionWanted;
};

/** The opinion that goes with a decision of a task that writes one; sending something back takes none. */
export function opinionWanted(artefact: Pick<Artefact, 'forms' | 'entry'>, task: TaskDefinition | undefined, decision: string): OpinionWanted | undefined {
  if (task?.writes === undefined || task.decisions[decision]?.returns !== undefined) return undefined;
  return opinionBlock(artefact, task.writes);
}

export function nameAll(artefact: Pick<Artefact, 'forms' | 'entry'>, chart: ChartDefinition, possibilities: readonly Possibility[]): readonly NamedPossibility[] {
  return possibilities.map((possibility) => {
    const task = chart.tasks[possibility.task];
    const decision = task?.decisions[possibility.decision];
    const opinion = opinionWanted(artefact, task, possibility.decision);
    return {
      ...possibility,
      ...(possibility.refusal === undefined ? {} : { refusal: { ...possibility.refusal, words: refusedBy(possibility.refusal).words } }),
      name: task?.name ?? { zh: possibility.task },
      decisionName: decision?.name ?? { zh: possibility.decision },
      needs: decision?.needs ?? [],
      ...(opinion === undefined ? {} : { opinion }),
    };
  });
}
