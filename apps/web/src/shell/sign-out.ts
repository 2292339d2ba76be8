import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '../client/call.js';

/** Ends the session, and forgets here what it has read: the next one may be somebody else. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return () => {
    void call('signOut', {})
      .catch(() => undefined)
      .then(async () => {
        await navigate('/sign-in');
        client.clear();
      });
  };
}
