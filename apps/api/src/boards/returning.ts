import type { Artefact } from '@shidian/definition';
import type { ChartDefinition, DecisionDefinition, Words } from '@shidian/engine';

type Deciding = Readonly<Record<string, { readonly decisions: Readonly<Record<string, Pick<DecisionDefinition, 'returns'>>> }>>;

/** `<stage>/<task> <decision>` of every decision that sends a case back. */
function pairsOf(deciding: Deciding): readonly string[] {
  return Object.entries(deciding).flatMap(([key, { decisions }]) => Object.entries(decisions).flatMap(([decision, { returns }]) => (returns === undefined ? [] : [`${key} ${decision}`])));
}

export function returningDecisions(chart: Pick<ChartDefinition, 'tasks' | 'rolls'>): { readonly tasks: readonly string[]; readonly rolls: readonly string[] } {
  return { tasks: pairsOf(chart.tasks), rolls: pairsOf(chart.rolls) };
}

export function stageName(artefact: Pick<Artefact, 'stages'>, key: string): Words {
  return artefact.stages.find((stage) => stage.key === key)?.name ?? { zh: key };
}
