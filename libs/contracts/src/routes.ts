import { attachmentRoutes } from './attachments.js';
import { boardRoutes } from './boards.js';
import { caseRoutes } from './cases.js';
import { changeRoutes } from './changes.js';
import { dateRoutes } from './dates.js';
import { deskRoutes } from './desk.js';
import { deliveryRoutes } from './deliveries.js';
import { definitionRoutes } from './definitions.js';
import { diagramRoutes } from './diagrams.js';
import { documentRoutes } from './documents.js';
import { documentNumberRoutes } from './document-numbers.js';
import { draftRoutes } from './drafts.js';
import { holidayRoutes } from './holidays.js';
import { importRoutes } from './imports.js';
import { manyCasesRoutes } from './many-cases.js';
import { noticeRoutes } from './notices.js';
import { oversightRoutes } from './oversight.js';
import type { ProblemCode } from './problem-catalogue.js';
import { planRoutes } from './plans.js';
import { programRoutes } from './programs.js';
import { rollRoutes } from './rolls.js';
import type { Route } from './route.js';
import { scenarioRoutes } from './scenarios.js';
import { serviceRoutes } from './service.js';
import { signInRoutes } from './sign-in.js';
import { taskRoutes } from './tasks.js';

/** The route table: every route of the HTTP interface by its operation name. Controllers and the OpenAPI document both come from it. */
export const routes = {
  ...signInRoutes,
  ...taskRoutes,
  ...deskRoutes,
  ...programRoutes,
  ...caseRoutes,
  ...manyCasesRoutes,
  ...boardRoutes,
  ...draftRoutes,
  ...attachmentRoutes,
  ...rollRoutes,
  ...dateRoutes,
  ...noticeRoutes,
  ...deliveryRoutes,
  ...changeRoutes,
  ...documentRoutes,
  ...documentNumberRoutes,
  ...holidayRoutes,
  ...importRoutes,
  ...definitionRoutes,
  ...planRoutes,
  ...oversightRoutes,
  ...diagramRoutes,
  ...scenarioRoutes,
  ...serviceRoutes,
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;

/** Every problem that the route can answer: its own, and those that come with its access, its inputs and its being there. */
export function problemsOf(route: Route): readonly ProblemCode[] {
  const codes = new Set<ProblemCode>(route.problems);
  const add = (...more: ProblemCode[]): void => {
    for (const code of more) codes.add(code);
  };
  add('internal', 'unavailable', 'request.malformed', 'request.headers_too_large', 'request.url_too_long', 'request.timeout');
  if (route.access !== 'public') add('sign_in.required');
  if (route.access === 'session') add('session.required');
  if (route.access !== 'public' && route.method !== 'GET') add('origin.refused');
  add('request.invalid', 'request.text');
  // A body that is not asked for is read, and refused, all the same.
  if (route.method !== 'GET') add('request.too_large', 'request.media_type', 'request.too_deep', 'request.too_many_members');
  if (route.path === '/api/sessions') add('rate.exceeded');
  return [...codes].sort();
}
