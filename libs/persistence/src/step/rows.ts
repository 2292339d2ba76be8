import type { CaseForStep, DateRow, FormVersion, ProgramForStep, RollRow, SubmittedForm } from '@shidian/lifecycle';
import type { Instant, InstanceState, JsonValue, ProgramMove } from '@shidian/engine';

/** Rows as the statements of a step return them; JSON columns come as text and are parsed here, once. */

export interface CaseRecord {
  readonly id: string;
  readonly programId: string;
  readonly number: string;
  readonly applicantId: string;
  readonly applicantKind: string;
  readonly topic: string;
  readonly title: string | null;
  readonly state: string;
  readonly version: number;
  readonly startedAt: Instant;
  readonly visibleTo: readonly string[];
  readonly journalHead: string;
  readonly journalCount: number;
  readonly definitionHash: string;
  readonly issuerId: string;
  readonly programName: string;
  readonly newestDate: number;
  readonly moves: string | null;
  readonly dates: string | null;
  readonly forms: string | null;
}

export interface ProgramRecord {
  readonly id: string;
  readonly definitionHash: string;
  readonly name: string;
  readonly issuerId: string;
  readonly state: string;
  readonly version: number;
  readonly openedAt: Instant;
  readonly journalHead: string;
  readonly journalCount: number;
  readonly newestDate: number;
  readonly lastMove: string | null;
  readonly dates: string | null;
  readonly states: string | null;
  readonly tags: string | null;
  readonly active: number;
}

export interface RollRecord extends Omit<RollRow, 'data' | 'table' | 'lines'> {
  readonly data: string;
  readonly table: string;
  readonly lines: string | null;
}

type Stored<T, K extends keyof T> = Omit<T, K> & Readonly<Record<K, string>>;

export function parsedState(text: string): InstanceState {
  return JSON.parse(text) as InstanceState;
}

/** Cases of one batch mostly share the dates and moves of their program: the same text is parsed once. */
export class SharedText {
  private readonly parsed = new Map<string, unknown>();

  parse(text: string | null): unknown {
    if (text === null) return [];
    let value = this.parsed.get(text);
    if (value === undefined) {
      value = JSON.parse(text);
      this.parsed.set(text, value);
    }
    return value;
  }
}

export function parsedForm(form: Stored<FormVersion, 'body'>): FormVersion {
  return { ...form, body: JSON.parse(form.body) as JsonValue };
}

type StoredForm = Pick<SubmittedForm, 'form' | 'version'> & { readonly body?: string };

function submittedForm({ body, ...form }: StoredForm): SubmittedForm {
  return body === undefined ? form : { ...form, body: JSON.parse(body) as JsonValue };
}

export type StoredMove = Stored<ProgramMove, 'marks'>;

export function parsedMove(move: StoredMove): ProgramMove {
  return { ...move, marks: JSON.parse(move.marks) as ProgramMove['marks'] };
}

type OwnRecord = Omit<CaseRecord, 'newestDate' | 'moves' | 'dates'>;

export function caseForStep(row: OwnRecord, { dates, moves }: Pick<CaseForStep, 'dates' | 'moves'>): CaseForStep {
  return {
    case: {
      id: row.id,
      programId: row.programId,
      number: row.number,
      applicantId: row.applicantId,
      applicantKind: row.applicantKind,
      topic: row.topic,
      title: row.title,
      state: parsedState(row.state),
      version: row.version,
      startedAt: row.startedAt,
      visibleTo: row.visibleTo,
      journalHead: row.journalHead,
      journalCount: row.journalCount,
    },
    definitionHash: row.definitionHash,
    issuerId: row.issuerId,
    programName: row.programName,
    moves,
    dates,
    forms: (row.forms === null ? [] : (JSON.parse(row.forms) as StoredForm[])).map(submittedForm),
  };
}

export function programForStep(row: ProgramRecord): ProgramForStep {
  return {
    program: {
      id: row.id,
      definitionHash: row.definitionHash,
      name: row.name,
      issuerId: row.issuerId,
      state: parsedState(row.state),
      version: row.version,
      openedAt: row.openedAt,
      journalHead: row.journalHead,
      journalCount: row.journalCount,
    },
    lastMove:
      row.lastMove === null
        ? { seq: 0, at: row.openedAt, states: [], marks: {} }
        : parsedMove(JSON.parse(row.lastMove) as Stored<ProgramMove, 'marks'>),
    dates: row.dates === null ? [] : (JSON.parse(row.dates) as DateRow[]),
    cases: {
      states: row.states === null ? {} : (JSON.parse(row.states) as Record<string, number>),
      tags: row.tags === null ? {} : (JSON.parse(row.tags) as Record<string, number>),
      active: row.active,
    },
  };
}

export function rollOf(row: RollRecord): RollRow {
  const lines = row.lines === null ? [] : (JSON.parse(row.lines) as Stored<RollRow['lines'][number], 'data'>[]);
  return {
    ...row,
    data: JSON.parse(row.data) as RollRow['data'],
    table: JSON.parse(row.table) as JsonValue,
    lines: lines.map((line) => ({ ...line, data: JSON.parse(line.data) as RollRow['data'] })),
  };
}
