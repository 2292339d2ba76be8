import type { Plan, PlanParty } from '../generated/api.js';

/** Everybody who has a duty or is told of something, each once: the party itself before those above it. */
export function partiesOf(plan: Pick<Plan, 'entries' | 'relative' | 'undated' | 'whenItHappens'>): readonly PlanParty[] {
  const all = [
    ...plan.entries.flatMap(({ duties, begins, told }) => [...duties.map(({ by }) => by), ...begins.map(({ by }) => by), ...told]),
    ...plan.relative.flatMap(({ duties, ladder }) => [...duties.map(({ by }) => by), ...ladder.flatMap(({ told }) => told)]),
    ...plan.undated.map(({ duty }) => duty.by),
    ...plan.whenItHappens.flatMap(({ told }) => told),
  ];
  const ranks = ['members', 'superior', 'superior_of_superior', 'office'] as const;
  const each = [...new Map(all.map((party) => [`${party.party} ${party.level}`, party])).values()];
  return each.sort((a, b) => a.party.localeCompare(b.party) || ranks.indexOf(a.level) - ranks.indexOf(b.level));
}

/** What of a party's duties it has, by name; in the order of the plan. */
export function dutiesOf(plan: Pick<Plan, 'entries' | 'relative' | 'undated'>, party: PlanParty): readonly { readonly zh: string; readonly en: string }[] {
  const duties = [...plan.entries.flatMap(({ duties: own, begins }) => [...own, ...begins]), ...plan.relative.flatMap(({ duties: own }) => own), ...plan.undated.map(({ duty }) => duty)];
  const own = duties.filter(({ by }) => by.party === party.party && by.level === party.level);
  return [...new Map(own.map(({ key, name }) => [key, name])).values()];
}
