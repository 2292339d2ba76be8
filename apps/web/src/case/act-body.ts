import type { Act, Action, JsonValue } from '../generated/api.js';

/** What an official has typed into the dialog of one act; kept as it is, also where it is not whole yet. */
export interface ActDraft {
  readonly data: Readonly<Record<string, string | boolean>>;
  readonly text: string;
  readonly signature: string;
  readonly sealed: boolean;
  readonly sealAttachment: string;
  readonly onDate: string;
  readonly to: string;
  readonly then: string;
}

/**
 * Whether the act can be opened: it is allowed, or all that stands in its way is what is only said in its dialog, which
 * the service has not been told yet (the number of copies that came, the day).
 */
export function canOpen(action: Pick<Action, 'allowed' | 'needs' | 'reason'>): boolean {
  if (action.allowed) return true;
  return action.needs.length > 0 && (action.reason?.code === 'guard.refused' || action.reason?.code === 'data.missing');
}

export type FieldKind = 'text' | 'long' | 'day' | 'count' | 'yes';

/** How a payload field of a workflow file is asked for. What nobody has heard of is a line of text. */
export function kindOf(need: string): FieldKind {
  switch (need) {
    case 'reason':
      return 'long';
    case 'fix_by':
    case 'happened_on':
      return 'day';
    case 'copies':
      return 'count';
    case 'seal':
    case 'list':
    case 'letter':
      return 'yes';
    default:
      return 'text';
  }
}

export function emptyDraft(action: Action, today: string): ActDraft {
  const [onlyPlace] = action.returnTo;
  return {
    data: action.needs.includes('happened_on') ? { happened_on: today } : {},
    text: '',
    signature: '',
    sealed: false,
    sealAttachment: '',
    onDate: action.opinion?.date === true ? today : '',
    to: action.returnTo.length === 1 && onlyPlace ? onlyPlace.id : '',
    then: action.then[0] ?? '',
  };
}

/** Names of what is still missing, in the order in which it is asked for. A return is mended by a date only where one is given. */
export function missing(action: Action, draft: ActDraft): readonly string[] {
  const found: string[] = [];
  if (action.opinion) {
    if (draft.text.trim() === '') found.push('opinion');
    if (action.opinion.signature && draft.signature.trim() === '') found.push('signature');
    if (action.opinion.seal && !draft.sealed && draft.sealAttachment === '') found.push('sealed');
    if (action.opinion.date && draft.onDate === '') found.push('onDate');
  }
  for (const need of action.needs) {
    const value = draft.data[need];
    if (value === undefined || value === false || (typeof value === 'string' && value.trim() === '')) found.push(need);
  }
  if (action.returnTo.length > 0 && draft.to === '') found.push('to');
  return found;
}

function dataOf(draft: ActDraft): Record<string, JsonValue> {
  const data: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(draft.data)) {
    if (value === '' || value === false) continue;
    data[name] = kindOf(name) === 'count' ? Number(value) : typeof value === 'string' ? value.trim() : value;
  }
  if (draft.to !== '') data['to'] = draft.to;
  if (draft.to !== '' && draft.then !== '') data['then'] = draft.then;
  return data;
}

function opinionOf(action: Action, draft: ActDraft): Act['opinion'] {
  if (!action.opinion) return undefined;
  return {
    text: draft.text.trim(),
    ...(action.opinion.signature && { signature: draft.signature.trim() }),
    ...(action.opinion.seal && (draft.sealAttachment === '' ? { seal: draft.sealed } : { sealAttachment: draft.sealAttachment })),
    ...(action.opinion.date && { onDate: draft.onDate }),
  };
}

export function actBody(action: Action, draft: ActDraft): Act {
  const [data, opinion] = [dataOf(draft), opinionOf(action, draft)];
  return { decision: action.decision, ...(Object.keys(data).length > 0 && { data }), ...(opinion && { opinion }) };
}
