import type { ChartDefinition } from './model/chart-definition.js';
import type { Refusal, RefusalCode } from './model/step.js';
import type { JsonValue, Words } from './model/values.js';
import type { FailedGuard } from './chart.js';
import type { InstanceBroken } from './instance-broken.js';

/** A refusal with what the reader may want to know besides its code. */
export function refusal(code: RefusalCode, details: Readonly<Record<string, JsonValue>>, words?: Words): Refusal {
  return words === undefined ? { code, details } : { code, words, details };
}

/** The chart takes no outcome here: with the words of every guard that did not hold, if any has words. */
export function guardRefusal(definition: ChartDefinition, event: string, failed: readonly FailedGuard[]): Refusal {
  const words = failed.flatMap(({ guard }) => definition.guards[guard]?.refuses ?? []);
  const errors = Object.fromEntries(failed.flatMap(({ guard, error }) => (error === undefined ? [] : [[guard, error]])));
  return refusal(
    'guard.refused',
    { event, guards: failed.map(({ guard }) => guard), ...(Object.keys(errors).length > 0 && { errors }) },
    joined(words),
  );
}

export function brokenRefusal({ reason, cause }: InstanceBroken): Refusal {
  const error = cause instanceof Error ? cause.message : undefined;
  return refusal('instance.broken', { reason, ...(error !== undefined && { error }) });
}

function joined(words: readonly Words[]): Words | undefined {
  if (words.length === 0) return undefined;
  const zh = words.map((each) => each.zh).join('；');
  if (words.every(({ en }) => en === undefined)) return { zh };
  return { zh, en: words.map((each) => each.en ?? each.zh).join('; ') };
}
