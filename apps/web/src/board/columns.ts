import type { BoardCase, StageBoardAnswer } from '../generated/api.js';

export interface BoardColumn {
  readonly state: StageBoardAnswer['columns'][number]['state'];
  /** How many stand there, also those that are not listed. */
  readonly cases: number;
  readonly items: readonly BoardCase[];
}

/** Whether a case is in a stage at all: one that runs beside the road waits in a state of its own until something begins it. */
export const hasBegun = ({ id }: Pick<BoardColumn['state'], 'id'>): boolean => !id.endsWith('/idle');

/** Columns with their cases, as they come: what is due first comes first. A state that is only passed through has no column while nobody stands there. */
export function columnsOf({ columns, items }: Pick<StageBoardAnswer, 'columns' | 'items'>): readonly BoardColumn[] {
  return columns.map(({ state, cases }) => ({ state, cases, items: items.filter(({ states }) => states.some(({ id }) => id === state.id)) })).filter(({ state, cases }) => cases > 0 && hasBegun(state));
}

/** The stage that is shown first: the first on the road in which anybody stands, or the first of all. */
export function firstStage(stages: readonly { readonly key: string }[], standing: ReadonlySet<string>): string | undefined {
  return (stages.find(({ key }) => standing.has(key)) ?? stages[0])?.key;
}

/** Cases of a stage that the service lists at once. */
export const listedAtOnce = 300;

/** The first case that an address asks for, from 0; whatever else stands there means the beginning. */
export function firstListed(given: string | null): number {
  return given !== null && /^\d{1,6}$/.test(given) ? Number(given) : 0;
}
