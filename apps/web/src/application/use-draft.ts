import { useCallback, useEffect, useRef, useState } from 'react';
import { isCode, NetworkLost } from '../client/problem.js';
import type { JsonValue } from '../generated/api.js';
import { forgetUnsaved, keepUnsaved, readDraft, saveDraft, unsavedOf } from './draft-store.js';

export type Saving = 'saved' | 'saving' | 'unsaved' | 'offline' | 'conflict';

export interface OpenDraft {
  readonly values: JsonValue;
  readonly change: (values: JsonValue) => void;
  readonly saving: Saving;
  readonly savedAt: string | null;
  readonly recovered: boolean;
  /** Why it cannot be opened or saved. */
  readonly error: unknown;
  /** Saves what is not saved. Resolves to whether everything is. */
  readonly flush: () => Promise<boolean>;
  /** After a conflict: what stands here, or what was saved elsewhere. */
  readonly settle: (keep: 'mine' | 'theirs') => Promise<void>;
}

const restMs = 1_200;
const againMs = 5_000;

/**
 * A draft that saves itself a moment after each rest in typing, against the version that it changes. What is not saved
 * stands in this browser as well, so that neither a lost network nor a closed tab loses it.
 *
 * @param first what an empty draft begins with: the version that was returned, or nothing
 */
export function useDraft(caseId: string, form: string, first: JsonValue): OpenDraft | { readonly error: unknown; readonly values: undefined } {
  const [values, setValues] = useState<JsonValue>();
  const [saving, setSaving] = useState<Saving>('saved');
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [recovered, setRecovered] = useState(false);
  const [error, setError] = useState<unknown>();
  const version = useRef(0);
  const newest = useRef<JsonValue>(null);
  const dirty = useRef(false);
  const running = useRef<Promise<boolean> | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const start = useRef(first);

  useEffect(() => {
    let left = false;
    void readDraft(caseId, form).then(
      (draft) => {
        if (left) return;
        version.current = draft.version;
        setSavedAt(draft.savedAt);
        const kept = unsavedOf(caseId, form);
        const found = kept?.version === draft.version;
        newest.current = found ? kept.values : draft.version === 0 ? start.current : draft.values;
        dirty.current = found;
        setRecovered(found);
        setSaving(found ? 'unsaved' : 'saved');
        setValues(newest.current ?? {});
      },
      (failure: unknown) => {
        if (!left) setError(failure);
      },
    );
    return () => {
      left = true;
    };
  }, [caseId, form]);

  const save = useCallback(async (): Promise<boolean> => {
    setSaving('saving');
    try {
      while (dirty.current) {
        dirty.current = false;
        const draft = await saveDraft(caseId, form, newest.current, version.current);
        version.current = draft.version;
        setSavedAt(draft.savedAt);
      }
      forgetUnsaved(caseId, form);
      setSaving('saved');
      setError(undefined);
      return true;
    } catch (failure) {
      dirty.current = true;
      if (isCode(failure, 'draft.changed')) setSaving('conflict');
      else if (failure instanceof NetworkLost) setSaving('offline');
      else {
        setSaving('unsaved');
        setError(failure);
      }
      return false;
    }
  }, [caseId, form]);

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    timer.current = undefined;
    running.current ??= save().finally(() => {
      running.current = undefined;
    });
    const whole = await running.current;
    return whole && !dirty.current;
  }, [save]);

  useEffect(() => {
    if (saving !== 'offline' && !(saving === 'unsaved' && error === undefined)) return undefined;
    const again = setTimeout(() => void flush(), saving === 'offline' ? againMs : restMs);
    const online = (): void => void flush();
    addEventListener('online', online);
    return () => {
      clearTimeout(again);
      removeEventListener('online', online);
    };
  }, [saving, savedAt, error, flush, values]);

  useEffect(
    () => () => {
      if (timer.current !== undefined) void flush();
    },
    [flush],
  );

  const change = useCallback(
    (next: JsonValue) => {
      newest.current = next;
      dirty.current = true;
      setValues(next);
      keepUnsaved(caseId, form, { values: next, version: version.current });
      if (saving === 'conflict') return;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), restMs);
    },
    [caseId, form, saving, flush],
  );

  const settle = useCallback(
    async (keep: 'mine' | 'theirs') => {
      const theirs = await readDraft(caseId, form);
      version.current = theirs.version;
      if (keep === 'theirs') {
        newest.current = theirs.values ?? {};
        dirty.current = false;
        forgetUnsaved(caseId, form);
        setValues(newest.current);
        setSavedAt(theirs.savedAt);
        setSaving('saved');
      } else {
        dirty.current = true;
        await flush();
      }
    },
    [caseId, form, flush],
  );

  return values === undefined ? { error, values: undefined } : { values, change, saving, savedAt, recovered, error, flush, settle };
}
