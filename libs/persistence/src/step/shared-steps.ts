/**
 * Steps of several people in one transaction. What a step costs beside its rows (round trips, statements, the commit) is
 * shared by all that came while the one before was under way.
 *
 *   queue ─▶ up to 64 works on different cases ─▶ keys, locks, reads ─▶ each work by itself ─▶ one write ─▶ commit
 *                                                      │ held by somebody            │ throws: it alone
 *                                                      ▼                             ▼
 *                                              a transaction of its own          its caller
 *
 * - Cases are locked with SKIP LOCKED: a shared transaction never waits for a case, so it can be in no circle of waits,
 *   and no work waits because another one's case is held.
 * - A case, and an idempotency key, is in one shared transaction at a time: works on a hot case queue up here, not in the database.
 * - A work only collects what it writes. If it throws, nothing of it has been written.
 * - If the write or the commit fails, nothing has happened: each work then runs again alone, where contention is retried.
 *   A connection lost while committing leaves the outcome unknown to all of them; a server without room fails all of them.
 */
import type { PoolClient } from 'pg';
import type { CaseForStep, SharedWork, StepTransaction, WriteBatch } from '@shidian/lifecycle';
import { DatabaseUnavailable, lackOf, meansUnavailable, translated } from '../errors.js';
import { MemberTransaction, NotShared, type KeyTaken } from './member-transaction.js';
import { PostgresStepTransaction } from './transaction.js';

export interface SharedSurroundings {
  connection(): Promise<PoolClient>;
  /** Runs a work in a transaction of its own. */
  alone<T>(work: (tx: StepTransaction) => Promise<T>): Promise<T>;
}

interface Member {
  readonly about: SharedWork;
  readonly work: (tx: StepTransaction) => Promise<unknown>;
  readonly answer: (value: unknown) => void;
  readonly fail: (error: unknown) => void;
}

interface Done {
  readonly member: Member;
  readonly value: unknown;
  readonly writes: readonly WriteBatch[];
}

/** More in one transaction gain nothing more, and what holds their cases gets longer. */
const mostMembers = 64;
/** Shared transactions under way at a time: while one waits for its commit, the next is reckoned. */
const lanes = 2;

export class SharedSteps {
  private queue: Member[] = [];
  private readonly busy = new Set<string>();
  private running = 0;
  private starting = false;

  constructor(private readonly around: SharedSurroundings) {}

