import { z } from 'zod';
import { problemCatalogue, type ProblemCode } from './problem-catalogue.js';
import { JsonValue, Words } from './wire.js';

const codes = Object.keys(problemCatalogue) as [ProblemCode, ...ProblemCode[]];

/** One place in a request that is wrong. */
export const ProblemPlace = z.object({
  /** JSON pointer into the request: `/body/topic`, `/query/limit`, `/headers/if-match`. */
  path: z.string(),
  code: z.string(),
  messages: Words,
});
export type ProblemPlace = z.infer<typeof ProblemPlace>;

/** RFC 9457 problem document. `title` and `detail` follow Accept-Language; `messages` always has both languages. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  /** Names this one answer; the log has the same. */
  instance: z.string(),
  code: z.enum(codes),
  messages: Words,
  errors: z.array(ProblemPlace),
  /** Facts behind the refusal, by code. */
  details: z.record(z.string(), JsonValue).exactOptional(),
});
export type Problem = z.infer<typeof Problem>;
