import type { ChangeEnd, ChangeReset } from '@shidian/contracts';
import { laterOf, type Position, type Principal } from '@shidian/lifecycle';
import { markOf, writtenCursor } from './cursor.js';
import type { EventStream } from './event-stream.js';
import type { HeardBatch } from './heard-batch.js';

/**
 * One connection and who is at its other end.
 *
 * ```
 * catching up (batches wait) → live → over
 * ```
 */
export class Follower {
  readonly accountId: string;
  private scope: readonly string[];
  private mark: string;
  private waiting: HeardBatch[] | undefined = [];
  private turned = false;

  constructor(
    readonly credential: string,
    principal: Principal,
    private readonly stream: EventStream,
    private position: Position,
  ) {
    this.accountId = principal.accountId;
    this.scope = principal.scope;
    this.mark = markOf(principal);
  }

  /** What he missed has been told; what waited follows. */
  caughtUp(): void {
    const waited = this.waiting ?? [];
    this.waiting = undefined;
    if (this.turned) this.reset('rights', waited.at(-1)?.to ?? this.position);
    else for (const batch of waited) this.tell(batch);
  }

  take(batch: HeardBatch): void {
    if (this.waiting !== undefined) this.waiting.push(batch);
    else if (this.turned) this.reset('rights', batch.to);
    else this.tell(batch);
  }

  /** Tells what he may hear of the batch and has not heard. */
  tell(batch: HeardBatch): void {
    const fresh = batch.from === this.position ? batch : batch.after(this.position);
    this.stream.send(fresh.by(this.scope).map(({ content, position }) => ({ event: 'change', id: this.cursor(position), data: content })));
    this.position = fresh.to;
  }

  /** He comes back from where he was. */
  resume(position: Position): void {
    this.position = position;
  }

  ready(resumed: boolean): void {
    this.stream.send([{ event: 'ready', data: { resumed }, ...(!resumed && { id: this.cursor(this.position) }) }]);
  }

  /** He reads anew what he shows; from the position on he is told again. */
  reset(reason: ChangeReset['reason'], position: Position): void {
    const waited = this.waiting?.at(-1)?.to;
    this.position = waited?.history === position.history ? laterOf(waited, position) : position;
    this.turned = false;
    if (this.waiting !== undefined) this.waiting = [];
    this.stream.send([{ event: 'reset', id: this.cursor(this.position), data: { reason } }]);
  }

  /** His rights as they are now. Where they are others, what he shows is not what he may see: he reads anew. */
  stands(principal: Principal): void {
    const mark = markOf(principal);
    if (mark === this.mark) return;
    this.mark = mark;
    this.scope = principal.scope;
    this.turned = true;
  }

  beat(): void {
    if (this.waiting === undefined) this.stream.beat(this.cursor(this.position));
  }

  end(reason: ChangeEnd['reason'] | undefined): void {
    if (reason !== undefined) this.stream.send([{ event: 'end', data: { reason } }]);
    this.stream.end();
  }

  breakOff(): void {
    this.stream.breakOff();
  }

  /** Whether he resumes as whom he is. */
  bears(mark: string): boolean {
    return mark === this.mark;
  }

  private cursor(position: Position): string {
    return writtenCursor(this.mark, position);
  }
}
