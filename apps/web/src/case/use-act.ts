import { useMutation, useQueryClient, type QueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ask } from '../client/call.js';
import { Intention } from '../client/intention.js';
import { isCode, Refusal } from '../client/problem.js';
import { oneCase, program } from '../client/queries.js';
import type { Act, Action } from '../generated/api.js';
import type { ChangedCase } from './changed.js';

export interface Owner {
  readonly kind: 'case' | 'program';
  readonly id: string;
}

export interface Acting {
  readonly acting: UseMutationResult<undefined, Error, Act>;
  /** What somebody else has made of it since it was opened. */
  readonly changed: ChangedCase | undefined;
  /** The act as it is offered now; undefined while nothing has changed. */
  readonly still: Action | undefined;
  /** It can no longer be done. */
  readonly gone: boolean;
  readonly submit: (body: Act) => void;
}

/**
 * Doing one act against the version that was on the screen. Where somebody else was first the case is read again, and
 * the next try is against what is told then; where the network was lost the next try carries the same key.
 */
export function useAct(owner: Owner, action: Pick<Action, 'task' | 'decision'>, tag: string, acted: () => void): Acting {
  const client = useQueryClient();
  const intention = useRef(new Intention());
  // The page behind goes on changing.
  const [basis, setBasis] = useState(tag);
  const [changed, setChanged] = useState<ChangedCase>();
  const acting = useMutation<undefined, Error, Act>({
    mutationFn: (body) => perform(owner, action.task, body, basis, intention.current),
    onSuccess: async () => {
      acted();
      await client.invalidateQueries({ queryKey: [owner.kind, owner.id] });
      void client.invalidateQueries({ queryKey: ['tasks'] });
    },
    onError: async (error) => {
      if (!isCode(error, 'version.changed', 'write.stale', 'task.not_open', 'right.already_acted')) return;
      const now = await readAgain(client, owner);
      if (!now) return;
      setBasis(now.tag);
      setChanged(now);
    },
  });
  const still = changed?.actions.find(({ task, decision }) => task === action.task && decision === action.decision);
  return {
    acting,
    changed,
    still,
    gone: changed !== undefined && still?.allowed !== true,
    submit: (body) => {
      setChanged(undefined);
      acting.mutate(body);
    },
  };
}

async function perform(owner: Owner, number: number, body: Act, tag: string, intention: Intention): Promise<undefined> {
  const headers = { 'if-match': tag, 'idempotency-key': intention.keyFor(body) };
  try {
    if (owner.kind === 'case') await ask('actOnCase', { params: { caseId: owner.id, number }, headers, body });
    else await ask('actOnProgram', { params: { programId: owner.id, number }, headers, body });
    intention.answered();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal && error.problem.status < 500) intention.answered();
    throw error;
  }
}

/** The case, or program, as it is now. */
async function readAgain(client: QueryClient, owner: Owner): Promise<(ChangedCase & { readonly tag: string }) | undefined> {
  try {
    if (owner.kind === 'case') {
      const { body, tag = '*' } = await client.query({ ...oneCase(owner.id), staleTime: 0 });
      return { tag, states: body.item.states.map(({ name }) => name), outcome: body.item.outcome, tasks: body.tasks, actions: body.actions };
    }
    const { body, tag = '*' } = await client.query({ ...program(owner.id), staleTime: 0 });
    return { tag, states: body.states.map(({ name }) => name), outcome: body.outcome, tasks: [], actions: body.actions };
  } catch {
    return undefined;
  }
}
