import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '../generated/api.js';
import { lastDayOf, minuteOf } from '../look/moment.js';
import { useMarks } from '../words/marks.js';
import { useLanguage } from '../words/say.js';

/** That a case was returned, by whom and why, and until when it can be mended: shown wherever the return is answered. */
export function Returned({ outstanding }: { readonly outstanding: NonNullable<Case['outstanding']> }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const language = useLanguage();
  const { at, by, reason, fixBy } = outstanding;
  const when = marks.aside(minuteOf(at, language), t('look.zone'));
  return (
    <div className="hint">
      <div>
        {by === null ? t('case.returnedAt', { at: when }) : t('case.returnedFrom', { by, at: when })} {fixBy !== null && <strong>{t('case.returnedBy', { at: lastDayOf(fixBy, language) })}</strong>}
      </div>
      {reason !== null && (
        <div>
          {t('case.returnedWhy')}
          <span className="said">{reason}</span>
        </div>
      )}
    </div>
  );
}
