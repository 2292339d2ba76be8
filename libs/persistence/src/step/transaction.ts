import type { Socket } from 'node:net';
import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import { StaleWrite, UnknownAttachment, type CaseForStep, type DateRow, type ProgramForStep, type RollRow, type StepTransaction, type WriteBatch } from '@shidian/lifecycle';
import type { Instant, JsonValue } from '@shidian/engine';
import { sqlState } from '../errors.js';
import { staleWriteState, unknownAttachmentState } from '../migrations/202611212209-step-write.js';
import { writeCalls } from './batch.js';
import { caseForStep, parsedMove, programForStep, rollOf, SharedText, type CaseRecord, type ProgramRecord, type RollRecord, type StoredMove } from './rows.js';
import { sharedCases, type DateGroup, type MoveGroup, type SharedCaseRecord } from './shared-rows.js';
import * as statements from './statements.js';

interface Statement {
  readonly name: string;
  readonly text: string;
}

type IdempotencyTake = Awaited<ReturnType<StepTransaction['takeIdempotencyKey']>>;
type QuotaQuery = Parameters<StepTransaction['countForQuota']>[0];

export interface AskedKey {
  readonly accountId: string;
  readonly route: string;
  readonly key: string;
  readonly bodyHash: string;
}

interface KeyRecord {
  readonly place: number;
  readonly held: boolean;
  readonly bodyHash: string | null;
  readonly outcome: string | null;
}

/** The socket of a client, which its types do not name. */
interface Wired {
  readonly connection: { readonly stream: Socket };
}

const FRESH = { is: 'fresh' } as const;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * One transaction on one pipelined connection. BEGIN goes out with the first read; a write goes out with what follows it
 * (the next read, or COMMIT), so that a step takes two flights: begin and read, write and commit. A write that fails
 * therefore rejects the next call or the transaction as a whole, never goes unnoticed.
 */
export class PostgresStepTransaction implements StepTransaction {
  private began: Promise<unknown> | undefined;
  private holding = false;
  private readonly writes: Promise<QueryResult>[] = [];
  private readonly newestDates = new Map<string, number>();
  private readonly programOfCase = new Map<string, string>();

  constructor(
    private readonly client: PoolClient,
    private readonly mode: 'BEGIN' | 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' = 'BEGIN',
  ) {}

  async takeIdempotencyKey(accountId: string, route: string, key: string, bodyHash: string): Promise<IdempotencyTake> {
    const [answer = FRESH] = await this.takeIdempotencyKeys([{ accountId, route, key, bodyHash }]);
    return answer;
  }

  /** One answer a key, in the order asked. Two requests of one transaction must not ask for the same key. */
  async takeIdempotencyKeys(asked: readonly AskedKey[]): Promise<readonly IdempotencyTake[]> {
    const columns = [asked.map(({ accountId }) => accountId), asked.map(({ route }) => route), asked.map(({ key }) => key)];
    const { rows } = await this.read<KeyRecord>(statements.takeIdempotencyKeys, columns);
    const found = new Map(rows.map((row) => [row.place, row]));
    return asked.map(({ bodyHash }, index) => {
      const row = found.get(index + 1);
      if (row === undefined) return FRESH;
      if (row.held) return { is: 'in_flight' };
      if (row.bodyHash !== bodyHash) return { is: 'reused' };
      return { is: 'done', outcome: JSON.parse(row.outcome ?? 'null') as JsonValue };
    });
  }

  lockProgram(programId: string): Promise<ProgramForStep | undefined> {
    return this.program(statements.lockProgram, programId);
  }

  holdProgram(programId: string): Promise<ProgramForStep | undefined> {
    return this.program(statements.holdProgram, programId);
  }

  /** As it stands, without any lock. */
  readProgram(programId: string): Promise<ProgramForStep | undefined> {
    return this.program(statements.readProgram, programId);
  }

  async lockQuotas(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.read(statements.lockQuotas, [keys]);
  }

