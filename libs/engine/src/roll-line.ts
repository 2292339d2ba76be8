/** A line of a roll (名册): one decision on this instance within an act over many. */
import { unknownDecision, type Outcome } from './act.js';
import { isDone, scopeOf, type Engine, type Reading } from './context.js';
import type { InstanceState } from './model/instance-state.js';
import type { Command } from './model/step.js';
import { own } from './own.js';
import { guardRefusal, refusal } from './refusals.js';
import { missingFields, withReturn } from './return-choice.js';
import { settle } from './settle.js';

export function rollLine(engine: Engine, state: InstanceState, command: Extract<Command, { kind: 'roll' }>, reading: Reading): Outcome {
  const { definition, chart } = engine;
  if (isDone(state)) return { refused: refusal('case.closed', { roll: command.roll }) };
  const roll = own(definition.rolls, command.roll);
  const { configuration, states } = chart.read(state.snapshot);
  if (roll === undefined || !roll.of.some((id) => configuration.includes(id))) {
    return { refused: refusal('roll.not_drawn_here', { roll: command.roll, of: [...(roll?.of ?? [])], states: [...states] }) };
  }
  const decision = own(roll.decisions, command.decision);
  if (decision === undefined) return unknownDecision(command.decision, Object.keys(roll.decisions));
  const missing = missingFields(decision, command.data);
  if (missing.length > 0) return { refused: refusal('data.missing', { fields: [...missing] }) };
  const chosen = withReturn(decision, command.data, state.visited);
  if ('refused' in chosen) return chosen;

  const { at } = command;
  const event = `${roll.key}.${command.decision}`;
  const move = chart.give(state.snapshot, scopeOf(state, reading.facts, at, event, chosen.data));
  if (!move.enabled) return { refused: guardRefusal(definition, event, move.failed) };
  const cause = { kind: 'roll', roll: command.roll, decision: command.decision, account: command.actor.account, data: chosen.data } as const;
  return settle(engine, state, move, { at, data: chosen.data }, cause, reading);
}
