/**
 * Who may see a case, as ids of organisations on both sides: a case carries its jurisdiction, an account its scope, and the
 * reader sees the case where the two meet. Both are stored and compared by the database; they are reckoned only here.
 */
import { isAuthority } from './party.js';
import type { OrganisationTree } from './tree.js';

/**
 * The applicant, the education authorities above it, and the organisations of whoever plays a party in the case.
 * In the order of the path from the root, then the others by id, so that equal sets are equal lists.
 */
export function jurisdictionOf(tree: OrganisationTree, applicantOrgId: string, partyPosts: Iterable<string>): readonly string[] {
  const line = tree.path(applicantOrgId).filter((organisation) => organisation.id === applicantOrgId || isAuthority(organisation));
  const ids = new Set(line.map(({ id }) => id));
  const others = new Set<string>();
  for (const postId of partyPosts) {
    const organisationId = tree.post(postId)?.organisationId;
    if (organisationId !== undefined && !ids.has(organisationId)) others.add(organisationId);
  }
  return [...ids, ...[...others].sort()];
}

/** The organisations whose cases an account sees: those in which it holds a post. Sorted; unknown posts give nothing. */
export function scopeOf(postIds: Iterable<string>, tree: OrganisationTree): readonly string[] {
  const ids = new Set<string>();
  for (const postId of postIds) {
    const organisationId = tree.post(postId)?.organisationId;
    if (organisationId !== undefined) ids.add(organisationId);
  }
  return [...ids].sort();
}

/** The rule that the database applies, for tests and for use without it. */
export function maySee(scope: readonly string[], jurisdiction: readonly string[]): boolean {
  return scope.some((id) => jurisdiction.includes(id));
}

