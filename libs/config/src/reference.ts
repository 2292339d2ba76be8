import { settings, type Words } from './settings.js';

export interface SettingReference {
  readonly variable: string;
  readonly meaning: Words;
  readonly fallback?: string;
  readonly expected: Words;
  readonly secret: boolean;
}

/** Every setting for the documents and for `doctor`, in their order. */
export function settingReference(): readonly SettingReference[] {
  return Object.values(settings).map((setting) => ({
    variable: setting.variable,
    meaning: setting.meaning,
    expected: setting.expected,
    secret: setting.secret,
    ...('fallback' in setting ? { fallback: setting.fallback } : {}),
  }));
}
