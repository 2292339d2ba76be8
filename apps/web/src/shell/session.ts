import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Me } from '../generated/api.js';
import { me } from '../client/queries.js';

/** Who works here. Only within the shell, which shows nothing until it is known. */
export const Account = createContext<Me | undefined>(undefined);

export function useAccount(): Me {
  const account = useContext(Account);
  if (!account) throw new Error('outside of the shell');
  return account;
}

/** `null` once the service has said that nobody is signed in. */
export const useSession = () => useQuery({ ...me, retry: (failures, error) => failures < 1 && error.name === 'NetworkLost' });
