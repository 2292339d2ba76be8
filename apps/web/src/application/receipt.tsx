import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addressOf } from '../client/call.js';
import { oneCase } from '../client/queries.js';
import { StateWords } from '../home/case-sheet.js';
import { minuteOf } from '../look/moment.js';
import { Loading } from '../look/quiet.js';
import { Reading } from '../look/reading.js';
import { useLanguage } from '../words/say.js';

/** What was received, when, and what comes next. */
export function Receipt({ caseId, form }: { readonly caseId: string; readonly form: string }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  // What was read before the submission says nothing of it: a receipt shows only what was read since.
  const [since] = useState(() => Date.now());
  const read = useQuery(oneCase(caseId));
  if (read.dataUpdatedAt < since && !read.isError) return <Loading />;
  return (
    <Reading of={read}>
      {({ body }) => {
        const last = body.forms.findLast((one) => one.form === form);
        return (
          <section className="panel stack" aria-labelledby="receipt-title">
            <h1 id="receipt-title">{`✓ ${t('application.receipt')}`}</h1>
            <p>{t('application.receiptNumber', { number: body.item.number, at: last ? minuteOf(last.submittedAt, language) : '' })}</p>
            {last && <p className="hash">{t('application.receiptHash', { hash: last.hash })}</p>}
            <div className="row">
              <StateWords item={body.item} />
            </div>
            <div className="row">
              <Link to={`/cases/${caseId}`}>{t('application.receiptNext')}</Link>
              {last && (
                <a href={addressOf('caseDocument', { params: { caseId, form }, query: { format: 'pdf', version: String(last.version) } })} download>
                  {t('case.documentsForm', { form: last.title[language], version: last.version })}
                </a>
              )}
            </div>
          </section>
        );
      }}
    </Reading>
  );
}
