/** Organisations with their posts and who sits there, for who may see them: to choose a post for a hand-over or a substitution. */
import type { Organisation, Post } from '@shidian/access';
import type { Instant } from '@shidian/engine';
import type { Directory } from '../directory.js';
import type { Principal } from '../ports/identity.js';
import type { SeatRow, SubstitutionStore } from '../ports/oversight-store.js';
import type { Page, PageRequest } from '../ports/read-stores.js';
import { oversees, organisationsOf, seesDirectory } from './jurisdiction.js';

export interface OrganisationFilter {
  /** That organisation and what lies below it; the principal's own where it is left out. */
  readonly under?: string;
  /** Part of the name, or the code. */
  readonly search?: string;
  readonly tier?: Organisation['tier'];
  readonly kind?: string;
}

export interface ListedPost extends Post {
  readonly seats: readonly SeatRow[];
}

export interface ListedOrganisation {
  readonly organisation: Organisation;
  /** How many lie directly below it. */
  readonly children: number;
  readonly posts: readonly ListedPost[];
}

export class Organisations {
  constructor(
    private readonly store: SubstitutionStore,
    private readonly directory: Directory,
  ) {}

  /** From the top down, each before what lies below it. Nothing outside of what the principal oversees. */
  async list(principal: Principal, filter: OrganisationFilter, page: PageRequest, at: Instant): Promise<Page<ListedOrganisation>> {
    const { tree } = await this.directory.current();
    const all = seesDirectory(principal);
    const roots = filter.under !== undefined ? [filter.under] : all ? tree.organisations().flatMap(({ id, parentId }) => (parentId === null ? [id] : [])) : organisationsOf(tree, principal);
    const seen = [...new Set(roots)].filter((id) => tree.organisation(id) !== undefined && (all || oversees(tree, principal, id)));
    const search = filter.search?.trim() ?? '';
    const found: Organisation[] = [];
    const waiting = seen.filter((id) => !seen.some((other) => other !== id && tree.isWithin(id, other))).flatMap((id) => tree.organisation(id) ?? []);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if ((search === '' || next.name.includes(search) || next.code === search) && (filter.tier ?? next.tier) === next.tier && (filter.kind ?? next.kind) === next.kind) found.push(next);
      waiting.unshift(...tree.children(next.id).toSorted(byCode));
    }
    const start = page.cursor === undefined ? 0 : found.findIndex(({ id }) => id === page.cursor) + 1;
    const shown = found.slice(start, start + page.limit);
    const seats = await this.store.seats(shown.flatMap(({ id }) => tree.posts(id).map((post) => post.id)), at);
    const items = shown.map((organisation): ListedOrganisation => ({
      organisation,
      children: tree.children(organisation.id).length,
      posts: tree.posts(organisation.id).toSorted((a, b) => Number(b.desk) - Number(a.desk)).map((post) => ({ ...post, seats: seats.filter(({ postId }) => postId === post.id) })),
    }));
    return { items, next: start + page.limit < found.length ? (shown.at(-1)?.id ?? null) : null };
  }
}

function byCode(a: Organisation, b: Organisation): number {
  const [left, right] = [a.code ?? a.id, b.code ?? b.id];
  return left < right ? -1 : left > right ? 1 : 0;
}
