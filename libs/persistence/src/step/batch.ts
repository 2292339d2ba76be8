import type { InstanceUpdate, WriteBatch } from '@shidian/lifecycle';

type Batch = Readonly<Record<string, unknown>>;

/** States, forms and texts are stored as JSON text, exactly as written here; a jsonb column would reorder their keys. */
const text = (value: unknown): string => JSON.stringify(value);

/**
 * The batch as the one JSON parameter of `write_step`: empty parts are left out, so that they cost nothing.
 *
 * @param newestDate the newest date row of the case's program that this transaction has read, 0 where it has read none
 */
export function batchDocument(batch: WriteBatch, newestDate: (caseId: string) => number): string {
  const instance = (row: InstanceUpdate): Batch => ({ ...row, state: text(row.state) });
  const parts: Record<keyof WriteBatch, unknown> = {
    newPrograms: batch.newPrograms,
    newCases: batch.newCases,
    programs: batch.programs?.map(instance),
    cases: batch.cases?.map((row) => ({ ...instance(row), datesSeen: newestDate(row.id) })),
    titles: batch.titles,
    moves: batch.moves?.map((row) => ({ ...row, marks: text(row.marks) })),
    journal: batch.journal,
    tasksOpened: batch.tasksOpened?.map((row) => ({ ...row, name: text(row.name) })),
    tasksClosed: batch.tasksClosed,
    memberActs: batch.memberActs,
    seatsHandedOver: batch.seatsHandedOver,
    tasksDue: batch.tasksDue,
    timersSet: batch.timersSet,
    timersDeleted: batch.timersDeleted,
    dates: batch.dates,
    forms: batch.forms?.map((row) => ({ ...row, body: text(row.body) })),
    draftsDeleted: batch.draftsDeleted,
    baselines: batch.baselines,
    opinions: batch.opinions,
    opinionsVoided: batch.opinionsVoided,
    attachmentsNamed: batch.attachmentsNamed,
    rolls: batch.rolls?.map((row) => ({
      ...row,
      data: text(row.data),
      table: text(row.table),
      lines: row.lines.map((line) => ({ ...line, data: text(line.data) })),
    })),
    notices: batch.notices?.map((row) => ({ ...row, text: text(row.text) })),
    outbox: batch.outbox,
    idempotency: batch.idempotency && { ...batch.idempotency, outcome: text(batch.idempotency.outcome) },
  };
  const filled = Object.entries(parts).filter(([, part]) => part !== undefined && !(Array.isArray(part) && part.length === 0));
  return JSON.stringify(Object.fromEntries(filled));
}
