import type { QueryClient } from '@tanstack/react-query';
import { createBrowserRouter, type LoaderFunctionArgs } from 'react-router';
import { BrokenPage } from '../look/boundary.js';
import { programCases } from '../client/queries.js';
import { HomePage } from '../home/home-page.js';
import { NotFoundPage } from './not-found.js';
import { Shell } from './shell.js';

type Router = ReturnType<typeof createBrowserRouter>;

/** Every page by its address. What is not the desk is loaded when it is first opened. */
export function newRouter(client: QueryClient): Router {
  // The longest list is asked for at once, not only when its page has been put together.
  const askForCases = ({ params: { programId = '' }, request }: LoaderFunctionArgs): null => {
    const state = new URL(request.url).searchParams.get('state') ?? '';
    // Where it fails the page tells, which asks for the same.
    client.infiniteQuery(programCases(programId, state === '' ? {} : { state })).catch(() => undefined);
    return null;
  };
  return createBrowserRouter([
    {
      path: '/sign-in',
      ErrorBoundary: BrokenPage,
      HydrateFallback: () => null,
      lazy: async () => ({ Component: (await import('../sign-in/sign-in-page.js')).SignInPage }),
    },
    {
      path: '/',
      Component: Shell,
      ErrorBoundary: BrokenPage,
      HydrateFallback: () => null,
      children: [
        { index: true, Component: HomePage },
        { path: 'desk/:list', Component: HomePage },
        { path: 'search', lazy: async () => ({ Component: (await import('../search/search-page.js')).SearchPage }) },
        { path: 'notices', lazy: async () => ({ Component: (await import('../notices/notices-page.js')).NoticesPage }) },
        { path: 'programs', lazy: async () => ({ Component: (await import('../program/programs-page.js')).ProgramsPage }) },
        { path: 'programs/:programId', lazy: async () => ({ Component: (await import('../program/program-page.js')).ProgramPage }) },
        { path: 'programs/:programId/apply', lazy: async () => ({ Component: (await import('../application/call-page.js')).CallPage }) },
        { path: 'programs/:programId/cases', loader: askForCases, lazy: async () => ({ Component: (await import('../program/cases-page.js')).CasesPage }) },
        { path: 'programs/:programId/dates', lazy: async () => ({ Component: (await import('../program/dates-page.js')).DatesPage }) },
        { path: 'programs/:programId/stages', lazy: async () => ({ Component: (await import('../board/stages-page.js')).StagesPage }) },
        { path: 'programs/:programId/stages/:stage', lazy: async () => ({ Component: (await import('../board/stages-page.js')).StagesPage }) },
        { path: 'programs/:programId/oversight', lazy: async () => ({ Component: (await import('../oversight/oversight-page.js')).OversightPage }) },
        { path: 'programs/:programId/sending', lazy: async () => ({ Component: (await import('../sending/sending-page.js')).SendingPage }) },
        { path: 'programs/:programId/import', lazy: async () => ({ Component: (await import('../imports/import-page.js')).ImportPage }) },
        { path: 'deliveries', lazy: async () => ({ Component: (await import('../sending/deliveries-page.js')).DeliveriesPage }) },
        { path: 'programs/:programId/rolls', lazy: async () => ({ Component: (await import('../roll/rolls-page.js')).RollsPage }) },
        { path: 'programs/:programId/rolls/:stage/:roll', lazy: async () => ({ Component: (await import('../roll/draw-page.js')).DrawPage }) },
        { path: 'rolls/:rollId', lazy: async () => ({ Component: (await import('../roll/roll-page.js')).RollPage }) },
        { path: 'cases/:caseId', lazy: async () => ({ Component: (await import('../case/case-page.js')).CasePage }) },
        { path: 'cases/:caseId/forms/:form', lazy: async () => ({ Component: (await import('../application/form-page.js')).FormPage }) },
        { path: 'definitions', lazy: async () => ({ Component: (await import('../definitions/definitions-page.js')).DefinitionsPage }) },
        { path: 'definitions/:hash', lazy: async () => ({ Component: (await import('../definitions/definition-page.js')).DefinitionPage }) },
        { path: 'help', lazy: async () => ({ Component: (await import('../help/help-page.js')).HelpPage }) },
        { path: 'help/:chapter', lazy: async () => ({ Component: (await import('../help/chapter-page.js')).ChapterPage }) },
        { path: '*', Component: NotFoundPage },
      ],
    },
  ]);
}
