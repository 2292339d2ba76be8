import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { deskCases } from '../client/queries.js';
import { Pages } from '../look/pages.js';
import { Nothing } from '../look/quiet.js';
import { useAccount } from '../shell/session.js';
import { CaseSheet } from './case-sheet.js';

/** What the account's own organisations have begun; of those, with `drafts`, what was not submitted yet. */
export function StartedList({ drafts }: { readonly drafts: boolean }): ReactNode {
  const { posts } = useAccount();
  const organisations = [...new Set(posts.map(({ organisationId }) => organisationId))];
  return <>{organisations.map((id) => <StartedBy key={id} applicantId={id} drafts={drafts} />)}</>;
}

function StartedBy({ applicantId, drafts }: { readonly applicantId: string; readonly drafts: boolean }): ReactNode {
  const { t } = useTranslation();
  const read = useInfiniteQuery(deskCases({ applicantId }));
  const empty = (
    <Nothing>
      <p>{drafts ? t('home.draftsEmpty') : t('home.startedEmpty')}</p>
      <Link to="/programs">{t('home.startedHow')}</Link>
    </Nothing>
  );
  return (
    <Pages of={read} empty={empty}>
      {(items) => {
        const shown = drafts ? items.filter((item) => item.draft) : items;
        return shown.length === 0 ? <div className="panel">{empty}</div> : <CaseSheet caption={drafts ? t('home.drafts') : t('home.started')} items={shown} />;
      }}
    </Pages>
  );
}
