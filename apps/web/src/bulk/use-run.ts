import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ask } from '../client/call.js';
import { Intention } from '../client/intention.js';
import { isCode, NetworkLost, Refusal } from '../client/problem.js';
import type { Act, ActPreview } from '../generated/api.js';
import type { Outcome } from './offers.js';

export interface Run {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** How many of how many are behind; undefined while nothing runs. */
  readonly running: { readonly done: number; readonly count: number } | undefined;
  /** Resolves to whether somebody else was first in any of them. */
  readonly go: (body: Act, previews: readonly ActPreview[]) => Promise<boolean>;
  readonly forget: () => void;
}

/**
 * Does one act to case after case, each against the version of its preview and under a key of its own: what is refused or
 * lost is told of that case and the others go on; what is tried again after a lost network is never done twice.
 */
export function useRun(programId: string): Run {
  const client = useQueryClient();
  const intentions = useRef(new Map<string, Intention>());
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [running, setRunning] = useState<Run['running']>();
  const intentionOf = (caseId: string): Intention => {
    const there = intentions.current.get(caseId) ?? new Intention();
    intentions.current.set(caseId, there);
    return there;
  };
  const go = async (body: Act, previews: readonly ActPreview[]): Promise<boolean> => {
    let changed = false;
    for (const [index, preview] of previews.entries()) {
      setRunning({ done: index + 1, count: previews.length });
      const outcome = await perform(preview, body, intentionOf(preview.caseId));
      changed ||= outcome.is === 'changed';
      setOutcomes((before) => new Map(before).set(preview.caseId, outcome));
    }
    setRunning(undefined);
    await Promise.all([['cases', programId], ['tasks'], ['program', programId], ...previews.map(({ caseId }) => ['case', caseId])].map((queryKey) => client.invalidateQueries({ queryKey })));
    return changed;
  };
  return { outcomes, running, go, forget: () => { setOutcomes(new Map()); } };
}

async function perform({ caseId, task, version }: ActPreview, body: Act, intention: Intention): Promise<Outcome> {
  try {
    await ask('actOnCase', { params: { caseId, number: task ?? 0 }, headers: { 'if-match': `"${version}"`, 'idempotency-key': intention.keyFor(body) }, body });
    intention.answered();
    return { is: 'done' };
  } catch (error) {
    if (error instanceof Refusal && error.problem.status < 500) intention.answered();
    if (error instanceof NetworkLost) return { is: 'lost' };
    if (isCode(error, 'version.changed', 'write.stale')) return { is: 'changed' };
    return { is: 'failed', error: error instanceof Error ? error : new Error('failed', { cause: error }) };
  }
}
