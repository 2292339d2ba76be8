import type { Environment } from '../surroundings.js';
import type { Language } from './terminal.js';

/** `--lang`, else SHIDIAN_LANG, else Chinese where the locale is Chinese; both for everybody else. */
export function languageOf(words: readonly string[], environment: Environment): Language {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const given = at < 0 ? environment['SHIDIAN_LANG'] : (words[at]?.split('=')[1] ?? words[at + 1]);
  if (given === 'zh' || given === 'en' || given === 'both') return given;
  const locale = environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? '';
  return locale.startsWith('zh') ? 'zh' : 'both';
}
