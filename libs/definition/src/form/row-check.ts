/** Checks of a table's rows: CEL over `row`, compiled once. A check that cannot be evaluated does not hold. */
import { Environment } from '@marcbachmann/cel-js';
import type { Values } from './context.js';

const environment = new Environment().registerVariable('row', 'map');
const compiled = new Map<string, (scope: { readonly row: Values }) => unknown>();

export function holdsForRow(cel: string, row: Values): boolean {
  let check = compiled.get(cel);
  if (check === undefined) {
    check = environment.parse(cel);
    compiled.set(cel, check);
  }
  try {
    return check({ row }) === true;
  } catch {
    return false;
  }
}
