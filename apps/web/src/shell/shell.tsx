import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { followChanges } from '../client/changes.js';
import { isCode } from '../client/problem.js';
import { FirstTour } from '../help/first-tour.js';
import { Failure } from '../look/failure.js';
import { Loading } from '../look/quiet.js';
import { Header } from './header.js';
import { Navigation } from './navigation.js';
import { OfflineLine } from './offline.js';
import { Account, useSession } from './session.js';
import './shell.css';

/** What surrounds every page of somebody who has signed in, and follows what changes. */
export function Shell(): ReactNode {
  const session = useSession();
  const { t } = useTranslation();
  const client = useQueryClient();
  const location = useLocation();
  const signedIn = session.data?.accountId;
  useEffect(() => (signedIn === undefined ? undefined : followChanges(client)), [client, signedIn]);
  if (session.data === null || isCode(session.error, 'sign_in.required')) {
    const next = `${location.pathname}${location.search}`;
    return <Navigate to={next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`} replace />;
  }
  if (!session.data) {
    return <main className="page">{session.isError ? <Failure error={session.error} retry={() => void session.refetch()} /> : <Loading />}</main>;
  }
  return (
    <Account value={session.data}>
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      <Header me={session.data} />
      <OfflineLine />
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<div className="page"><Loading /></div>}>
          <Outlet />
        </Suspense>
      </main>
      <Navigation className="bottom-bar no-print" />
      <FirstTour />
      <ScrollRestoration />
    </Account>
  );
}
