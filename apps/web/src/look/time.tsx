import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../words/say.js';
import { minuteOf } from './moment.js';

/** A moment with its zone. */
export function Time({ at, bare = false }: { readonly at: string; /** In a column whose heading names the zone. */ readonly bare?: boolean }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const zone = language === 'zh' ? `（${t('look.zone')}）` : ` (${t('look.zone')})`;
  return <time dateTime={at}>{minuteOf(at, language) + (bare ? '' : zone)}</time>;
}
