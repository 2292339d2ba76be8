import { useQuery } from '@tanstack/react-query';
import { organisation, ownOrganisations } from '../client/organiser-queries.js';
import { program } from '../client/queries.js';
import { useAccount } from '../shell/session.js';
import { isOffice } from './office.js';

export interface Standing {
  /** Sits at the first desk of the issuer: the program office (项目办). */
  readonly office: boolean;
  /** Belongs to an authority or the issuer, not to an applicant. */
  readonly organiser: boolean;
}

/** Where the reader stands towards a program. What pages offer hangs on it; what may be done the service decides. */
export function useStanding(programId: string): Standing {
  const { posts } = useAccount();
  const head = useQuery(program(programId)).data?.body;
  const member = head !== undefined && posts.some(({ organisationId }) => organisationId === head.issuerId);
  const issuer = useQuery({ ...organisation(head?.issuerId ?? ''), enabled: member }).data;
  const own = useQuery(ownOrganisations).data?.items ?? [];
  return { office: member && isOffice(issuer, posts), organiser: own.some(({ id, tier }) => tier !== 'unit' && posts.some(({ organisationId }) => organisationId === id)) };
}