  async countForQuota(query: QuotaQuery): Promise<number> {
    return this.count(statements.countForQuota, [query.programId, query.tag, query.applicantId ?? null, query.topic ?? null, query.underOrganisation ?? null]);
  }

  async lapsedCases(programId: string, organisationId: string | null, limit: number): Promise<readonly string[]> {
    const { rows } = await this.read<{ id: string }>(statements.lapsedCases, [programId, organisationId, limit]);
    return rows.map(({ id }) => id);
  }

  async nextCaseNumber(programId: string): Promise<number> {
    return this.count(statements.nextCaseNumber, [programId]);
  }

  async nextRollSerial(programId: string, roll: string, organisationId: string): Promise<number> {
    return this.count(statements.nextRollSerial, [programId, roll, organisationId]);
  }

  async roll(rollId: string): Promise<RollRow | undefined> {
    const { rows } = await this.read<RollRecord>(statements.readRoll, [rollId]);
    return rows[0] && rollOf(rows[0]);
  }

  async lockCases(caseIds: readonly string[]): Promise<readonly CaseForStep[]> {
    return caseIds.length === 0 ? [] : this.cases(statements.lockCases, [caseIds]);
  }

  /**
   * Locks those of the cases that nobody holds, and reads them after that; the others are left out. What the cases have in
   * common (dates, moves) is read once.
   */
  async lockFreeCases(caseIds: readonly string[]): Promise<readonly CaseForStep[]> {
    const [locked, bundles] = await Promise.all([this.read<{ id: string }>(statements.lockFreeCases, [caseIds]), this.readCases(caseIds)]);
    const free = new Set(locked.rows.map(({ id }) => id));
    return bundles.filter(({ case: { id } }) => free.has(id));
  }

  /** As they stand, without any lock; missing ids are left out. */
  async readCases(caseIds: readonly string[]): Promise<readonly CaseForStep[]> {
    const values = [caseIds];
    const [cases, dates, moves] = await Promise.all([
      this.read<SharedCaseRecord>(statements.readCases, values),
      this.read<DateGroup>(statements.readDates, values),
      this.read<MoveGroup>(statements.readMoves, values),
    ]);
    for (const { programId, newestDate } of dates.rows) this.newestDates.set(programId, newestDate);
    for (const row of cases.rows) this.programOfCase.set(row.id, row.programId);
    return sharedCases(cases.rows, dates.rows, moves.rows);
  }

