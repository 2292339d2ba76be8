import type { DecisionDefinition } from './model/chart-definition.js';
import type { Refusal } from './model/step.js';
import type { JsonValue } from './model/values.js';
import { isWithin } from './own.js';
import { refusal } from './refusals.js';

type Data = Readonly<Record<string, JsonValue>>;

/** The steps of a return that this instance has visited, in road order. */
export function offeredReturns({ returns }: DecisionDefinition, visited: readonly string[]): readonly string[] {
  return (returns ?? []).filter((step) => visited.some((id) => isWithin(id, step)));
}

/** Fields that the decision needs and the data leaves empty. */
export function missingFields(decision: DecisionDefinition, data: Data): readonly string[] {
  const needs = decision.returns === undefined || decision.returns.length === 1 ? decision.needs : [...new Set([...decision.needs, 'to'])];
  return needs.filter((field) => {
    const value = Object.hasOwn(data, field) ? data[field] : undefined;
    return value === undefined || value === null || value === '' || value === false;
  });
}

/** The data with the choices of a return filled in, or why the choice is refused. Other decisions pass as they are. */
export function withReturn(decision: DecisionDefinition, data: Data, visited: readonly string[]): { data: Data } | { refused: Refusal } {
  const { returns } = decision;
  if (returns === undefined) return { data };
  const to = data['to'] ?? (returns.length === 1 ? returns[0] : undefined);
  if (typeof to !== 'string' || !returns.includes(to)) {
    return { refused: refusal('return.not_offered', { to: to ?? null, offered: [...returns] }) };
  }
  if (!visited.some((id) => isWithin(id, to))) {
    return { refused: refusal('return.not_visited', { to, visited: offeredReturns(decision, visited) }) };
  }
  const ways = decision.then ?? ['onward', 'sender'];
  const then = data['then'] ?? (ways.includes('onward') ? 'onward' : (ways[0] ?? 'onward'));
  if (!ways.some((way) => way === then)) return { refused: refusal('return.not_offered', { then, offered: [...ways] }) };
  return { data: { ...data, to, then } };
}
