import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMarks } from '../words/marks.js';
import { useLanguage } from '../words/say.js';
import { minuteOf } from './moment.js';

/** A moment with its zone. */
export function Time({ at, bare = false }: { readonly at: string; /** In a column whose heading names the zone. */ readonly bare?: boolean }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const marks = useMarks();
  return <time dateTime={at}>{bare ? minuteOf(at, language) : marks.aside(minuteOf(at, language), t('look.zone'))}</time>;
}
