import type { OrganisationTree } from '@shidian/access';
import type { ApplicantProgress } from '@shidian/lifecycle';

export interface RegionRow {
  place: { id: string; name: string };
  cases: number;
  byStage: Record<string, number>;
  ended: number;
}

/** The organisation right below one of `mine` under which the applicant stands; his own where he stands there himself. */
function regionOf(tree: OrganisationTree, mine: ReadonlySet<string>, applicantId: string): string {
  let below = applicantId;
  for (const { id } of tree.ancestors(applicantId)) {
    if (mine.has(id)) return below;
    below = id;
  }
  return applicantId;
}

/** Cases by region and stage. A case that stands in several states of a stage counts once there. */
export function regionsOf(tree: OrganisationTree, mine: ReadonlySet<string>, progress: readonly ApplicantProgress[]): RegionRow[] {
  const rows = new Map<string, RegionRow>();
  for (const { applicantId, states, ended, cases } of progress) {
    const id = regionOf(tree, mine, applicantId);
    const row = rows.get(id) ?? { place: { id, name: tree.organisation(id)?.name ?? '' }, cases: 0, byStage: {}, ended: 0 };
    rows.set(id, row);
    row.cases += cases;
    if (ended) row.ended += cases;
    else for (const stage of new Set(states.map((state) => state.split('/')[0] ?? state))) row.byStage[stage] = (row.byStage[stage] ?? 0) + cases;
  }
  return [...rows.values()].sort((a, b) => b.cases - a.cases || a.place.name.localeCompare(b.place.name, 'zh'));
}
