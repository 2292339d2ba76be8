/**
 * The ledger of a task: the acts of its members become one outcome, or none yet.
 *
 *   any       the first act is the outcome                                      或签
 *   all       the gravest decision once everybody has acted                     会签
 *   in_order  the same, and only the next in line may act                       顺签
 *   vote      the first decision if its share passes, else the strongest other  票签
 *
 * A decision of `breaks` is the outcome at once in every mode. Members are frozen at opening.
 */
import type { Completion, TaskDefinition } from './model/chart-definition.js';
import type { Member, MemberAct } from './model/instance-state.js';
import type { Actor, RefusalCode } from './model/step.js';
import type { PostId } from './model/values.js';

/** Whose party anybody belongs to: a task without members in which everybody may act (R-0-17, objections). */
export const ANYONE = 'anyone';

/** A vote for this decision is given but not cast: it counts neither for the share nor for the quorum. */
const ABSTAIN = 'abstain';

export type Seat =
  | { readonly post: PostId }
  | { readonly refused: Extract<RefusalCode, 'right.not_member' | 'right.already_acted' | 'right.not_your_turn'> };

/** The seat that the actor would act from, or why there is none. */
export function seatOf(definition: TaskDefinition, members: readonly Member[], actor: Actor): Seat {
  if (definition.by === ANYONE) return { post: actor.posts[0] ?? '' };
  const seats = members.filter(({ post }) => actor.posts.includes(post));
  if (seats.length === 0) return { refused: 'right.not_member' };
  const free = seats.filter(({ act }) => act === undefined);
  const [first] = free;
  if (first === undefined) return { refused: 'right.already_acted' };
  if (definition.complete.mode !== 'in_order') return { post: first.post };
  const next = members.find(({ act }) => act === undefined);
  return next !== undefined && actor.posts.includes(next.post) ? { post: next.post } : { refused: 'right.not_your_turn' };
}

export interface LedgerEntry {
  readonly members: readonly Member[];
  readonly outcome?: string;
}

/** Enters an act. Where each act is its own outcome (`times: many`, or anyone may act) nothing is kept. */
export function enter(definition: TaskDefinition, members: readonly Member[], post: PostId, act: MemberAct): LedgerEntry {
  if (definition.times === 'many' || definition.by === ANYONE) return { members, outcome: act.decision };
  const entered = members.map((member) => (member.post === post ? { ...member, act } : member));
  const outcome = outcomeOf(definition, entered, act);
  return outcome === undefined ? { members: entered } : { members: entered, outcome };
}

/** The members of a task that stays open after an outcome: its next round begins with nobody having acted. */
export function nextRound(members: readonly Member[]): readonly Member[] {
  return members.map(({ post }) => ({ post }));
}

function outcomeOf(definition: TaskDefinition, members: readonly Member[], act: MemberAct): string | undefined {
  if (definition.breaks.includes(act.decision)) return act.decision;
  const { complete } = definition;
  const decisions = Object.keys(definition.decisions);
  const given = members.flatMap((member) => (member.act === undefined ? [] : [member.act.decision]));
  const open = members.length - given.length;
  switch (complete.mode) {
    case 'any':
      return act.decision;
    case 'all':
    case 'in_order':
      return open === 0 ? gravest(decisions, given) : undefined;
    case 'vote':
      return voted(complete, decisions, given, open);
  }
}

type Vote = Extract<Completion, { mode: 'vote' }>;

function voted(vote: Vote, decisions: readonly string[], given: readonly string[], open: number): string | undefined {
  if (open === 0) return counted(vote, decisions, given);
  if (vote.close === 'all') return undefined;
  // Decided early only if it comes to the same however the others vote: a unanimous rest is the extreme.
  const ends = new Set(
    decisions.map((rest) => counted(vote, decisions, [...given, ...new Array<string>(open).fill(rest)])),
  );
  return ends.size === 1 ? [...ends][0] : undefined;
}

/** The outcome of a complete count. Shares are compared as whole numbers, never as quotients. */
function counted(vote: Vote, decisions: readonly string[], given: readonly string[]): string {
  const [positive = '', ...others] = decisions.filter((decision) => decision !== ABSTAIN);
  const cast = given.filter((decision) => decision !== ABSTAIN).length;
  const { quorum, pass } = vote;
  const quorate = quorum === undefined || cast * quorum.denominator >= quorum.numerator * given.length;
  if (!quorate && vote.noQuorum !== undefined) return vote.noQuorum;
  const base = vote.of === 'cast' ? cast : given.length;
  const share = votes(given, positive) * pass.denominator;
  const bar = pass.numerator * base;
  if (quorate && base > 0 && (pass.compare === '>' ? share > bar : share >= bar)) return positive;
  // Not passed: the strongest of the others; a tie goes to the gravest.
  return others.reduce((best, other) => (votes(given, other) >= votes(given, best) ? other : best), others[0] ?? positive);
}

function votes(given: readonly string[], decision: string): number {
  return given.filter((each) => each === decision).length;
}

/** Decisions stand from the mildest to the gravest. */
function gravest(decisions: readonly string[], given: readonly string[]): string | undefined {
  return decisions.findLast((decision) => given.includes(decision));
}
