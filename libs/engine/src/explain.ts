/** What an actor could do now, and why not: the same road as an act, with nothing kept. */
import { mayAct, take, type Act } from './act.js';
import { type Engine, type Reading } from './context.js';
import { seatOf } from './ledger.js';
import type { DecisionDefinition } from './model/chart-definition.js';
import type { InstanceState } from './model/instance-state.js';
import type { Actor, Possibility, Refusal } from './model/step.js';
import type { Instant } from './model/values.js';
import { own } from './own.js';
import { refusal } from './refusals.js';
import { offeredReturns } from './return-choice.js';

/** For an instance already caught up to `at`. @throws InstanceBroken */
export function possibilitiesOf(engine: Engine, state: InstanceState, actor: Actor, at: Instant, reading: Reading): readonly Possibility[] {
  return state.tasks.flatMap((task): readonly Possibility[] => {
    const definition = own(engine.definition.tasks, task.task);
    if (definition === undefined) return [];
    const seat = seatOf(definition, task.members, actor);
    if ('refused' in seat && seat.refused === 'right.not_member') return [];
    const right = mayAct(engine, state, { task, definition }, actor, at, reading);
    return Object.entries(definition.decisions).map(([key, decision]) => {
      const returnTo = decision.returns === undefined ? undefined : offeredReturns(decision, state.visited);
      const refused =
        state.suspended !== undefined
          ? refusal('case.suspended', { since: state.suspended })
          : 'refused' in right
          ? right.refused
          : dryRun(decision, returnTo, (data) => {
              const command: Act = { kind: 'act', at, task: task.number, decision: key, actor, data };
              const outcome = take(engine, state, { task, definition, decision, post: right.post }, command, reading);
              return 'refused' in outcome ? outcome.refused : undefined;
            });
      return {
        number: task.number,
        task: task.task,
        decision: key,
        ...(refused !== undefined && { refusal: refused }),
        ...(returnTo !== undefined && { returnTo }),
      };
    });
  });
}

/** With empty data; a return is possible if one of its steps is. */
function dryRun(decision: DecisionDefinition, returnTo: readonly string[] | undefined, attempt: (data: Act['data']) => Refusal | undefined): Refusal | undefined {
  if (returnTo === undefined) return attempt({});
  let first: Refusal | undefined;
  for (const to of returnTo) {
    const refused = attempt({ to });
    if (refused === undefined) return undefined;
    first ??= refused;
  }
  return first ?? refusal('return.not_visited', { offered: [...(decision.returns ?? [])] });
}
