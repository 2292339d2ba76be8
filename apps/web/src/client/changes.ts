import type { QueryClient } from '@tanstack/react-query';
import type { Change } from '../generated/api.js';

/** Parts of keys that a change makes old. */
export function touchedBy(change: Change): readonly (readonly string[])[] {
  switch (change.kind) {
    case 'case':
      return [['case', change.id], ['cases'], ['tasks']];
    case 'program':
      return [['program', change.id], ['programs']];
    case 'task':
      return change.caseId === null ? [['tasks'], ['program', change.programId]] : [['tasks'], ['case', change.caseId]];
    case 'notice':
      return [['notices']];
  }
}

type Heard = { readonly reset: true } | { readonly change: Change };

const lockName = 'shidian-changes';
const gatherMs = 150;
const againMs = 15_000;

/**
 * Follows what changes, over one connection for all tabs of the browser: the tab that holds the lock listens and tells
 * the others. Where the browser has no locks (plain HTTP within an intranet) each tab listens by itself.
 *
 * @returns stops it
 */
export function followChanges(client: QueryClient): () => void {
  const ended = new AbortController();
  const others = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(lockName);
  const touched = gathered(client, ended.signal);
  others?.addEventListener('message', ({ data }: MessageEvent<Heard>) => {
    touched(data);
  });
  const hear = (heard: Heard): void => {
    touched(heard);
    others?.postMessage(heard);
  };
  if ('locks' in navigator) {
    void navigator.locks
      .request(lockName, { signal: ended.signal }, () => listen(hear, ended.signal))
      .catch(() => undefined);
  } else void listen(hear, ended.signal);
  return () => {
    ended.abort();
    others?.close();
  };
}

/** Several changes at once are one reading. */
function gathered(client: QueryClient, ended: AbortSignal): (heard: Heard) => void {
  const keys = new Map<string, readonly string[] | undefined>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const read = (): void => {
    timer = undefined;
    const all = [...keys.values()];
    keys.clear();
    if (all.includes(undefined)) void client.invalidateQueries();
    else for (const queryKey of all) void client.invalidateQueries({ queryKey: queryKey ?? [] });
  };
  ended.addEventListener('abort', () => {
    clearTimeout(timer);
  });
  return (heard) => {
    if (ended.aborted) return;
    if ('reset' in heard) keys.set('*', undefined);
    else for (const key of touchedBy(heard.change)) keys.set(key.join('/'), key);
    timer ??= setTimeout(read, gatherMs);
  };
}

/** Until the signal. An answer that is no stream closes the source for good; then another is opened after a while. */
async function listen(hear: (heard: Heard) => void, ended: AbortSignal): Promise<void> {
  let lost = false;
  for (;;) {
    if (ended.aborted) return;
    await new Promise<void>((gone) => {
      const source = new EventSource('/api/changes');
      const end = (): void => {
        source.close();
        gone();
      };
      ended.addEventListener('abort', end, { once: true });
      source.addEventListener('ready', ({ data }: MessageEvent<string>) => {
        const { resumed } = JSON.parse(data) as { resumed: boolean };
        if (lost && !resumed) hear({ reset: true });
        lost = false;
      });
      source.addEventListener('change', ({ data }: MessageEvent<string>) => {
        hear({ change: JSON.parse(data) as Change });
      });
      source.addEventListener('reset', () => {
        hear({ reset: true });
      });
      source.addEventListener('error', () => {
        lost = true;
        if (source.readyState === EventSource.CLOSED) end();
      });
    });
    await new Promise((later) => setTimeout(later, againMs));
  }
}
