/** The program office: the first desk of the organisation that issues the program. */
import type { OrganisationTree } from '@shidian/access';
import type { Artefact } from '@shidian/definition';
import type { PostId } from '@shidian/engine';

export function officeOf(tree: OrganisationTree, artefact: Pick<Artefact, 'issuer'>): PostId | undefined {
  const issuer = tree.organisationNamed(artefact.issuer);
  return issuer === undefined ? undefined : tree.postOf(issuer.id)?.id;
}
