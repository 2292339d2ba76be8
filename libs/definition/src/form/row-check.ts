/** Checks of a table's rows: CEL over `row`, compiled once. A check that cannot be evaluated does not hold. */
import { GuardEnvironment, type CompiledExpression } from '../cel/environment.js';
import type { Values } from './context.js';

const NO_REACH = { hasParty: () => false, refusesLate: () => false, inTime: () => false, daySet: () => false };

let environment: GuardEnvironment | undefined;
const compiled = new Map<string, CompiledExpression>();

export function holdsForRow(cel: string, row: Values): boolean {
  try {
    const check = compiled.get(cel) ?? compile(cel);
    return check?.({ row }, NO_REACH) === true;
  } catch {
    return false;
  }
}

/** In the guards' environment, so that patterns match in linear time and loops are bounded. */
function compile(cel: string): CompiledExpression | undefined {
  environment ??= new GuardEnvironment({}, {}, (inner) => inner.registerVariable('row', 'map'));
  const expression = environment.compile(cel);
  if ('fault' in expression) return undefined;
  compiled.set(cel, expression.run);
  return expression.run;
}
