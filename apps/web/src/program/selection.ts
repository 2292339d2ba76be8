/** Cases that are decided together at most: what one preview takes. */
export const mostChosen = 100;

/** What is chosen after some were put in or taken out; in the order in which it was put in, and never more than fits. */
export function choose(chosen: readonly string[], ids: readonly string[], on: boolean): readonly string[] {
  if (!on) return chosen.filter((id) => !ids.includes(id));
  return [...new Set([...chosen, ...ids])].slice(0, mostChosen);
}
