import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, textOf } from '../client/call.js';
import type { Case } from '../generated/api.js';
import { Picture } from '../look/picture.js';
import { Reading } from '../look/reading.js';
import { useLanguage } from '../words/say.js';

/** The way taken, where the case stands, what can come. */
export function CaseChart({ one }: { readonly one: Case }): ReactNode {
  const { t } = useTranslation();
  const lang = useLanguage();
  const [view, setView] = useState<'road' | 'chart'>('road');
  const asked = { params: { caseId: one.item.id }, query: { view, lang } };
  const picture = useQuery({ queryKey: ['case', one.item.id, 'diagram', view, lang, one.item.version], queryFn: ({ signal }) => textOf('caseDiagram', asked, signal), placeholderData: (before) => before });
  return (
    <section className="panel" id="chart" aria-labelledby="chart-title">
      <div className="row spread">
        <h2 id="chart-title">{t('case.chart')}</h2>
        <div className="row no-print">
          <Segmented value={view} onChange={setView} options={[{ value: 'road', label: t('case.road') }, { value: 'chart', label: t('case.full') }]} />
          <a href={addressOf('caseDiagram', asked)} target="_blank" rel="noreferrer">
            {t('case.chartOpen')}
          </a>
        </div>
      </div>
      <Reading of={picture}>{(svg) => <Picture svg={svg} fits={view === 'road'} alt={t('case.chartAlt', { name: one.item.applicantName })} />}</Reading>
    </section>
  );
}
