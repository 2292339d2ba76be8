import { problemCatalogue } from '@shidian/contracts';
import type { Artefact } from '@shidian/definition';
import type { ChartDefinition, TaskDefinition } from '@shidian/engine';
import type { CaseUseCases } from '@shidian/lifecycle';
import { jsonObject, words, type WireJson } from './wire.js';

type Possibilities = Awaited<ReturnType<CaseUseCases['possibilities']>>;
type BothWords = { zh: string; en: string };

export interface WireAction {
  task: number;
  key: string;
  name: BothWords;
  decision: string;
  decisionName: BothWords;
  needs: string[];
  opinion: { form: string; block: string; title: BothWords; signature: boolean; seal: boolean; date: boolean } | null;
  allowed: boolean;
  reason: { code: string; words: BothWords; details: { [key: string]: WireJson } } | null;
  returnTo: { id: string; name: BothWords }[];
  then: ('onward' | 'sender')[];
  happenedOn: boolean;
  form: string | null;
  optional: boolean;
}

/** What the asker could do, and for each thing that he cannot do now the reason in words. */
export function actions(possibilities: Possibilities, artefact: Artefact | undefined, chart: ChartDefinition | undefined): WireAction[] {
  const named = (id: string): BothWords => {
    const state = chart && Object.hasOwn(chart.states, id) ? chart.states[id] : undefined;
    return words(artefact?.stages.find(({ key }) => key === id)?.name ?? state?.name ?? { zh: id });
  };
  const defined = (task: string): TaskDefinition | undefined => (chart && Object.hasOwn(chart.tasks, task) ? chart.tasks[task] : undefined);
  return possibilities.map(({ number, task, name, decision, decisionName, needs, opinion, refusal, returnTo }) => ({
    task: number,
    key: task,
    name: words(name),
    decision,
    decisionName: words(decisionName),
    needs: [...needs],
    opinion: opinion ? { ...opinion, title: words(opinion.title) } : null,
    allowed: refusal === undefined,
    reason: refusal ? { code: refusal.code, words: words(refusal.words ?? problemCatalogue[refusal.code].meaning), details: jsonObject(refusal.details) } : null,
    returnTo: (returnTo ?? []).map((id) => ({ id, name: named(id) })),
    then: [...(defined(task)?.decisions[decision]?.then ?? [])],
    happenedOn: defined(task)?.decisions[decision]?.happenedOn ?? false,
    form: defined(task)?.form ?? null,
    optional: defined(task)?.optional ?? false,
  }));
}
