import type { BusinessClock, ChangeStore, DirectoryStore, Position, Principal, SessionStore } from '@shidian/lifecycle';
import type { Log } from '@shidian/observability';
import { Problem } from '../problem/problem.js';
import { markOf, readCursor, writtenCursor } from './cursor.js';
import type { EventStream } from './event-stream.js';
import { Follower } from './follower.js';
import { HeardBatch } from './heard-batch.js';

export interface StreamLimits {
  /** Connections of one account in this process. */
  readonly perAccount: number;
  /** Connections of this process. */
  readonly perProcess: number;
  /** Bytes that wait for a slow reader before he is cut off. */
  readonly mostWaiting: number;
  /** Entries of the record between two looks, above which everybody reads anew. */
  readonly mostAtOnce: number;
  /** Entries of the record that are told one by one to somebody who comes back. */
  readonly mostMissed: number;
}

const streamLimits: StreamLimits = { perAccount: 10, perProcess: 1_000, mostWaiting: 1_048_576, mostAtOnce: 2_000, mostMissed: 1_000 };

const lookEveryMs = 250;
/** With nobody listening, only so often that a page's cursor is not far behind. */
const idleEveryMs = 2_000;
const standingEveryMs = 2_000;
const beatEveryMs = 15_000;

export interface FeedGround {
  readonly changes: ChangeStore;
  readonly sessions: Pick<SessionStore, 'alive'>;
  readonly accounts: Pick<DirectoryStore, 'principals'>;
  readonly clock: BusinessClock;
  readonly log: Log;
  readonly limits?: Partial<StreamLimits>;
}

/** Somebody who wants to follow. */
export interface Arrival {
  readonly principal: Principal;
  readonly credential: string;
  readonly since: string | undefined;
  readonly follow: boolean;
  readonly stream: EventStream;
  /** The connection broke while he waited. */
  readonly gone: () => boolean;
}

interface Waiting {
  readonly admit: (at: Position) => void;
  readonly refuse: (error: unknown) => void;
}

/**
 * Follows the changes for all connections of this process: one look every quarter of a second, told to each by his right.
 *
 * - A right is read in the database again before anything is told, so that nobody hears of what he may no longer see.
 * - A newcomer is let in between two looks: what he missed is read up to the last one, the next one goes to him too.
 */
export class ChangeFeed {
  readonly limits: StreamLimits;
  private readonly followers = new Set<Follower>();
  /** Connections by account, those that are being let in included. */
  private readonly places = new Map<string, number>();
  private arrivals: Waiting[] = [];
  private at: Position | undefined;
  private looking: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private beats: NodeJS.Timeout | undefined;
  private stood = 0;
  private failing = false;
  private closed = false;

  constructor(private readonly ground: FeedGround) {
    this.limits = { ...streamLimits, ...ground.limits };
  }

  start(): void {
    this.beats = setInterval(() => {
      for (const follower of this.followers) follower.beat();
    }, beatEveryMs).unref();
    void this.look();
  }

  /** Tells everybody to come back, to another process where there is one, and looks no more. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    clearInterval(this.beats);
    for (const follower of this.followers) follower.end('closing');
    await this.looking;
  }

  /** From where the principal can follow without missing anything that he reads after now; undefined before the first look. */
  cursorFor(principal: Principal): string | undefined {
    return this.at && writtenCursor(markOf(principal), this.at);
  }

  /**
   * Takes a place for a connection; to be given back when it closes.
   *
   * @throws Problem stream.too_many_yours, stream.too_many
   */
  takePlace({ accountId }: Principal): () => void {
    const taken = this.places.get(accountId) ?? 0;
    if (taken >= this.limits.perAccount) throw new Problem('stream.too_many_yours', { headers: { 'retry-after': '60' }, details: { limit: this.limits.perAccount } });
    if ([...this.places.values()].reduce((sum, count) => sum + count, 0) >= this.limits.perProcess) throw new Problem('stream.too_many', { headers: { 'retry-after': '30' } });
    this.places.set(accountId, taken + 1);
    return () => {
      const left = (this.places.get(accountId) ?? 1) - 1;
      if (left > 0) this.places.set(accountId, left);
      else this.places.delete(accountId);
    };
  }

