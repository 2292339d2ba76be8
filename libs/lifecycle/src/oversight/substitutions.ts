/**
 * Substitution (代理): for a time the holder of one post stands in for another post of the same organisation. He receives
 * what the absent one would, may act for it, and the record says so: 甲（乙代）. It is never passed on: who stands in for a
 * post does not stand in for those for which that post stands in.
 */
import type { OrganisationTree } from '@shidian/access';
import type { Instant } from '@shidian/engine';
import type { Directory } from '../directory.js';
import { newId } from '../ids.js';
import type { Principal } from '../ports/identity.js';
import type { SubstitutionRow, SubstitutionStore } from '../ports/oversight-store.js';
import { parseInstant } from '../receipt.js';
import { notFound } from '../seen-case.js';
import { Refused } from '../use-cases.js';
import { organisationsOf, ownPosts, rightMissing, seesDirectory } from './jurisdiction.js';

const ZONE = 'Asia/Shanghai';
const LONGEST_MS = 366 * 24 * 3_600_000;

export interface NewSubstitution {
  readonly principal: Principal;
  readonly at: Instant;
  readonly postId: string;
  readonly substituteId: string;
  /** Day or instant; now where it is left out. */
  readonly from?: string;
  /** Last day, or the instant at which it ends. */
  readonly to: string;
  readonly reason: string;
}

export class Substitutions {
  constructor(
    private readonly store: SubstitutionStore,
    private readonly directory: Directory,
  ) {}

  /** @throws Refused right.missing, substitution.elsewhere, substitution.period, substitution.overlaps, not_found */
  async add(request: NewSubstitution): Promise<SubstitutionRow> {
    const { tree } = await this.directory.current();
    const { principal, at, postId, substituteId } = request;
    const [post, substitute] = [tree.post(postId), tree.post(substituteId)];
    if (post === undefined || substitute === undefined) throw notFound(post === undefined ? postId : substituteId);
    checkRight(tree, principal, postId);
    const seated = await this.store.seats([substituteId], at);
    if (postId === substituteId || post.organisationId !== substitute.organisationId || !seated.some(({ substitutionId }) => substitutionId === null)) {
      throw new Refused('substitution.elsewhere', { zh: '只能由本单位有人在任的其他岗位代理', en: 'another post of the same organisation that somebody holds stands in' }, { substitute: substituteId });
    }
    const { from, to } = periodOf(request);
    const written = await this.store.add({ id: newId(), postId, substituteId, from, to, reason: request.reason, setBy: principal.accountId, setAt: at });
    if ('added' in written) return written.added;
    const { overlaps } = written;
    throw new Refused('substitution.overlaps', { zh: '这一时段已有代理，请先结束它', en: 'somebody stands in for this post in that time already; end that first' }, { id: overlaps.id, from: overlaps.from, to: overlaps.to });
  }

  /** @throws Refused right.missing, not_found */
  async end(principal: Principal, id: string, at: Instant): Promise<SubstitutionRow> {
    const { tree } = await this.directory.current();
    const there = await this.store.one(id);
    if (there === undefined) throw notFound(id);
    if (!ownPosts(principal).includes(there.substituteId)) checkRight(tree, principal, there.postId);
    const ended = await this.store.end(id, principal.accountId, at);
    if (ended === undefined) throw new Refused('substitution.over', { zh: '该代理已经结束', en: 'it is over already' }, { id });
    return ended;
  }

  /** Those of the organisations in which the principal has a post; all of them for who administers the directory. */
  async list(principal: Principal, at: Instant, past: boolean): Promise<readonly SubstitutionRow[]> {
    if (seesDirectory(principal)) return await this.store.list({ at, past });
    const { tree } = await this.directory.current();
    const postIds = organisationsOf(tree, principal).flatMap((organisation) => tree.posts(organisation).map(({ id }) => id));
    return postIds.length === 0 ? [] : await this.store.list({ postIds, at, past });
  }
}

/** The holder of the post himself, whoever stands above it in the line of report, or the security administrator. */
function checkRight(tree: OrganisationTree, principal: Principal, postId: string): void {
  if (principal.administers === 'security') return;
  const own = ownPosts(principal);
  const met = new Set<string>();
  for (let post: string | null = postId; post !== null && !met.has(post); post = tree.post(post)?.reportsTo ?? null) {
    if (own.includes(post)) return;
    met.add(post);
  }
  throw rightMissing('代理由本岗位、其上级岗位或安全管理员设定', 'a substitution is set by the post itself, a post above it or the security administrator');
}

function periodOf({ at, from: begins, to: ends }: NewSubstitution): { readonly from: Instant; readonly to: Instant } {
  const from = begins === undefined ? at : parseInstant(begins, ZONE, 'start');
  const to = parseInstant(ends, ZONE, 'end');
  if (from === undefined || to === undefined || to <= at || to <= from || to - from > LONGEST_MS) {
    throw new Refused('substitution.period', { zh: '代理起止应为日期（如 2016-03-01 至 2016-03-10），止于将来，最长一年', en: 'give days (2016-03-01 to 2016-03-10), ending in the future and no longer than a year' }, { from: begins ?? null, to: ends });
  }
  // What was begun on an earlier day counts from now: nobody acted for anybody before it was set.
  return { from: Math.max(from, at), to };
}
