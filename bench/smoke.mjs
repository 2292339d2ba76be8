// That the bench runs and its numbers can be true: a few seconds, small, nothing written.
import { measureSteps } from './step.mjs';

export async function smoke(say) {
  const { results, ratios, budget } = await measureSteps({ cases: 640, seconds: 2, rounds: 1, clients: 32, say });
  const [{ ours, a, same, plain }] = results;
  const sane = (measure) => measure.perSecond > 1 && measure.p50 > 0 && measure.p50 <= measure.p99;
  const looks = [
    ['every load was answered and measured', [ours, a, same, plain].every(sane)],
    ['the ratio to floor a lies between 0.01 and 5', ratios.a > 0.01 && ratios.a < 5],
    ['the budget names the write of a step', budget.some(({ query }) => query.includes('write_instances'))],
  ];
  for (const [what, well] of looks) say(`${well ? '✓' : '✗'} ${what}`);
  if (looks.some(([, well]) => !well)) process.exitCode = 1;
}
