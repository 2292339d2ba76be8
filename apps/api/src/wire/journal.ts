import type { SubStep } from '@shidian/engine';
import type { PageRequest, Principal, Reader } from '@shidian/lifecycle';
import type { AnswerOf } from '../route/input.js';
import type { DefinitionShelf } from './definition-shelf.js';
import { journalWords } from './journal-words.js';
import { iso, type WireJson } from './wire.js';

/** What every entry of a step holds; the others name neither. */
interface StepEntry {
  readonly cause?: SubStep['cause'];
  readonly definition?: string;
}

/** A page of one chain, with who did what in words. */
export async function journalPage(reader: Reader, principal: Principal, ownerId: string, page: PageRequest, shelf: DefinitionShelf): Promise<AnswerOf<'caseJournal'>> {
  const { items, next } = await reader.journal(principal, ownerId, page);
  const actors = await reader.journalActors(principal, ownerId, items.map(({ seq }) => seq));
  const wire = items.map(async ({ seq, at, recordedAt, kind, body, previous, hash, caseId }) => {
    const entry = JSON.parse(body) as WireJson & StepEntry;
    const artefact = entry.definition === undefined ? undefined : await shelf.artefact(entry.definition);
    const chart = caseId === null ? artefact?.programChart : artefact?.caseChart;
    return { seq, at: iso(at), recordedAt: iso(recordedAt), kind, ...journalWords(kind, entry.cause, artefact, chart), actor: actors.get(seq) ?? null, entry, previous, hash };
  });
  return { items: await Promise.all(wire), next };
}
