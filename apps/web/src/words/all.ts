import { applicationWords } from '../application/words.js';
import { boardWords } from '../board/words.js';
import { bulkWords } from '../bulk/words.js';
import { caseWords } from '../case/words.js';
import { definitionsWords } from '../definitions/words.js';
import { helpWords } from '../help/words.js';
import { homeWords } from '../home/words.js';
import { importsWords } from '../imports/words.js';
import { lookWords } from '../look/words.js';
import { noticesWords } from '../notices/words.js';
import { oversightWords } from '../oversight/words.js';
import { programWords } from '../program/words.js';
import { rollWords } from '../roll/words.js';
import { searchWords } from '../search/words.js';
import { sendingWords } from '../sending/words.js';
import { shellWords } from '../shell/words.js';
import { signInWords } from '../sign-in/words.js';

/** The words of every feature, both languages of each in one file beside it. */
const features = {
  look: lookWords,
  shell: shellWords,
  signIn: signInWords,
  home: homeWords,
  search: searchWords,
  case: caseWords,
  application: applicationWords,
  roll: rollWords,
  program: programWords,
  oversight: oversightWords,
  board: boardWords,
  bulk: bulkWords,
  imports: importsWords,
  sending: sendingWords,
  definitions: definitionsWords,
  notices: noticesWords,
  help: helpWords,
} as const;

type Features = typeof features;
type Chinese = { readonly [F in keyof Features]: Features[F]['zh'] };
export type AllWords = Chinese;

const inLanguage = (language: 'zh' | 'en'): object => Object.fromEntries(Object.entries(features).map(([name, words]) => [name, words[language]]));

export const zh = inLanguage('zh') as Chinese;
export const en = inLanguage('en') as { readonly [F in keyof Features]: Features[F]['en'] };
