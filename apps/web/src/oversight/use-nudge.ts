import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { call } from '../client/call.js';
import type { NudgeAllAnswer, NudgeAllRequest } from '../generated/api.js';

/** Nudges many, or one that has not begun; the lists are read again afterwards. */
export function useNudge(programId: string): UseMutationResult<NudgeAllAnswer, Error, NudgeAllRequest> {
  const client = useQueryClient();
  return useMutation({
    // Told once within a day whatever happens, so that a repetition tells nobody twice.
    mutationFn: (body) => call('nudgeAll', { params: { programId }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['cases', programId] }),
  });
}