  /**
   * Lets somebody in; `opened` is called once, before his first event. Resolves when he has been told what he missed.
   *
   * @throws Problem unavailable, DatabaseUnavailable: before `opened` only
   */
  async join(arrival: Arrival, opened: () => void): Promise<() => void> {
    const { stream, principal, credential, since } = arrival;
    const { follower, here } = await new Promise<{ readonly follower: Follower; readonly here: Position }>((resolve, reject) => {
      if (this.closed) {
        reject(new Problem('unavailable'));
        return;
      }
      // After a look that began after he came: so that what he brings with him is never ahead of us.
      const admit = (at: Position): void => {
        const one = new Follower(credential, principal, stream, at);
        if (!arrival.gone()) this.followers.add(one);
        resolve({ follower: one, here: at });
      };
      this.arrivals.push({ admit, refuse: reject });
      void this.look();
    });
    opened();
    await this.catchUp(follower, here, since);
    if (!arrival.follow) {
      this.followers.delete(follower);
      follower.end(undefined);
    }
    return () => this.followers.delete(follower);
  }

  private async catchUp(follower: Follower, here: Position, since: string | undefined): Promise<void> {
    const cursor = since === undefined ? undefined : readCursor(since);
    const known = cursor?.position.history === here.history && cursor.position.next <= here.next;
    follower.ready(known);
    if (since !== undefined && !known) follower.reset(cursor !== undefined && cursor.position.history !== here.history ? 'database' : 'cursor', here);
    else if (known && !follower.bears(cursor.mark)) follower.reset('rights', here);
    else if (known) await this.tellMissed(follower, here, cursor.position);
    follower.caughtUp();
  }

  private async tellMissed(follower: Follower, here: Position, from: Position): Promise<void> {
    try {
      const missed = await this.ground.changes.since(from, this.limits.mostMissed);
      if (missed.position.history !== here.history) follower.reset('database', here);
      else if (missed.overflow) follower.reset('too_many', here);
      else {
        follower.resume(from);
        follower.tell(new HeardBatch(from, missed));
      }
    } catch (error) {
      // Told half of it he would take it for all: he comes back with the cursor that he has.
      this.ground.log.warn({ err: error }, 'What somebody missed could not be read');
      follower.breakOff();
    }
  }

  /** One look at a time; whoever came during one waits for the next. */
  private look(): Promise<void> {
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = undefined;
      clearTimeout(this.timer);
      if (this.closed) for (const { refuse } of this.arrivals.splice(0)) refuse(new Problem('unavailable'));
      else if (this.arrivals.length > 0) void this.look();
      else this.timer = setTimeout(() => void this.look(), this.followers.size > 0 ? lookEveryMs : idleEveryMs).unref();
    });
    return this.looking;
  }

  private async lookOnce(): Promise<void> {
    const arrived = this.arrivals;
    this.arrivals = [];
    try {
      // With nobody to tell, what changed is not read: only how far it has come.
      const at = this.at === undefined || this.followers.size === 0 ? await this.ground.changes.position() : await this.follow(this.at);
      this.at = at;
      if (this.failing) this.ground.log.info({}, 'Changes are followed again');
      this.failing = false;
      for (const { admit } of arrived) admit(at);
    } catch (error) {
      if (!this.failing && !this.closed) this.ground.log.warn({ err: error }, 'Changes cannot be followed for the moment');
      this.failing = true;
      for (const { refuse } of arrived) refuse(error);
    }
  }

  private async follow(from: Position): Promise<Position> {
    const read = await this.ground.changes.since(from, this.limits.mostAtOnce);
    const moved = read.position.history !== from.history;
    const batch = new HeardBatch(from, moved ? { ...read, rows: [] } : read);
    const now = performance.now();
    if (this.followers.size > 0 && (moved || read.overflow || batch.size > 0 || now - this.stood >= standingEveryMs)) {
      await this.checkStanding();
      this.stood = now;
    }
    for (const follower of this.followers) {
      if (moved || read.overflow) follower.reset(moved ? 'database' : 'too_many', read.position);
      else follower.take(batch);
    }
    return read.position;
  }

  /** Who has signed out, run out or been disabled leaves; who holds other posts now hears by those. */
  private async checkStanding(): Promise<void> {
    const followers = [...this.followers];
    const at = this.ground.clock.now();
    const [alive, principals] = await Promise.all([
      this.ground.sessions.alive([...new Set(followers.map(({ credential }) => credential))], at),
      this.ground.accounts.principals([...new Set(followers.map(({ accountId }) => accountId))], at),
    ]);
    const byAccount = new Map(principals.map((principal) => [principal.accountId, principal]));
    for (const follower of followers) {
      const principal = byAccount.get(follower.accountId);
      if (principal !== undefined && alive.has(follower.credential)) follower.stands(principal);
      else {
        this.followers.delete(follower);
        follower.end('signed_out');
      }
    }
  }
}
