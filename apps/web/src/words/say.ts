import { useTranslation } from 'react-i18next';
import type { Words } from '../generated/api.js';
import type { Language } from './i18n.js';

/** What the service says, in the language that is read. */
export function useSay(): (words: Words) => string {
  const language = useLanguage();
  return (words) => words[language];
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'zh';
}
