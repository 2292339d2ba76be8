import type { Regions, Words } from '../generated/api.js';

/** Cases of all regions by stage, in the order of the road; what has ended comes last, without a name. Stages beside the road are left out. */
export function byStage({ stages, rows }: Pick<Regions, 'stages' | 'rows'>): readonly { readonly key: string; readonly name: Words | undefined; readonly cases: number }[] {
  const sum = (of: (row: Regions['rows'][number]) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return [...stages.map(({ key, name }) => ({ key, name, cases: sum(({ byStage }) => byStage[key] ?? 0) })), { key: 'ended', name: undefined, cases: sum(({ ended }) => ended) }];
}

/** How strongly a cell of the grid is coloured, from 0 to 1, by its share of the largest. */
export const heatOf = (cases: number, largest: number): number => (largest === 0 || cases === 0 ? 0 : 0.12 + 0.5 * (cases / largest));
