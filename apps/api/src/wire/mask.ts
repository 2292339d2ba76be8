import { maskValue, type FieldDefinition, type FormDefinition, type RollTable } from '@shidian/definition';
import type { JsonValue } from '@shidian/engine';

const personalTypes = new Set<FieldDefinition['type']>(['mobile', 'email', 'person']);

/** How a field is shortened; undefined for one that is nobody's. */
function maskOf(field: FieldDefinition): ((text: string) => string) | undefined {
  return personalTypes.has(field.type) || field.personal === true ? (text) => maskValue(field, text) : undefined;
}

type JsonObject = { readonly [key: string]: JsonValue };
const isObject = (value: JsonValue | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

function masked(value: JsonValue, mask: (text: string) => string): JsonValue {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((element) => masked(element, mask));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, masked(member, mask)]));
  // A number that is somebody's (a telephone, an age) has no first character to keep.
  return value === null ? null : '*';
}

function maskFields(values: JsonObject, fields: readonly FieldDefinition[]): JsonObject {
  const known = new Map(fields.map((field) => [field.key, field]));
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const field = known.get(key);
      if (!field) return [key, value];
      const mask = maskOf(field);
      if (mask) return [key, masked(value, mask)];
      const { columns } = field;
      if (!columns || !Array.isArray(value)) return [key, value];
      return [key, (value as readonly JsonValue[]).map((row) => (isObject(row) ? maskFields(row, columns) : row))];
    }),
  );
}

/** The values of a form with mobiles, mail addresses and names of persons shortened (C-12). */
export function maskForm(form: FormDefinition, values: JsonValue): JsonValue {
  if (!isObject(values)) return values;
  const blocks = new Map(form.blocks.map((block) => [block.key, block.fields]));
  return Object.fromEntries(
    Object.entries(values).map(([key, block]) => [key, isObject(block) ? maskFields(block, blocks.get(key) ?? []) : block]),
  );
}

/** Mask of each column of a generated table, from the form field that the column cites. */
function columnMasks(table: RollTable, forms: Readonly<Record<string, FormDefinition>>): (((text: string) => string) | undefined)[] {
  return table.columns.map(({ value }) => {
    const [form = '', block, field] = value.split('.');
    const definition = Object.hasOwn(forms, form) ? forms[form] : undefined;
    const cited = definition?.blocks.find(({ key }) => key === block)?.fields.find(({ key }) => key === field);
    return cited && maskOf(cited);
  });
}

/** A generated table with its personal columns shortened. */
export function maskTable(table: RollTable, forms: Readonly<Record<string, FormDefinition>>, value: JsonValue): JsonValue {
  if (!isObject(value) || !Array.isArray(value['rows'])) return value;
  const masks = columnMasks(table, forms);
  const rows = (value['rows'] as readonly JsonValue[]).map((row) =>
    Array.isArray(row) ? (row as readonly JsonValue[]).map((cell, index) => masks[index] ? masked(cell, masks[index]) : cell) : row,
  );
  return { ...value, rows };
}
