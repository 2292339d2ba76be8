import type { Words } from '@shidian/engine';
import type { CaseListItem, CasePage, Page, PageRequest, Principal, Reader } from '@shidian/lifecycle';
import { parsedForm, parsedState } from '../step/rows.js';
import { caseList, casePage } from './case-statements.js';
import { decodeCursor, encodeCursor, pageLimit } from './cursor.js';
import { type ReaderConnection, scopeArray } from './reader-connection.js';

type Filter = Parameters<Reader['cases']>[1];
type Task = CasePage['tasks'][number];
type StoredTask = Omit<Task, 'name' | 'programId' | 'programName' | 'caseId' | 'caseNumber' | 'applicantName' | 'members'> & { readonly name: string; readonly members: Task['members'] | null };
type StoredForm = Parameters<typeof parsedForm>[0];

interface CaseRecord extends CaseListItem {
  readonly programName: string;
  readonly definitionHash: string;
  readonly issuerId: string;
  readonly applicantKind: string;
  readonly startedAt: number;
  readonly state: string;
  readonly forms: string | null;
  readonly opinions: string | null;
  readonly attachments: string | null;
  readonly tasks: string | null;
}

/** A page of one list: one row more was asked for than is shown. */
export function pageOf<T>(rows: readonly T[], limit: number, cursorOf: (last: T) => string): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

export async function readCases(connection: ReaderConnection, principal: Principal, filter: Filter, page: PageRequest): Promise<Page<CaseListItem>> {
  const limit = pageLimit(page.limit);
  const place = decodeCursor('cases', page.cursor, ['uuid']);
  const rows = await connection.query<CaseListItem>(principal, caseList.name, caseList.text, [
    scopeArray(principal),
    filter.programId ?? null,
    filter.state ?? null,
    filter.tag ?? null,
    filter.applicantId ?? null,
    filter.search === undefined || filter.search === '' ? null : filter.search,
    place?.[0] ?? null,
    limit + 1,
  ]);
  return pageOf(rows, limit, (last) => encodeCursor('cases', [last.id]));
}

export async function readCase(connection: ReaderConnection, principal: Principal, id: string): Promise<CasePage | undefined> {
  const [row] = await connection.query<CaseRecord>(principal, casePage.name, casePage.text, [scopeArray(principal), id]);
  if (row === undefined) return undefined;
  const { programName, definitionHash, issuerId, applicantKind, startedAt, state, forms, opinions, attachments, tasks, ...item } = row;
  const listed = <T>(text: string | null, as: (value: never) => T): readonly T[] => (text === null ? [] : (JSON.parse(text) as never[]).map(as));
  return {
    item,
    definitionHash,
    issuerId,
    applicantKind,
    startedAt,
    state: parsedState(state),
    forms: listed(forms, (form: StoredForm) => parsedForm(form)),
    opinions: listed(opinions, (opinion: CasePage['opinions'][number]) => opinion),
    attachments: listed(attachments, (attachment: CasePage['attachments'][number]) => attachment),
    tasks: listed(tasks, (task: StoredTask) => ({
      ...task,
      name: JSON.parse(task.name) as Words,
      members: task.members ?? [],
      programId: item.programId,
      programName,
      caseId: item.id,
      caseNumber: item.number,
      applicantName: item.applicantName,
    })),
  };
}
