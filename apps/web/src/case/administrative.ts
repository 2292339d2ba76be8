import type { AdministerCaseRequest, Case, JournalEntry, JsonValue } from '../generated/api.js';

export type AdministerKind = 'suspend' | 'resume' | 'jump' | 'void' | 'hand_over';

/** A seat in an open task that has not acted. */
export interface Seat {
  readonly task: number;
  readonly taskName: { readonly zh: string; readonly en: string };
  readonly post: string;
  readonly postName: string;
  readonly organisationName: string;
}

export function openSeats({ tasks }: Pick<Case, 'tasks'>): readonly Seat[] {
  return tasks
    .filter(({ closedAt, optional }) => closedAt === null && !optional)
    .flatMap(({ number, name, members }) => members.filter(({ actedAt }) => actedAt === null).map(({ post, postName, organisationName }) => ({ task: number, taskName: name, post, postName, organisationName })));
}

export interface AdministerDraft {
  readonly reason: string;
  /** State to which it jumps. */
  readonly to: string;
  /** `<task> <post>` of the seat that is given away. */
  readonly seat: string;
  readonly receiver: string;
}

export const emptyAdministerDraft: AdministerDraft = { reason: '', to: '', seat: '', receiver: '' };

/** Names of what is still missing. */
export function lacking(kind: AdministerKind, { reason, to, seat, receiver }: AdministerDraft): readonly (keyof AdministerDraft)[] {
  return [...(kind === 'jump' && to === '' ? ['to' as const] : []), ...(kind === 'hand_over' && seat === '' ? ['seat' as const] : []), ...(kind === 'hand_over' && receiver === '' ? ['receiver' as const] : []), ...(reason.trim() === '' ? ['reason' as const] : [])];
}

export function administerBody(kind: AdministerKind, { reason, to, seat, receiver }: AdministerDraft): AdministerCaseRequest {
  const because = reason.trim();
  if (kind === 'jump') return { act: kind, to, reason: because };
  if (kind === 'hand_over') {
    const [task = '', from = ''] = seat.split(' ');
    return { act: kind, task: Number(task), from, to: receiver, reason: because };
  }
  return { act: kind, reason: because };
}

/** An entry of the record that tells of governing, not of handling: with why, who approved it and by which paper. */
export interface AdministrativeEntry {
  readonly entry: JournalEntry;
  readonly because: readonly string[];
}

type Members = { readonly [key: string]: JsonValue };
const membersOf = (value: JsonValue | undefined): Members => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {});
const texts = (...values: readonly (JsonValue | undefined)[]): readonly string[] => values.flatMap((value) => (typeof value === 'string' && value !== '' ? [value] : []));

/** Acts of administration, deadlines that were moved on purpose and what opened again by that, the newest first. */
export function administrativeEntries(entries: readonly JournalEntry[]): readonly AdministrativeEntry[] {
  return entries
    .flatMap((entry): readonly AdministrativeEntry[] => {
      const content = membersOf(entry.entry);
      const [cause, behind] = [membersOf(content['cause']), membersOf(content['because'])];
      if (cause['kind'] === 'administration') return [{ entry, because: texts(membersOf(cause['data'])['reason']) }];
      if (cause['kind'] === 'moved' && content['because'] !== undefined) return [{ entry, because: texts(behind['reason'], behind['approver'], behind['documentNumber']) }];
      return cause['kind'] === 'reopened' ? [{ entry, because: [] }] : [];
    })
    .toReversed();
}
