/** Whether an organisation's post plays a party, asked without an applicant: for dates set by a tier and for empty rolls. */
import { resolveParty, type OrganisationTree, type PartyRule } from '@shidian/access';
import type { Artefact } from '@shidian/definition';

export interface PlayContext {
  readonly tree: OrganisationTree;
  readonly artefact: Artefact;
  readonly organisationId: string;
  /** Posts that the person holds. */
  readonly posts: readonly string[];
}

export function playsAs(rule: PartyRule, { tree, artefact, organisationId, posts }: PlayContext): boolean {
  if (rule.kind === 'nearest') {
    const organisation = tree.organisation(organisationId);
    if (organisation === undefined || !rule.kinds.includes(organisation.kind) || (rule.tier !== undefined && rule.tier !== organisation.tier)) return false;
    const post = tree.postOf(organisationId, rule.post);
    return post !== undefined && posts.includes(post.id);
  }
  return resolveParty(rule, { tree, applicant: organisationId, issuer: artefact.issuer }).some((post) => posts.includes(post) && tree.post(post)?.organisationId === organisationId);
}
