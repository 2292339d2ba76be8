import { ask } from '../client/call.js';
import { isCode } from '../client/problem.js';
import type { JsonValue } from '../generated/api.js';

/** What could not be saved yet, kept in this browser until it is. */
interface Unsaved {
  readonly values: JsonValue;
  /** The version that it changes; 0 where there is none. */
  readonly version: number;
}

const keyOf = (caseId: string, form: string): string => `shidian.draft.${caseId}.${form}`;

export function keepUnsaved(caseId: string, form: string, unsaved: Unsaved): void {
  try {
    localStorage.setItem(keyOf(caseId, form), JSON.stringify(unsaved));
  } catch {
    // Full or forbidden: then the page alone holds it.
  }
}

export function forgetUnsaved(caseId: string, form: string): void {
  localStorage.removeItem(keyOf(caseId, form));
}

export function unsavedOf(caseId: string, form: string): Unsaved | undefined {
  try {
    const kept = localStorage.getItem(keyOf(caseId, form));
    return kept === null ? undefined : (JSON.parse(kept) as Unsaved);
  } catch {
    return undefined;
  }
}

export interface SavedDraft {
  readonly values: JsonValue;
  /** 0 where nothing was saved yet. */
  readonly version: number;
  readonly savedAt: string | null;
}

/** @throws Refusal right.missing, draft.closed …; where there is no draft yet the answer is version 0 */
export async function readDraft(caseId: string, form: string): Promise<SavedDraft> {
  try {
    const { body } = await ask('draft', { params: { caseId, form } });
    return body;
  } catch (error) {
    if (isCode(error, 'not_found')) return { values: null, version: 0, savedAt: null };
    throw error;
  }
}

/** @throws Refusal draft.changed where somebody else saved meanwhile */
export async function saveDraft(caseId: string, form: string, values: JsonValue, version: number): Promise<SavedDraft> {
  const headers = version === 0 ? { 'if-none-match': '*' } : { 'if-match': `"${version}"` };
  const { body } = await ask('saveDraft', { params: { caseId, form }, headers, body: { values } });
  return body;
}
