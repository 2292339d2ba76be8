import type { Act, Action, ActPreview, CaseOffers } from '../generated/api.js';
import { canOpen } from '../case/act-body.js';

/** A decision that some of the cases offer. */
export interface SharedOffer {
  /** `<stage>/<task> <decision>` */
  readonly id: string;
  /** As the first case that allows it offers it; what it needs is the same for all of them. */
  readonly action: Action;
  /** Cases in which only what is filled in could stand in its way. */
  readonly ready: number;
  readonly other: number;
}

const idOf = ({ key, decision }: Pick<Action, 'key' | 'decision'>): string => `${key} ${decision}`;

/**
 * What can be decided together, what most cases allow first. A decision that submits a form is each case's own; one that
 * no case allows is not offered.
 */
export function sharedOffers(cases: readonly Pick<CaseOffers, 'actions'>[]): readonly SharedOffer[] {
  const found = new Map<string, { action: Action; ready: number }>();
  for (const action of cases.flatMap(({ actions }) => actions)) {
    if (action.form !== null || !canOpen(action)) continue;
    const there = found.get(idOf(action));
    if (there) found.set(idOf(action), { action: merged(there.action, action), ready: there.ready + 1 });
    else found.set(idOf(action), { action, ready: 1 });
  }
  return [...found].map(([id, { action, ready }]) => ({ id, action, ready, other: cases.length - ready })).sort((a, b) => b.ready - a.ready);
}

/** A return may only go where every case that can be returned has been. */
function merged(first: Action, second: Action): Action {
  return { ...first, returnTo: first.returnTo.filter(({ id }) => second.returnTo.some((other) => other.id === id)) };
}

export const toPreview = ({ decision, data, opinion }: Act, action: Pick<Action, 'key'>, cases: readonly string[]) => {
  const { sealAttachment: _scan, ...said } = opinion ?? { text: '' };
  return { cases, task: action.key, decision, ...(data && { data }), ...(opinion && { opinion: said }) };
};

export type Outcome =
  | { readonly is: 'waiting' | 'done' | 'lost' | 'changed' }
  | { readonly is: 'failed'; readonly error: Error };

/** Cases that can be tried, or tried again. */
export const stillToDo = (previews: readonly ActPreview[], outcomes: ReadonlyMap<string, Outcome>): readonly ActPreview[] =>
  previews.filter(({ caseId, allowed, task }) => allowed && task !== null && outcomes.get(caseId)?.is !== 'done');

export function counted(outcomes: ReadonlyMap<string, Outcome>): { readonly done: number; readonly failed: number } {
  const all = [...outcomes.values()];
  return { done: all.filter(({ is }) => is === 'done').length, failed: all.filter(({ is }) => is !== 'done' && is !== 'waiting').length };
}
