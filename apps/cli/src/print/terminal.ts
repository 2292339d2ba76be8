import type { Words } from '@shidian/engine';

export type Language = 'zh' | 'en' | 'both';

/** Where a command writes. `json` means: one JSON document on stdout and nothing else there. */
export interface Terminal {
  readonly json: boolean;
  readonly colour: boolean;
  readonly language: Language;
  out(line: string): void;
  err(line: string): void;
}

const codes = { red: 31, green: 32, yellow: 33, cyan: 36, dim: 2, bold: 1 };
export type Paint = keyof typeof codes;

export function paint(terminal: Pick<Terminal, 'colour'>, colour: Paint, text: string): string {
  return terminal.colour ? `\u001B[${codes[colour]}m${text}\u001B[0m` : text;
}

/** A text in the reader's language; both on one line when he reads both. */
export function say(terminal: Pick<Terminal, 'language'>, words: Words): string {
  if (words.en === undefined || words.en === words.zh || terminal.language === 'zh') return words.zh;
  return terminal.language === 'en' ? words.en : `${words.zh}  ${words.en}`;
}

/** The two languages on two lines, for sentences that are too long to share one. */
export function sayLines(terminal: Pick<Terminal, 'language'>, words: Words): readonly string[] {
  if (words.en === undefined || words.en === words.zh || terminal.language === 'zh') return [words.zh];
  return terminal.language === 'en' ? [words.en] : [words.zh, words.en];
}

/** What follows is data from others: control characters could move the cursor or retitle the window. */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, '\uFFFD');
}
