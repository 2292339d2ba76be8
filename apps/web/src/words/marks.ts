import { useLanguage } from './say.js';
import type { Language } from './i18n.js';

/** The marks between words that a page puts together itself: of full width in Chinese, with a space in English. */
export interface Marks {
  /** 甲、乙 */
  readonly list: (names: readonly string[]) => string;
  /** 甲；乙 */
  readonly clauses: (parts: readonly string[]) => string;
  /** 名称：内容 */
  readonly named: (name: string, content: string) => string;
  /** 名称（补充） */
  readonly aside: (name: string, note: string) => string;
}

const of = (comma: string, semicolon: string, colon: string, open: string, close: string): Marks => ({
  list: (names) => names.join(comma),
  clauses: (parts) => parts.join(semicolon),
  named: (name, content) => `${name}${colon}${content}`,
  aside: (name, note) => `${name}${open}${note}${close}`,
});

const marks: Readonly<Record<Language, Marks>> = { zh: of('、', '；', '：', '（', '）'), en: of(', ', '; ', ': ', ' (', ')') };

export const useMarks = (): Marks => marks[useLanguage()];
