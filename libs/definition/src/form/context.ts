/** What a form is filled and checked against. */
import type { JsonValue } from '@shidian/engine';
import type { FieldDefinition, FormBlock, FormDefinition } from '../artefact.js';

export interface FormContext {
  /** name, address, kind … of the applicant. */
  readonly applicant: Readonly<Record<string, JsonValue>>;
  /** code, title, open, category of the topic. */
  readonly topic: Readonly<Record<string, JsonValue>>;
}

export type Values = Readonly<Record<string, JsonValue>>;

export function asObject(value: JsonValue | undefined): Values | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : undefined;
}

/** The record's value of a `from` field: `applicant.name`, `topic.code` … */
export function fromRecord(from: string, context: FormContext): JsonValue | undefined {
  const [source, key = ''] = from.split('.', 2);
  return source === 'applicant' ? context.applicant[key] : source === 'topic' ? context.topic[key] : undefined;
}

/** Whether the applicant types this field, or it is taken from the record. */
export function isWritten(field: FieldDefinition, context: FormContext): boolean {
  if (field.from === undefined || field.writable === 'always') return true;
  return field.writable === 'topic.open' && context.topic['open'] === true;
}

/** Blocks that a submitted form holds; opinion blocks are written by tasks. */
export function filledBlocks(form: FormDefinition): readonly FormBlock[] {
  return form.blocks.filter((block) => block.opinion === undefined);
}
