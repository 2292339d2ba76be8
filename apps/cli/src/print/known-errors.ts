import type { Words } from '@shidian/engine';
import { CommandFailed } from '../failure.js';
import { diskFull, meansDiskFull } from '../up/disk.js';

/** Errors of our libs carry a stable code and their own words; anything else is a defect and keeps its stack. */
export function asFailure(error: unknown): unknown {
  if (error instanceof CommandFailed) return error;
  if (hasWords(error)) {
    const details = Object.entries(error.details ?? {}).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
    return new CommandFailed(error.code, { what: error.words, ...(details.length > 0 && { where: details.join('\n  ') }) }, { cause: error });
  }
  if (meansDiskFull(error)) return diskFull('');
  return error;
}

function hasWords(error: unknown): error is Error & { readonly code: string; readonly words: Words; readonly details?: Readonly<Record<string, unknown>> } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'words' in error && typeof error.words === 'object' && error.words !== null && 'zh' in error.words;
}
