/** The opinion block of a form (单位意见、审定意见): what its writer must put there, no more and no less (R-0-37, R-0-38). */
import type { Words } from '@shidian/engine';
import type { Artefact } from '../artefact.js';
import { isSoundText } from '../sound-text.js';
import type { FormIssue } from './validate.js';

export interface OpinionWanted {
  readonly form: string;
  readonly block: string;
  readonly title: Words;
  readonly signature: boolean;
  readonly seal: boolean;
  readonly date: boolean;
}

export interface OpinionGiven {
  readonly text: string;
  readonly signature?: string;
  /** That the unit's seal stands on the paper copy, as the writer states; a scan of the sealed page says so too. */
  readonly seal?: boolean;
  /** YYYY-MM-DD, the day written beside the seal; never later than today. */
  readonly onDate?: string;
}

/** The block that a task `writes`: `application.unit_opinion`. Undefined where the form has no such opinion block. */
export function opinionBlock(artefact: Pick<Artefact, 'forms' | 'entry'>, writes: string): OpinionWanted | undefined {
  const [form = '', key = writes] = writes.includes('.') ? writes.split('.', 2) : [artefact.entry.form, writes];
  const block = artefact.forms[form]?.blocks.find((candidate) => candidate.key === key);
  if (block?.opinion === undefined) return undefined;
  return { form, block: key, title: block.title ?? { zh: key }, ...block.opinion };
}

/** @param today the civil day of the receipt in the program's zone, YYYY-MM-DD */
export function validateOpinion(wanted: OpinionWanted, given: OpinionGiven | undefined, today: string): readonly FormIssue[] {
  const { title } = wanted;
  const named: Words = { zh: `“${title.zh}”`, en: `“${title.en ?? title.zh}”` };
  if (given === undefined) return [issue('', 'missing', `${named.zh}须填写意见${asked(wanted).zh}`, `${named.en} needs an opinion${asked(wanted).en}`)];
  const issues: FormIssue[] = [];
  if (given.text.trim() === '') issues.push(issue('/text', 'missing', `${named.zh}须填写意见`, `${named.en} needs an opinion`));
  for (const [place, text] of [['/text', given.text], ['/signature', given.signature ?? '']] as const) {
    if (!isSoundText(text)) issues.push(issue(place, 'unsound_text', `${named.zh}中有不能保存的字符`, `${named.en} holds characters that cannot be kept`));
  }
  const parts = [
    { place: '/signature', is: (given.signature ?? '').trim() !== '', wanted: wanted.signature, zh: '签字', en: 'signature' },
    { place: '/seal', is: given.seal === true, wanted: wanted.seal, zh: '公章', en: 'seal' },
    { place: '/onDate', is: given.onDate !== undefined, wanted: wanted.date, zh: '日期', en: 'date' },
  ];
  for (const part of parts) {
    if (part.wanted && !part.is) issues.push(issue(part.place, 'missing', `${named.zh}缺${part.zh}`, `${named.en} lacks the ${part.en}`));
    if (!part.wanted && part.is) issues.push(issue(part.place, 'not_asked', `${named.zh}没有${part.zh}栏，请去掉`, `${named.en} has no place for a ${part.en}; leave it out`));
  }
  if (wanted.date && given.onDate !== undefined && given.onDate > today) {
    issues.push(issue('/onDate', 'in_future', `${named.zh}的日期不能晚于今天（${today}）`, `the date of ${named.en} may not lie after today (${today})`));
  }
  return issues;
}

function asked(wanted: OpinionWanted): Required<Words> {
  const zh = [wanted.signature ? '签字' : '', wanted.seal ? '公章' : '', wanted.date ? '日期' : ''].filter((part) => part !== '');
  const en = [wanted.signature ? 'signature' : '', wanted.seal ? 'seal' : '', wanted.date ? 'date' : ''].filter((part) => part !== '');
  return zh.length === 0 ? { zh: '', en: '' } : { zh: `，并有${zh.join('、')}`, en: ` with its ${en.join(', ')}` };
}

function issue(place: string, code: FormIssue['code'], zh: string, en: string): FormIssue {
  return { path: `/opinion${place}`, code, words: { zh, en } };
}
