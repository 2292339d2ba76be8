/** Personal values as they are shown by default (C-12): enough to recognise, not enough to use. */
import type { FieldDefinition } from '../artefact.js';

/** 138****8000, s***@example.org, 示*; anything else personal keeps its first character. */
export function maskValue(field: Pick<FieldDefinition, 'type'>, value: string): string {
  if (value === '') return '';
  if (field.type === 'mobile') return `${value.slice(0, 3)}****${value.slice(-4)}`;
  if (field.type === 'email') {
    const at = value.indexOf('@');
    return at < 1 ? '***' : `${value.slice(0, 1)}***${value.slice(at)}`;
  }
  return `${String.fromCodePoint(value.codePointAt(0) ?? 42)}*`;
}
