import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en, zh, type AllWords } from './all.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: AllWords };
  }
}

export type Language = 'zh' | 'en';

const kept = 'shidian.language';

/** Chinese unless somebody has chosen English here. */
export function chosenLanguage(): Language {
  return localStorage.getItem(kept) === 'en' ? 'en' : 'zh';
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(kept, language);
}

export async function startWords(language: Language): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}
