/** Whom somebody oversees: the organisations in which he holds a post himself, and what lies below them. */
import type { OrganisationTree } from '@shidian/access';
import type { Principal } from '../ports/identity.js';
import { Refused } from '../use-cases.js';

/** Posts that are his own, without those for which he only stands in. */
export function ownPosts({ posts, standsInFor = [] }: Principal): readonly string[] {
  return posts.filter((post) => !standsInFor.includes(post));
}

/** Organisations of all posts that he acts from, in no order, each once. */
export function organisationsOf(tree: OrganisationTree, { posts }: Principal): readonly string[] {
  return [...new Set(posts.flatMap((post) => tree.post(post)?.organisationId ?? []))];
}

export function oversees(tree: OrganisationTree, principal: Principal, organisationId: string): boolean {
  return organisationsOf(tree, principal).some((own) => tree.isWithin(organisationId, own));
}

/** System and security administrators see who sits where; no case, and no notice. */
export function seesDirectory({ administers }: Principal): boolean {
  return administers === 'system' || administers === 'security';
}

export function rightMissing(zh: string, en: string): Refused {
  return new Refused('right.missing', { zh, en });
}
