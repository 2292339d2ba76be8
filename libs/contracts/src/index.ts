/**
 * The HTTP interface as data: the schema of every request and answer, the route table, the catalogue of problems, and
 * the documents generated from them. Depends on zod alone and runs in a browser.
 *
 * Always so:
 * - A route exists in apps/api if and only if it stands in the table.
 * - Names on the wire are lowerCamelCase, moments are ISO 8601 in UTC, texts for people carry Chinese and English.
 * - Requests refuse members that they do not know; answers may gain members.
 * - A problem's code never changes its meaning or its status.
 */
export { Change, ChangeEnd, ChangeReady, ChangeReset, cursorHeader } from './changes.js';
export { errorsDocument } from './errors-document.js';
export { openApiDocument } from './openapi.js';
export { Problem, ProblemPlace } from './problem.js';
export { problemCatalogue, type ProblemCode, type ProblemEntry } from './problem-catalogue.js';
export { type Access, type Answer, type Method, type Route } from './route.js';
export { problemsOf, routes, type RouteName } from './routes.js';
export { type Words } from './wire.js';
