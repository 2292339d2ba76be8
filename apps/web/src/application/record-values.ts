import type { FieldDefinition } from '../definitions/artefact.js';
import type { Case } from '../generated/api.js';

/** What a field shows from the record, where it is not typed; undefined where it is. An address is filled in by the service. */
export function recordValue(field: Pick<FieldDefinition, 'from' | 'writable'>, item: Pick<Case['item'], 'applicantName' | 'topic' | 'title'>, topic: { readonly title: string | null; readonly open: boolean } | undefined): string | undefined {
  if (field.from === undefined || field.writable === 'always') return undefined;
  if (field.writable === 'topic.open' && topic?.open === true) return undefined;
  switch (field.from) {
    case 'applicant.name':
      return item.applicantName;
    case 'topic.code':
      return item.topic;
    case 'topic.title':
      return topic?.title ?? item.title ?? '';
    default:
      return '';
  }
}
