import type { FieldDefinition, FormDefinition } from '../definitions/artefact.js';

/** What the estimate reckons with: said beside it, because nobody has measured it. */
export const pace = { minutesPerField: 2, charactersPerMinute: 20 } as const;

/** Hours that filling in a form may take, to the next half: a guess to plan with, never a measure. */
export function estimatedHours({ fields, leastCharacters }: { readonly fields: number; readonly leastCharacters: number }): number {
  const minutes = fields * pace.minutesPerField + leastCharacters / pace.charactersPerMinute;
  return Math.max(0.5, Math.ceil(minutes / 30) / 2);
}

/** Tables to fill in and files to bring, of the blocks that the applicant writes. */
export function toBring(form: FormDefinition): { readonly tables: readonly FieldDefinition[]; readonly files: readonly FieldDefinition[] } {
  const fields = form.blocks.filter(({ opinion }) => opinion === undefined).flatMap(({ fields: own }) => own);
  return { tables: fields.filter(({ type }) => type === 'table'), files: fields.filter(({ type }) => type === 'files') };
}
