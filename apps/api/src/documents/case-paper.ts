import { wallClock } from '@shidian/calendar';
import { draftMark, formPaper, sealMark, submittedMark, type GivenOpinion, type Paper } from '@shidian/documents';
import type { FormDefinition } from '@shidian/definition';
import type { JsonValue } from '@shidian/engine';
import type { CasePage, FormVersion } from '@shidian/lifecycle';
import { maskForm } from '../wire/mask.js';
import { zone } from '../wire/wire.js';

/** A submitted version as it is printed for a reader: the opinions that were written on it, and none that was voided. */
export function versionPaper(page: CasePage, form: FormDefinition, version: FormVersion, open: boolean): Paper {
  return formPaper({
    form,
    values: open ? version.body : maskForm(form, version.body),
    opinions: opinionsOf(page, version),
    mark: submittedMark({ number: page.item.number, version: version.version, submittedOn: wallClock(version.submittedAt, zone).date, hash: version.hash, masked: !open }),
  });
}

export function draftOf(form: FormDefinition, values: JsonValue, number: string): Paper {
  return formPaper({ form, values, opinions: [], mark: draftMark(number) });
}

/** What is signed and sealed of a form: its cover, which says whose it is, and the opinion blocks. */
export const sealed = (form: FormDefinition): FormDefinition => ({ ...form, blocks: form.blocks.filter(({ title, opinion }) => title === null || opinion !== undefined) });

/** Printed before the submission, to be signed, sealed and scanned: no draft of the paper, so no watermark. */
export const sealPage = (form: FormDefinition, values: JsonValue, number: string): Paper => formPaper({ form: sealed(form), values, opinions: [], mark: sealMark(number) });

/** From the submission of this version (the unit's own comes with it) to that of the next. */
function opinionsOf(page: CasePage, version: FormVersion): readonly GivenOpinion[] {
  const next = page.forms.find((one) => one.form === version.form && one.version === version.version + 1)?.submittedAt ?? Number.POSITIVE_INFINITY;
  return page.opinions
    .filter((opinion) => opinion.form === version.form && opinion.at >= version.submittedAt && opinion.at < next && (opinion.voidedAt === null || opinion.voidedAt >= next))
    .map(({ block, text, signature, sealed, onDate }) => ({ block, text, signature, sealed, onDate }));
}
