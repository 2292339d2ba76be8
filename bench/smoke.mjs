// That the bench runs and its numbers can be true: a few seconds, small, nothing written.
import { measureSteps } from './step.mjs';
import { findPgbench, Missing } from './surroundings.mjs';

function pgbenchIfThere(say) {
  try {
    return findPgbench();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    say(`${error.message} Without it the floors are left out here.`);
    return null;
  }
}

export async function smoke(say) {
  const tool = pgbenchIfThere(say);
  const { results, ratios, budget, profile } = await measureSteps({ cases: 640, seconds: 2, rounds: 1, clients: 32, say, tool });
  const [{ ours, a, same, plain }] = results;
  const sane = (measure) => measure.perSecond > 1 && measure.p50 > 0 && measure.p50 <= measure.p99;
  const looks = [
    ['every load was answered and measured', (tool ? [ours, a, same, plain] : [ours, plain]).every(sane)],
    ['the ratios lie between a hundredth and twenty', (tool ? [ratios.a, ratios.same, ratios.plain] : [ratios.plain]).every((ratio) => ratio > 0.01 && ratio < 20)],
    ['the budget names the write of a step', budget.some(({ query }) => query.includes('write_instances'))],
    ['the profile names the kernel', profile.some(({ place }) => place.startsWith('kernel'))],
  ];
  for (const [what, well] of looks) say(`${well ? '✓' : '✗'} ${what}`);
  if (looks.some(([, well]) => !well)) process.exitCode = 1;
}