  async formBodies(caseIds: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, JsonValue>>>> {
    const { rows } = await this.read<{ readonly caseId: string; readonly form: string; readonly body: string }>(statements.formBodies, [caseIds]);
    const bodies = new Map<string, Record<string, JsonValue>>();
    for (const { caseId, form, body } of rows) bodies.set(caseId, { ...bodies.get(caseId), [form]: JSON.parse(body) as JsonValue });
    return bodies;
  }

  async lockDueCases(upTo: Instant, limit: number): Promise<readonly CaseForStep[]> {
    const { rows } = await this.read<{ id: string }>(statements.takeDueCases, [upTo, limit]);
    return rows.length === 0 ? [] : await this.readCases(rows.map(({ id }) => id));
  }

  async lockUnseeingCases(programId: string, limit: number): Promise<readonly CaseForStep[]> {
    return this.cases(statements.lockUnseeingCases, [programId, limit]);
  }

  async draft(caseId: string, form: string): Promise<{ readonly body: JsonValue; readonly version: number } | undefined> {
    const { rows } = await this.read<{ body: string; version: number }>(statements.readDraft, [caseId, form]);
    const row = rows[0];
    return row && { body: JSON.parse(row.body) as JsonValue, version: row.version };
  }

  createDraft(row: Parameters<StepTransaction['createDraft']>[0]): Promise<void> {
    this.send(statements.createDraft, [row.caseId, row.form, JSON.stringify(row.body), row.savedBy, row.at]);
    return Promise.resolve();
  }

  write(batch: WriteBatch): Promise<void> {
    const foreign = this.foreignAttachment(batch);
    if (foreign) return Promise.reject(foreign);
    for (const row of batch.newCases ?? []) this.programOfCase.set(row.id, row.programId);
    const calls = writeCalls(batch, (caseId) => this.newestDates.get(this.programOfCase.get(caseId) ?? '') ?? 0);
    for (const call of calls) this.send(call, [...call.values]);
    return Promise.resolve();
  }

  /** An attachment whose id is none is known to nobody; the database would take it for a fault of ours. */
  foreignAttachment(batch: WriteBatch): UnknownAttachment | undefined {
    const foreign = batch.attachmentsNamed?.find((row) => !uuid.test(row.id));
    return foreign && new UnknownAttachment(foreign.id);
  }

  /** Sends COMMIT behind the writes. Rejects with what made it impossible. */
  async commit(): Promise<void> {
    if (this.began === undefined) return;
    this.hold();
    const committed = this.client.query('COMMIT');
    committed.catch(() => undefined);
    await this.settleWrites();
    const { command } = await committed;
    if (command !== 'COMMIT') throw new Error('the server rolled the transaction back');
  }

  async rollback(): Promise<void> {
    if (this.began !== undefined) await this.client.query('ROLLBACK');
  }

  /** Handled where it is awaited: by the next read or by the commit. */
  private send({ name, text }: Statement, values: unknown[]): void {
    this.begin();
    const sent = this.client.query({ name, text, values });
    sent.catch(() => undefined);
    this.writes.push(sent);
  }

  /**
   * What is sent in one turn of the loop leaves in one packet. pg writes each statement by itself, and a write to a socket
   * costs more than many a statement.
   */
  private hold(): void {
    if (this.holding) return;
    this.holding = true;
    const { stream } = (this.client as unknown as Wired).connection;
    stream.cork();
    process.nextTick(() => {
      this.holding = false;
      stream.uncork();
    });
  }

  private begin(): void {
    this.hold();
    if (this.began !== undefined) return;
    this.began = this.client.query(this.mode);
    this.began.catch(() => undefined);
  }

  private async settleWrites(): Promise<void> {
    await this.began;
    for (const write of this.writes.splice(0)) {
      try {
        await write;
      } catch (error) {
        throw translatedWrite(error);
      }
    }
  }

  private async read<R extends QueryResultRow>(statement: Statement, values: unknown[]): Promise<QueryResult<R>> {
    this.begin();
    const answer = this.client.query<R>({ ...statement, values });
    answer.catch(() => undefined);
    await this.settleWrites();
    return answer;
  }

  private async program(statement: Statement, programId: string): Promise<ProgramForStep | undefined> {
    const { rows } = await this.read<ProgramRecord>(statement, [programId]);
    const row = rows[0];
    if (row === undefined) return undefined;
    this.newestDates.set(row.id, row.newestDate);
    return programForStep(row);
  }

  private async count(statement: Statement, values: unknown[]): Promise<number> {
    const { rows } = await this.read<{ n: number }>(statement, values);
    return rows[0]?.n ?? 0;
  }

  private async cases(statement: Statement, values: unknown[]): Promise<readonly CaseForStep[]> {
    const { rows } = await this.read<CaseRecord>(statement, values);
    const shared = new SharedText();
    return rows.map((row) => {
      this.programOfCase.set(row.id, row.programId);
      this.newestDates.set(row.programId, row.newestDate);
      return caseForStep(row, { dates: shared.parse(row.dates) as readonly DateRow[], moves: (shared.parse(row.moves) as StoredMove[]).map(parsedMove) });
    });
  }
}

function translatedWrite(error: unknown): unknown {
  const state = sqlState(error);
  const detail = typeof error === 'object' && error !== null && 'detail' in error ? String(error.detail) : '';
  if (state === staleWriteState) return new StaleWrite(detail);
  if (state === unknownAttachmentState) return new UnknownAttachment(detail);
  return error;
}
