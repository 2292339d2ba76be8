/** The shortest filling that is accepted: for scenarios (`form: least`), simulations and samples. Evident sample values. */
import type { JsonValue } from '@shidian/engine';
import type { FieldDefinition, FormDefinition } from '../artefact.js';
import { completeForm } from './complete.js';
import { filledBlocks, isWritten, type FormContext, type Values } from './context.js';

export function leastForm(form: FormDefinition, context: FormContext): Values {
  const values: Record<string, JsonValue> = {};
  for (const block of filledBlocks(form)) {
    const fields = block.fields.filter((field) => isWritten(field, context) && isNeeded(field));
    values[block.key] = Object.fromEntries(fields.map((field) => [field.key, least(field, context)]));
  }
  return completeForm(form, values, context);
}

function isNeeded(field: FieldDefinition): boolean {
  return field.required || (field.rows?.min ?? 0) > 0;
}

/** `n` characters of sample text. */
export function sampleText(n: number): string {
  return '示例文字'.repeat(Math.ceil(n / 4)).slice(0, n);
}

function least(field: FieldDefinition, context: FormContext): JsonValue {
  switch (field.type) {
    case 'number':
      return 40;
    case 'money':
      return 10_000;
    case 'date':
      return '2016-03-01';
    case 'mobile':
      return '13800000000';
    case 'email':
      return 'sample@example.org';
    case 'sex':
      return '女';
    case 'choice':
      return field.choices?.[0] ?? '';
    case 'files':
      return [];
    case 'person':
      return leastRow(field, context);
    case 'table':
      return Array.from({ length: Math.max(1, field.rows?.min ?? 1) }, () => leastRow(field, context));
    default:
      return field.choices?.[0] ?? sampleText(Math.max(field.chars?.min ?? 0, 2));
  }
}

function leastRow(field: FieldDefinition, context: FormContext): JsonValue {
  return Object.fromEntries((field.columns ?? []).filter(isNeeded).map((column) => [column.key, least(column, context)]));
}
