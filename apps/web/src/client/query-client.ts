import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isCode, worthRetrying } from './problem.js';

/** @param signedOut called when the service no longer knows who asks */
export function newQueryClient(signedOut: () => void): QueryClient {
  const onError = (error: unknown): void => {
    if (isCode(error, 'sign_in.required')) signedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (failures, error) => failures < 2 && worthRetrying(error), refetchOnWindowFocus: true },
      // Repeated by the one who acts, under the same key.
      mutations: { retry: false },
    },
  });
}
