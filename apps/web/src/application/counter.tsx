import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from './count.js';

/** 字 as they are typed, with how many are still missing or too many. */
export function Counter({ text, chars: { min, max } }: { readonly text: string; readonly chars: { readonly min?: number; readonly max?: number } }): ReactNode {
  const { t } = useTranslation();
  const counted = count(text);
  if (max !== undefined && counted > max) return <span className="counter over">{t('application.countOver', { count: counted, over: counted - max, max })}</span>;
  if (min !== undefined && counted < min) return <span className="counter">{t('application.countLeast', { count: counted, min, short: min - counted })}</span>;
  if (min !== undefined) return <span className="counter enough">{t('application.countEnough', { count: counted, min })}</span>;
  return <span className="counter">{max === undefined ? t('application.count', { count: counted }) : t('application.countMost', { count: counted, max })}</span>;
}
