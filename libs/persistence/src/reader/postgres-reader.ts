import type { Pool } from 'pg';
import type { Instant, InstanceState } from '@shidian/engine';
import type {
  ApplicantProgress, AttachmentRow, CaseListItem, CasePage, CodedDocument, DateRow, JournalRow, NoticeListItem, NumberedDate, OverdueDuty, Page, PageRequest, Principal, ProgramListItem, Reader, ReturnCount, RollRow,
  TaskListItem,
} from '@shidian/lifecycle';
import { attachmentColumns } from '../stores/attachment-store.js';
import { readBoard, readOverdueDuties, readReturns } from './board-reads.js';
import { readCase, readCases } from './case-reads.js';
import { readByHashPrefix } from './check-code-reads.js';
import { largestPage } from './cursor.js';
import { readByDocumentNumber } from './document-number-reads.js';
import { markNoticesRead, readJournal, readJournalActors, readNotices } from './notice-reads.js';
import { readOverdue, readProgress } from './progress-reads.js';
import { readDates, readProgram, readProgramItem, readPrograms, readRollPage, readRolls } from './program-reads.js';
import { ReaderConnection } from './reader-connection.js';
import { readTasks } from './task-reads.js';

/** Lists and pages of a person: filtered by jurisdiction in the statement, and again by row-level security. */
export class PostgresReader implements Reader {
  private readonly connection: ReaderConnection;

  constructor(pool: Pool) {
    this.connection = new ReaderConnection(pool);
  }

  tasks(principal: Principal, filter: { readonly open: boolean; readonly programId?: string }, page: PageRequest): Promise<Page<TaskListItem>> {
    return readTasks(this.connection, principal, filter, page);
  }

  programs(principal: Principal, page: PageRequest): Promise<Page<ProgramListItem>> {
    return readPrograms(this.connection, principal, page);
  }

  programItem(principal: Principal, id: string): Promise<ProgramListItem | undefined> {
    return readProgramItem(this.connection, principal, id);
  }

  program(principal: Principal, id: string): Promise<(ProgramListItem & { readonly state: InstanceState; readonly counts: Readonly<Record<string, number>> }) | undefined> {
    return readProgram(this.connection, principal, id);
  }

  cases(principal: Principal, filter: Parameters<Reader['cases']>[1], page: PageRequest): Promise<Page<CaseListItem>> {
    return readCases(this.connection, principal, filter, page);
  }

  case(principal: Principal, id: string): Promise<CasePage | undefined> {
    return readCase(this.connection, principal, id);
  }

  journal(principal: Principal, ownerId: string, page: PageRequest): Promise<Page<JournalRow>> {
    return readJournal(this.connection, principal, ownerId, page);
  }

  journalActors(principal: Principal, ownerId: string, seqs: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return readJournalActors(this.connection, principal, ownerId, seqs);
  }

  dates(principal: Principal, programId: string): Promise<readonly DateRow[]> {
    return readDates(this.connection, principal, programId);
  }

  rolls(principal: Principal, programId: string, filter: { readonly key?: string }, page: PageRequest): Promise<Page<Omit<RollRow, 'table'>>> {
    return readRolls(this.connection, principal, programId, filter, page);
  }

  roll(principal: Principal, id: string): Promise<RollRow | undefined> {
    return readRollPage(this.connection, principal, id);
  }

  notices(principal: Principal, filter: Parameters<Reader['notices']>[1], page: PageRequest): Promise<Page<NoticeListItem>> {
    return readNotices(this.connection, principal, filter, page);
  }

  markRead(principal: Principal, noticeIds: readonly string[], at: Instant): Promise<number> {
    return markNoticesRead(this.connection, principal, noticeIds, at);
  }

  progress(principal: Principal, programId: string): Promise<readonly ApplicantProgress[]> {
    return readProgress(this.connection, principal, programId);
  }

  overdue(principal: Principal, programId: string, at: Instant): Promise<readonly { readonly organisationId: string; readonly tasks: number }[]> {
    return readOverdue(this.connection, principal, programId, at);
  }

  board(principal: Principal, programId: string, stage: string, form: string, page: Parameters<Reader['board']>[4]): ReturnType<Reader['board']> {
    return readBoard(this.connection, principal, programId, stage, form, page);
  }

  overdueDuties(principal: Principal, filter: Parameters<Reader['overdueDuties']>[1], page: PageRequest): Promise<Page<OverdueDuty>> {
    return readOverdueDuties(this.connection, principal, filter, page);
  }

  returns(principal: Principal, programId: string, decisions: Parameters<Reader['returns']>[2]): Promise<readonly ReturnCount[]> {
    return readReturns(this.connection, principal, programId, decisions);
  }

  byHashPrefix(principal: Principal, prefix: string): Promise<readonly CodedDocument[]> {
    return readByHashPrefix(this.connection, principal, prefix);
  }

  byDocumentNumber(principal: Principal, text: string): Promise<readonly NumberedDate[]> {
    return readByDocumentNumber(this.connection, principal, text);
  }

  async attachment(principal: Principal, id: string): Promise<AttachmentRow | undefined> {
    const [row] = await this.connection.query<AttachmentRow>(principal, 'attachment_page', `SELECT ${attachmentColumns} FROM shidian.attachment WHERE id = $1`, [id]);
    return row;
  }

  async *journalAll(principal: Principal, ownerId: string): AsyncIterable<JournalRow> {
    let page: PageRequest = { limit: largestPage };
    for (;;) {
      const { items, next } = await this.journal(principal, ownerId, page);
      yield* items;
      if (next === null) return;
      page = { limit: largestPage, cursor: next };
    }
  }
}
