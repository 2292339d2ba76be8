import type { InstanceUpdate, MemberActRow, WriteBatch } from '@shidian/lifecycle';

/** One call of the write: a named statement with one JSON array for each kind of row, null where there is none. */
export interface WriteCall {
  readonly name: string;
  readonly text: string;
  readonly values: readonly (string | null)[];
}

type Part = keyof WriteBatch;

/** The functions of the write, in the order in which rows refer to each other, and the parts that each is given. */
const calls = {
  write_instances: ['newPrograms', 'programs', 'moves', 'newCases', 'cases', 'titles', 'journal'],
  write_tasks: ['tasksOpened', 'memberActs', 'tasksDue', 'tasksClosed', 'seatsHandedOver', 'timersDeleted', 'timersSet', 'dates'],
  write_papers: ['attachmentsNamed', 'forms', 'draftsDeleted', 'baselines', 'opinionsVoided', 'opinions', 'rolls'],
  write_messages: ['notices', 'outbox', 'idempotency'],
  write_stand_ins: ['standIns'],
} as const satisfies Readonly<Record<string, readonly Part[]>>;

const statements = Object.entries(calls).map(([name, parts]) => ({
  name,
  text: `SELECT shidian.${name}(${parts.map((_, index) => `$${index + 1}::json`).join(', ')})`,
  parts,
}));

/** States, forms and texts are stored as JSON text, exactly as written here; a jsonb column would reorder their keys. */
const text = (value: unknown): string => JSON.stringify(value);

/** When the task of an act closes with it: then the seat is written once. */
function closingOf({ tasksClosed }: WriteBatch, act: MemberActRow): number | null {
  return tasksClosed?.find((closing) => closing.number === act.number && closing.caseId === act.caseId && closing.programId === act.programId)?.at ?? null;
}

/** Rows of one part as their statement takes them. */
function rowsOf(batch: WriteBatch, part: Part, newestDate: (caseId: string) => number): readonly object[] | undefined {
  const instance = (row: InstanceUpdate): object => ({ ...row, state: text(row.state) });
  switch (part) {
    case 'programs':
      return batch.programs?.map(instance);
    case 'cases':
      return batch.cases?.map((row) => ({ ...row, state: text(row.state), datesSeen: newestDate(row.id) }));
    case 'moves':
      return batch.moves?.map((row) => ({ ...row, marks: text(row.marks) }));
    case 'tasksOpened':
      return batch.tasksOpened?.map((row) => ({ ...row, name: text(row.name) }));
    case 'memberActs':
      return batch.memberActs?.map((row) => ({ ...row, closedAt: closingOf(batch, row) }));
    case 'forms':
      return batch.forms?.map((row) => ({ ...row, body: text(row.body) }));
    case 'rolls':
      return batch.rolls?.map((row) => ({ ...row, data: text(row.data), table: text(row.table), lines: row.lines.map((line) => ({ ...line, data: text(line.data) })) }));
    case 'notices':
      return batch.notices?.map((row) => ({ ...row, text: text(row.text) }));
    case 'idempotency':
      return batch.idempotency?.map((row) => ({ ...row, outcome: text(row.outcome) }));
    default:
      return batch[part];
  }
}

/**
 * The calls that write the batch; parts without rows cost nothing, and neither does a function that has none.
 *
 * @param newestDate the newest date row of the case's program that this transaction has read, 0 where it has read none
 */
export function writeCalls(batch: WriteBatch, newestDate: (caseId: string) => number): readonly WriteCall[] {
  return statements.flatMap(({ name, text: statement, parts }) => {
    const values = parts.map((part) => {
      const rows = rowsOf(batch, part, newestDate);
      return rows === undefined || rows.length === 0 ? null : JSON.stringify(rows);
    });
    return values.some((value) => value !== null) ? [{ name, text: statement, values }] : [];
  });
}
