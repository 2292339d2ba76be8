/** The table of a roll, generated and never retyped (R-0-40): cells cite the submitted forms, groups order the rows. */
import type { RollTable } from '@shidian/definition';
import type { JsonValue } from '@shidian/engine';
import type { SubmittedForms } from './ports/step-store.js';
import type { CaseInStep } from './step-runner.js';

type FormBodies = Awaited<ReturnType<SubmittedForms['formBodies']>>;

export interface GeneratedTable {
  readonly title: string;
  readonly header: { readonly label: string; readonly value: string };
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Lines in the order in which the table shows them: by the table's groups, then as they were given. */
export function inTableOrder(table: RollTable | undefined, lines: readonly CaseInStep[]): readonly CaseInStep[] {
  const group = table?.group ?? [];
  if (group.length === 0) return lines;
  const keyOf = (one: CaseInStep): readonly number[] => {
    const { artefact } = one.definition;
    const topic = artefact.topics.findIndex((candidate) => candidate.code === one.bundle.case.topic);
    const category = Object.keys(artefact.categories).indexOf(artefact.topics[topic]?.category ?? '');
    return group.map((by) => (by === 'category' ? category : topic));
  };
  return lines
    .map((one, position) => ({ one, key: [...keyOf(one), position] }))
    .sort((a, b) => {
      const at = a.key.findIndex((part, index) => part !== b.key[index]);
      return at < 0 ? 0 : (a.key[at] ?? 0) - (b.key[at] ?? 0);
    })
    .map(({ one }) => one);
}

/** @param bodies what the cases submitted, by case and form */
export function generateTable(table: RollTable, organisationName: string, lines: readonly CaseInStep[], bodies: FormBodies): GeneratedTable {
  return {
    title: table.title.zh,
    header: { label: table.header.zh, value: organisationName },
    columns: table.columns.map((column) => column.label.zh),
    rows: inTableOrder(table, lines).map((one, index) => table.columns.map((column) => (column.value === 'serial' ? String(index + 1) : cell(bodies.get(one.bundle.case.id), column.value)))),
  };
}

/** `application.cover.unit` of the newest submitted version; codes and numbers stay text. */
function cell(body: Readonly<Record<string, JsonValue>> | undefined, path: string): string {
  let value: JsonValue | undefined = body;
  for (const key of path.split('.')) value = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [key: string]: JsonValue })[key] : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
