/** From a party of a workflow file to the posts that play it for one applicant. */
import type { PartyRule } from './model.js';
import type { OrganisationTree } from './tree.js';

export interface PartyContext {
  readonly tree: OrganisationTree;
  /** Id of the applicant's organisation. */
  readonly applicant: string;
  /** Name of the issuing organisation, as the program file gives it (or its id). */
  readonly issuer: string;
}

/** Education authorities besides those whose kind says so (教育行政部门, 省级教育行政部门). */
const AUTHORITIES = new Set(['兵团教育局', '部门教育司局']);

export function isAuthority(organisation: { readonly kind: string }): boolean {
  return organisation.kind.endsWith('教育行政部门') || AUTHORITIES.has(organisation.kind);
}

function organisationOf(rule: PartyRule, { tree, applicant, issuer }: PartyContext): string | undefined {
  switch (rule.kind) {
    case 'post':
      return rule.in === 'applicant' ? applicant : (tree.organisationNamed(issuer) ?? tree.organisation(issuer))?.id;
    case 'organisation':
      return tree.organisationNamed(rule.name)?.id;
    case 'nearest': {
      const self = tree.organisation(applicant);
      if (self === undefined) return undefined;
      const line = rule.from === 'at_or_above' ? [self, ...tree.ancestors(applicant)] : tree.ancestors(applicant);
      return line.find(({ kind, tier }) => rule.kinds.includes(kind) && (rule.tier === undefined || tier === rule.tier))?.id;
    }
  }
}

/**
 * The posts that play the party: the named post of the organisation, or its desk. Empty when nobody does, which is a
 * finding for the linter or for the organiser, never a reason to give the task to somebody else.
 */
export function resolveParty(rule: PartyRule, context: PartyContext): readonly string[] {
  const organisation = organisationOf(rule, context);
  const post = organisation === undefined ? undefined : context.tree.postOf(organisation, rule.post);
  return post === undefined ? [] : [post.id];
}

/**
 * The superior `levels` (from 1; 0 = the post itself) steps up `reportsTo`, posts that nobody holds not counted, so that an escalation reaches a person.
 * Undefined at the top, or where the chain runs in a circle.
 */
export function superiorOf(tree: OrganisationTree, postId: string, levels: number, hasHolder: (postId: string) => boolean): string | undefined {
  if (levels < 1) return postId;
  const met = new Set([postId]);
  let left = levels;
  let current = tree.post(postId)?.reportsTo ?? null;
  while (current !== null && !met.has(current)) {
    met.add(current);
    if (hasHolder(current)) left -= 1;
    if (left === 0) return current;
    current = tree.post(current)?.reportsTo ?? null;
  }
  return undefined;
}
