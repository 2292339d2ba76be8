/** Values as they are stored: what comes from the record is taken from there, whatever was typed (R-0-40: never retyped). */
import type { JsonValue } from '@shidian/engine';
import type { FormDefinition } from '../artefact.js';
import { asObject, filledBlocks, fromRecord, isWritten, type FormContext } from './context.js';

/** Unknown blocks and fields are kept, so that {@link validateForm} can name them. */
export function completeForm(form: FormDefinition, values: JsonValue, context: FormContext): { readonly [key: string]: JsonValue } {
  const given = asObject(values) ?? {};
  const completed: Record<string, JsonValue> = { ...given };
  for (const block of filledBlocks(form)) {
    const there = given[block.key];
    if (there !== undefined && asObject(there) === undefined) continue;
    const fields: Record<string, JsonValue> = { ...asObject(there) };
    for (const field of block.fields) {
      if (field.from === undefined) continue;
      const record = fromRecord(field.from, context);
      if (record === undefined) continue;
      if (!isWritten(field, context)) fields[field.key] = record;
      else if (fields[field.key] === undefined && record !== '') fields[field.key] = record;
    }
    if (there !== undefined || Object.keys(fields).length > 0) completed[block.key] = fields;
  }
  return completed;
}
