import type { ChangeRow } from './change.js';
import type { Position } from './position.js';

/** What is told of a change. */
export type ChangeContent =
  | { readonly kind: 'case'; readonly id: string; readonly programId: string; readonly version: number }
  | { readonly kind: 'program'; readonly id: string; readonly version: number }
  /** Tasks of the reader's posts in the case, or in the program itself, may have opened, moved or closed. */
  | { readonly kind: 'task'; readonly programId: string; readonly caseId: string | null }
  | { readonly kind: 'notice'; readonly id: string; readonly programId: string; readonly caseId: string | null };

export interface Message {
  readonly transaction: bigint;
  /** Names the message within its transaction, and the thing across transactions. */
  readonly key: string;
  /** Ids of organisations and posts of which one is enough, or everybody who has signed in. */
  readonly audience: readonly string[] | 'everybody';
  readonly content: ChangeContent;
}

const keyOf = (id: string, kind: string): string => `${id.replaceAll('-', '')}${kind}`;

function messagesOfRow({ transaction, change }: ChangeRow): Message[] {
  if (change.kind === 'notice') {
    const { id, programId, caseId, post } = change;
    return [{ transaction, key: keyOf(id, 'n'), audience: [post], content: { kind: 'notice', id, programId, caseId } }];
  }
  const { id, version } = change;
  const ofCase = change.kind === 'case';
  const programId = ofCase ? change.programId : id;
  const changed: Message = ofCase
    ? { transaction, key: keyOf(id, 'c'), audience: change.readers, content: { kind: 'case', id, programId, version } }
    : { transaction, key: keyOf(id, 'p'), audience: 'everybody', content: { kind: 'program', id, version } };
  if (change.members.length === 0) return [changed];
  return [changed, { transaction, key: keyOf(id, 't'), audience: change.members, content: { kind: 'task', programId, caseId: ofCase ? id : null } }];
}

const compare = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The messages of a batch in the one order in which they go out: what is left of the transaction that was broken off in,
 * then by transaction and key. Of several about one thing only the last goes: they would all say the same.
 */
export function messagesOf(from: Position, rows: readonly ChangeRow[]): readonly Message[] {
  const { within } = from;
  const first = (message: Message): number => (message.transaction === within?.transaction ? 0 : 1);
  const ordered = rows
    .flatMap(messagesOfRow)
    .filter(({ transaction, key }) => transaction !== within?.transaction || key > within.key)
    .sort((a, b) => first(a) - first(b) || compare(a.transaction, b.transaction) || compare(a.key, b.key));
  const last = new Map(ordered.map(({ key }, index) => [key, index]));
  return ordered.filter(({ key }, index) => last.get(key) === index);
}

/** For each place in the messages the position of somebody who has seen them up to and with that one. */
export function positionsIn(from: Position, to: Position, messages: readonly Message[]): (index: number) => Position {
  const lastOf = new Map(messages.map(({ transaction }, index) => [transaction, index]));
  const started = from.within?.transaction;
  // Behind this line messages go in the order of transactions, so that what remains is above what has gone.
  const line = started === undefined || started < from.next ? from.next : started + 1n;
  const late = [...lastOf.keys()].filter((transaction) => transaction < line);
  let next = started === undefined || lastOf.has(started) || started < from.next ? from.next : started + 1n;
  const nexts = messages.map(({ transaction }, index) => {
    if (lastOf.get(transaction) === index && transaction >= next) next = transaction + 1n;
    return next;
  });
  return (index) => {
    const here = messages[index];
    const upTo = nexts[index];
    if (here === undefined || upTo === undefined || index === messages.length - 1) return to;
    const remains = (transaction: bigint): boolean => (lastOf.get(transaction) ?? -1) > index;
    const running = new Set([...to.running, ...late.filter(remains)].filter((transaction) => transaction < upTo));
    return {
      history: to.history,
      next: upTo,
      running: [...running].sort(compare),
      ...(remains(here.transaction) && { within: { transaction: here.transaction, key: here.key } }),
    };
  };
}