  run<T>(about: SharedWork, work: (tx: StepTransaction) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.queue.push({ about, work, answer: (value) => { resolve(value as T); }, fail: reject });
      this.start();
    });
  }

  /** Once what has arrived with this turn of the loop is in the queue. */
  private start(): void {
    if (this.starting || this.running >= lanes || this.queue.length === 0) return;
    this.starting = true;
    setImmediate(() => {
      this.starting = false;
      if (this.running >= lanes) return;
      const members = this.take();
      if (members.length === 0) return;
      this.running += 1;
      void this.transact(members).finally(() => {
        this.running -= 1;
        for (const member of members) for (const name of namesOf(member)) this.busy.delete(name);
        this.start();
      });
      this.start();
    });
  }

  /** The next works, in the order in which they came, of which no two are about the same case or key. */
  private take(): readonly Member[] {
    const taken: Member[] = [];
    const left: Member[] = [];
    for (const member of this.queue) {
      const names = namesOf(member);
      if (taken.length < mostMembers && names.every((name) => !this.busy.has(name))) {
        for (const name of names) this.busy.add(name);
        taken.push(member);
      } else left.push(member);
    }
    this.queue = left;
    return taken;
  }

  private async transact(members: readonly Member[]): Promise<void> {
    const alone: Member[] = [];
    try {
      const client = await this.around.connection();
      let lost: Error | undefined;
      const onError = (error: Error): void => {
        lost = error;
      };
      client.on('error', onError);
      try {
        alone.push(...(await this.onClient(new PostgresStepTransaction(client), members, () => lost)));
      } catch (error) {
        if (lost !== undefined || meansUnavailable(error)) lost ??= error instanceof Error ? error : new Error(String(error));
        // Alone they would find the disk no less full.
        const lacking = lackOf(error) === undefined ? undefined : translated(error);
        if (error instanceof DatabaseUnavailable || lacking !== undefined) for (const member of members) member.fail(lacking ?? error);
        else alone.push(...members);
      } finally {
        client.off('error', onError);
        client.release(lost);
      }
    } catch (error) {
      for (const member of members) member.fail(error);
    }
    await Promise.all(alone.map(async ({ work, answer, fail }) => this.around.alone(work).then(answer, fail)));
  }

  /** Members that have to go alone; all others have their answer. @throws DatabaseUnavailable when the outcome is unknown; anything else: nothing has happened */
  private async onClient(tx: PostgresStepTransaction, members: readonly Member[], broken: () => Error | undefined): Promise<readonly Member[]> {
    let committing = false;
    try {
      const [bundles, keys] = await Promise.all([tx.lockFreeCases(members.map(({ about }) => about.caseId)), takeKeys(tx, members)]);
      const bundleOf = new Map(bundles.map((bundle) => [bundle.case.id, bundle]));
      const outcomes = await Promise.all(members.map((member) => perform(tx, member, bundleOf.get(member.about.caseId), keys.get(member))));
      const before = broken();
      if (before !== undefined) throw before;
      const done = outcomes.flatMap((outcome) => ('done' in outcome ? [outcome.done] : []));
      const rounds = Math.max(0, ...done.map(({ writes }) => writes.length));
      for (let round = 0; round < rounds; round += 1) await tx.write(joined(done.flatMap(({ writes }) => writes[round] ?? [])));
      committing = true;
      await tx.commit();
      for (const { member, value } of done) member.answer(value);
      for (const outcome of outcomes) if ('refused' in outcome) outcome.refused.fail(outcome.error);
      return outcomes.flatMap((outcome) => ('alone' in outcome ? [outcome.alone] : []));
    } catch (error) {
      if (committing && meansUnavailable(error)) throw new DatabaseUnavailable(true, error);
      await tx.rollback().catch(() => undefined);
      throw error;
    }
  }
}

type Outcome = { readonly done: Done } | { readonly refused: Member; readonly error: unknown } | { readonly alone: Member };

async function perform(tx: PostgresStepTransaction, member: Member, bundle: CaseForStep | undefined, key: KeyTaken | undefined): Promise<Outcome> {
  // Unknown, or held by somebody else: alone it waits, or learns that there is none.
  if (bundle === undefined) return { alone: member };
  const own = new MemberTransaction(tx, member.about, bundle, key);
  try {
    const value = await member.work(own);
    return { done: { member, value, writes: own.writes } };
  } catch (error) {
    // The connection is gone or the server is at its end, and with it the transaction of all of them.
    if (meansUnavailable(error) || lackOf(error) !== undefined) throw error;
    return error instanceof NotShared ? { alone: member } : { refused: member, error };
  }
}

async function takeKeys(tx: PostgresStepTransaction, members: readonly Member[]): Promise<ReadonlyMap<Member, KeyTaken>> {
  const asking = members.flatMap((member) => (member.about.key === undefined ? [] : [{ member, key: member.about.key }]));
  if (asking.length === 0) return new Map();
  const taken = await tx.takeIdempotencyKeys(asking.map(({ key }) => key));
  return new Map(asking.map(({ member }, index) => [member, taken[index] ?? { is: 'fresh' }]));
}

function namesOf({ about: { caseId, key } }: Member): readonly string[] {
  return key === undefined ? [caseId] : [caseId, `${key.accountId} ${key.route} ${key.key}`];
}

/** The rows of all of them, kind by kind. */
function joined(batches: readonly WriteBatch[]): WriteBatch {
  const [only] = batches;
  if (only !== undefined && batches.length === 1) return only;
  const rows: Record<string, unknown[]> = {};
  for (const batch of batches) {
    for (const [part, more] of Object.entries(batch) as [string, readonly unknown[] | undefined][]) {
      if (more !== undefined && more.length > 0) (rows[part] ??= []).push(...more);
    }
  }
  return rows;
}
