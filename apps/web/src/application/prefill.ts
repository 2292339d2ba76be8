import { at, put, rowsOf } from '../case/form-values.js';
import type { FieldDefinition, FormDefinition } from '../definitions/artefact.js';
import type { JsonValue } from '../generated/api.js';

/** `people`: contacts, members, items; `everything`: the texts as well. */
export type Taken = 'people' | 'everything';

/** Whether nobody has put anything there. */
export const isEmpty = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) ? value.length === 0 : typeof value === 'object' && Object.values(value).every(isEmpty));

/** What of an earlier value this field can hold: only columns that it knows. Files belong to their own case. */
function fitting(field: FieldDefinition, value: JsonValue | undefined): JsonValue | undefined {
  if (isEmpty(value) || field.type === 'files') return undefined;
  if (field.type !== 'table' && field.type !== 'person') return typeof value === 'object' ? undefined : value;
  const known = new Set((field.columns ?? []).map(({ key }) => key));
  const rows = rowsOf(value).map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => known.has(key))));
  return field.type === 'person' ? rows[0] : rows.length === 0 ? undefined : rows;
}

/** The draft with what an earlier application of the same unit said, where nothing stands yet. What comes from the record stays out. */
export function prefilled(definition: FormDefinition, now: JsonValue, earlier: JsonValue, taken: Taken): JsonValue {
  let filled = now;
  for (const block of definition.blocks) {
    if (block.opinion !== undefined) continue;
    for (const field of block.fields) {
      const path = [block.key, field.key];
      if ((field.from !== undefined && field.writable !== 'always') || (taken === 'people' && field.type === 'long_text')) continue;
      const value = fitting(field, at(earlier, path));
      if (value !== undefined && isEmpty(at(filled, path))) filled = put(filled, path, value);
    }
  }
  return filled;
}
