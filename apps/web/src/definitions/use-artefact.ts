import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { definition } from '../client/queries.js';
import type { Artefact } from './artefact.js';

/** The definition that a case or program runs by. */
export function useArtefact(hash: string | undefined): UseQueryResult<Artefact> {
  return useQuery({ ...definition(hash ?? ''), enabled: hash !== undefined, select: (read) => read as unknown as Artefact });
}
