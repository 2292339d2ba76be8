import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { call } from '../client/call.js';
import { isCode } from '../client/problem.js';
import { deskCases, documentNumbers } from '../client/queries.js';
import { CaseSheet } from '../home/case-sheet.js';
import { Failure } from '../look/failure.js';
import { Pages } from '../look/pages.js';
import { Nothing } from '../look/quiet.js';
import { Time } from '../look/time.js';
import { useSay } from '../words/say.js';

/** Sixteen signs, in groups or not, as they stand on the pages of a document. */
const looksLikeCode = (text: string): boolean => /^[0-9A-Za-z]{4}(-?[0-9A-Za-z]{4}){2}-?[0-9A-Za-z]{1,4}$/.test(text);

export function SearchPage(): ReactNode {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const text = (query.get('text') ?? '').slice(0, 100);
  const cases = useInfiniteQuery({ ...deskCases({ search: text }), enabled: text !== '' });
  return (
    <div className="page">
      <h1>{t('search.title', { text })}</h1>
      {text === '' ? (
        <Nothing>{t('search.empty')}</Nothing>
      ) : (
        <>
          {looksLikeCode(text) && <Papers code={text} />}
          <Cited text={text} />
          <Pages of={cases} empty={<Nothing>{t('search.none')}</Nothing>}>
            {(items) => <CaseSheet caption={t('search.cases')} items={items} />}
          </Pages>
        </>
      )}
    </div>
  );
}

function Papers({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation();
  const { data, error } = useQuery({ queryKey: ['check-code', code], queryFn: ({ signal }) => call('checkCode', { params: { code } }, signal), retry: false });
  if (!data || isCode(error, 'not_found', 'check_code.invalid')) return null;
  return (
    <section className="panel">
      <h2>{t('search.papers')}</h2>
      <ul className="plain-list">
        {data.items.map((paper) => (
          <li key={`${paper.id} ${paper.serial}`} className="row">
            <Link to={paper.kind === 'form' ? `/cases/${paper.id}` : `/rolls/${paper.id}`}>{`${paper.organisationName} ${paper.number ?? ''}`}</Link>
            <span>{paper.kind === 'form' ? t('search.form', { serial: paper.serial }) : t('search.roll', { serial: paper.serial })}</span>
            <span className={paper.current ? 'tag tag-green' : 'tag tag-amber'}>{paper.current ? t('search.current') : t('search.replaced')}</span>
            <Time at={paper.at} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where a document is cited, found by its 文号 or title. Nothing is shown where it is not. */
function Cited({ text }: { readonly text: string }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { data, error, refetch } = useQuery(documentNumbers(text));
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="cited-title">
      <h2 id="cited-title">{t('search.cited')}</h2>
      <ul className="plain-list stack" style={{ gap: '0.4rem' }}>
        {data.items.map((one) => (
          <li key={`${one.kind} ${one.programId} ${one.title.zh} ${one.at}`} className="row">
            <span className="tag">{one.kind === 'program' ? t('search.citedProgram') : t('search.citedDate')}</span>
            <strong>{`${say(one.title)} ${one.number ?? ''}`}</strong>
            <Link to={one.caseId !== null ? `/cases/${one.caseId}` : one.kind === 'date' ? `/programs/${one.programId}/dates` : `/programs/${one.programId}`}>{one.programName}</Link>
            <Time at={one.at} />
          </li>
        ))}
      </ul>
    </section>
  );
}
