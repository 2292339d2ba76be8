import { z } from 'zod';
import type { Route } from './route.js';
import { Uuid } from './wire.js';

const tag = 'diagrams';
const view = z.enum(['road', 'chart']).exactOptional();
const lang = z.enum(['zh', 'en']).exactOptional();
const headers = z.object({ 'if-none-match': z.string().max(1000).exactOptional() });
const unchanged = { words: { zh: '与 If-None-Match 相同', en: 'It is what If-None-Match names' } } as const;

export const diagramRoutes = {
  definitionDiagram: {
    method: 'GET',
    path: '/api/definitions/:hash/diagram',
    tag,
    summary: { zh: '流程的图：路线或全部环节；SVG、Mermaid 或 XState JSON', en: 'A definition drawn: its road or every state, as SVG, Mermaid or XState JSON' },
    access: 'signed_in',
    params: z.strictObject({ hash: z.string().regex(/^sha256:[0-9a-f]{64}$/) }),
    /** By default the road of a case as SVG, in Chinese. */
    query: z.strictObject({ of: z.enum(['case', 'program']).exactOptional(), view, format: z.enum(['svg', 'mermaid', 'xstate']).exactOptional(), lang }),
    headers,
    answers: { 200: { words: { zh: '图', en: 'The picture' }, mediaTypes: ['image/svg+xml', 'text/vnd.mermaid', 'application/json'], headers: ['ETag'] }, 304: unchanged },
    problems: ['definition.unknown'],
  },
  caseDiagram: {
    method: 'GET',
    path: '/api/cases/:caseId/diagram',
    tag,
    summary: { zh: '一个申报件走到了哪里：未办、待办、已办和走过的路', en: 'Where a case stands: what lies ahead, what is under way, what is done, and the way taken' },
    access: 'signed_in',
    params: z.strictObject({ caseId: Uuid }),
    query: z.strictObject({ view, format: z.enum(['svg', 'mermaid']).exactOptional(), lang }),
    headers,
    answers: { 200: { words: { zh: '图', en: 'The picture' }, mediaTypes: ['image/svg+xml', 'text/vnd.mermaid'], headers: ['ETag'] }, 304: unchanged },
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
