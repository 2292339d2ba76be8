/**
 * How far somebody has read the changes: which transactions he has seen.
 *
 * Numbers are given out when a transaction begins to write and become visible when it commits, in another order. A place
 * that is one number loses whatever commits behind it. A position is what PostgreSQL calls a snapshot: everything below
 * `next` has been seen except `running`. What commits late is in `running` and is found, and nobody has to wait for it.
 */
export interface Position {
  /** Which database, cluster and timeline the numbers belong to: after a restore or a failover they mean something else. */
  readonly history: string;
  /** No transaction from here on has been seen. */
  readonly next: bigint;
  /** Ascending, all below {@link next}: not seen either. */
  readonly running: readonly bigint[];
  /** Of this unseen transaction, messages up to the key have been seen: a connection broke off inside it. */
  readonly within?: { readonly transaction: bigint; readonly key: string };
}

/** With more than this many transactions running at once a written position falls back to the oldest of them: seen again, never lost. */
const longestRunning = 256;
const form = /^([0-9a-z]{1,32})\.([0-9a-z]{1,13})\.((?:[0-9a-z]{1,13}(?:-[0-9a-z]{1,13})*)?)\.((?:[0-9a-z]{1,13}_[0-9a-z]{1,64})?)$/;
const largest = 2n ** 63n - 1n;

const written = (value: bigint): string => value.toString(36);

function read(text: string): bigint {
  let value = 0n;
  for (const digit of text) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value;
}

/** Whether the transaction has been seen whole. */
export function seen(position: Position, transaction: bigint): boolean {
  return transaction < position.next && !position.running.includes(transaction);
}

/** The later of two places of one history: what one statement has seen, every later one has. */
export function laterOf(a: Position, b: Position): Position {
  if (a.next !== b.next) return a.next > b.next ? a : b;
  return a.running.length < b.running.length ? a : b;
}

/** The position as text of the letters `0-9a-z._-`. */
export function writtenPosition({ history, next, running, within }: Position): string {
  const cut = running[longestRunning];
  const upTo = cut ?? next;
  const kept = running.slice(0, longestRunning).map((transaction) => written(upTo - transaction));
  return [history, written(upTo), kept.join('-'), within === undefined ? '' : `${written(within.transaction)}_${within.key}`].join('.');
}

/** What {@link writtenPosition} wrote; undefined for anything else. */
export function readPosition(text: string): Position | undefined {
  const [, history, upTo, distances, inside] = form.exec(text) ?? [];
  if (history === undefined || upTo === undefined || distances === undefined || inside === undefined) return undefined;
  const next = read(upTo);
  const running = distances === '' ? [] : distances.split('-').map((distance) => next - read(distance));
  const ascending = running.every((transaction, index) => transaction > (running[index - 1] ?? 0n) && transaction < next);
  if (!ascending || running.length > longestRunning || next > largest) return undefined;
  const [transaction, key] = inside.split('_');
  if (transaction === undefined || key === undefined) return { history, next, running };
  const within = { transaction: read(transaction), key };
  return within.transaction > largest || seen({ history, next, running }, within.transaction) ? undefined : { history, next, running, within };
}
