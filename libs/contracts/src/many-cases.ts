import { z } from 'zod';
import { Action } from './acts.js';
import type { Route } from './route.js';
import { Data, JsonValue, line, State, Uuid, Words } from './wire.js';

/** Cases that one question may be about. */
const cases = z.array(Uuid).min(1).max(100);

const NamedCase = z.object({ caseId: Uuid, number: z.string(), applicantName: z.string(), version: z.number().int(), states: z.array(State) });

/** What the asker could do with one case. */
export const CaseOffers = NamedCase.extend({ outcome: z.string().nullable(), actions: z.array(Action) });

/** What would become of one case. */
export const ActPreview = NamedCase.extend({
  /** The open task that it would be done on; null where there is none. */
  task: z.number().int().nullable(),
  allowed: z.boolean(),
  reason: z.object({ code: z.string(), words: Words, details: z.record(z.string(), JsonValue) }).nullable(),
  /** Where it would stand; as now where it is not allowed. */
  next: z.array(State),
  /** How it would end; null where it goes on. */
  outcome: z.string().nullable(),
});

const PreviewedAct = z.strictObject({
  cases,
  /** `<stage>/<task>` */
  task: z.string().min(1).max(200),
  decision: z.string().min(1).max(100),
  data: Data.exactOptional(),
  opinion: z.strictObject({ text: line(10_000), signature: line(100).exactOptional(), seal: z.boolean().exactOptional(), onDate: z.iso.date().exactOptional() }).exactOptional(),
});

const tag = 'cases';
const params = z.strictObject({ programId: Uuid });

export const manyCasesRoutes = {
  caseOffers: {
    method: 'POST',
    path: '/api/programs/:programId/offers',
    tag,
    summary: { zh: '若干件各能办什么、不能办的原因；看不到的件不列', en: 'What can be done with each of some cases, and why something cannot; cases that the asker may not see are left out' },
    access: 'signed_in',
    params,
    body: z.strictObject({ cases }),
    answers: { 200: { words: { zh: '各件可办事项', en: 'What each allows' }, schema: z.object({ items: z.array(CaseOffers) }) } },
    problems: ['not_found'],
  },
  previewActs: {
    method: 'POST',
    path: '/api/programs/:programId/previews',
    tag,
    summary: { zh: '批量办理之前：逐件说明能否办、为何不能、办后到哪一环节；不写入，也不审核随附的表', en: 'Before one decision on many cases: whether each allows it, why not, and where it would stand; writes nothing, and does not look at a form that goes with it' },
    access: 'signed_in',
    params,
    body: PreviewedAct,
    answers: { 200: { words: { zh: '逐件的预览', en: 'What would become of each' }, schema: z.object({ items: z.array(ActPreview) }) } },
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
