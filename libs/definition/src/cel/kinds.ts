/** Which kinds of applicant go through a stage: its `for`, asked once with every party there and once with none. */
import type { GuardScope } from '@shidian/engine';
import type { Artefact } from '../artefact.js';
import { createGuardEvaluator } from './evaluator.js';

export interface StageKinds {
  /** Kinds that pass, at least where every party is found. */
  readonly pass: readonly string[];
  /** Kinds that go past it, at least where a party is missing. */
  readonly skip: readonly string[];
}

/** By stage; where nothing can be said beforehand (a guard that needs more than the kind) both name the kind. */
export function kindsByStage(artefact: Artefact): ReadonlyMap<string, StageKinds> {
  const kinds = Object.keys(artefact.applicants);
  const guards = createGuardEvaluator(artefact);
  const everybody = Object.fromEntries(Object.keys(artefact.parties).map((party) => [party, ['somebody']]));
  const ask = (guard: string, kind: string, parties: GuardScope['facts']['parties']): boolean | undefined => {
    const applicant = { kind, name: '', address: '', tier: 'unit', tags: [], titles: [] };
    const { value, error } = guards.evaluate(guard, { facts: { values: { applicant }, parties, moves: [] }, programStates: [], event: { type: '', data: {} }, visited: [], marks: {}, at: 0 });
    return error === undefined ? value : undefined;
  };
  return new Map(
    artefact.stages.map(({ key, for: condition }) => {
      const guard = Object.keys(artefact.caseChart.guards).find((id) => id.startsWith(`door/${key} `));
      if (guard === undefined) return [key, { pass: kinds, skip: [] }];
      // Titles and tags of the applicant are not known beforehand either.
      const open = /\.(holds|titles|tags|tier)\b/.test(condition ?? '');
      return [key, { pass: kinds.filter((kind) => open || ask(guard, kind, everybody) !== false), skip: kinds.filter((kind) => open || ask(guard, kind, {}) !== true) }];
    }),
  );
}
