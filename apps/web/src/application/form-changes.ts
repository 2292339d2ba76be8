import { at, differs } from '../case/form-values.js';
import type { FormDefinition, OwnWords } from '../definitions/artefact.js';
import type { JsonValue } from '../generated/api.js';

export interface ChangedField {
  /** As the fields of the page are named: `team.leading`. */
  readonly path: string;
  readonly label: OwnWords;
}

/** Fields of which the draft says something else than the version before, in the order of the form. */
export function changedFields(definition: FormDefinition, before: JsonValue, now: JsonValue): readonly ChangedField[] {
  return definition.blocks
    .filter(({ opinion }) => opinion === undefined)
    .flatMap((block) =>
      block.fields
        .filter((field) => field.from === undefined || field.writable === 'always')
        .filter((field) => differs(at(before, [block.key, field.key]), at(now, [block.key, field.key])))
        .map((field) => ({ path: `${block.key}.${field.key}`, label: block.fields.length === 1 && block.title !== null ? block.title : field.label })),
    );
}
