/** The environment of a table's checks: `row.<column>`, typed by the columns; dates are `YYYY-MM-DD` and compare as text. */
import type { FieldDefinition } from '../artefact.js';
import { GuardEnvironment } from './environment.js';

export function rowEnvironment(columns: readonly FieldDefinition[]): GuardEnvironment {
  return new GuardEnvironment({}, {}, (environment) => {
    if (columns.length > 0) environment.registerVariable({ name: 'row', schema: Object.fromEntries(columns.map(({ key, type }) => [key, type === 'number' || type === 'money' ? 'double' : 'string'])) });
  });
}
