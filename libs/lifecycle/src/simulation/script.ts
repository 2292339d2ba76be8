/**
 * A simulation's script (`simulation.yaml` beside the program): who takes part and how they behave. Tasks and rolls are
 * named by their keys, decisions in the order in which they are taken; whoever is not named does the first, positive
 * decision after a few days.
 */
import { z } from 'zod';

const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$/, 'YYYY-MM-DD or YYYY-MM-DD HH:MM');
const decisions = z.array(z.string()).min(1);

const profile = z.strictObject({
  /** How many applicants behave like this. */
  count: z.int().min(1).max(10_000),
  /** Kinds of organisation, taken in turn. */
  kinds: z.array(z.string()).min(1),
  /** Authority above them: each county in turn, each city in turn, or the issuer itself. */
  under: z.enum(['county', 'city', 'issuer']).default('county'),
  says: z.string(),
  /** Task key → decisions, visit by visit; when the list is used up the positive one. */
  decides: z.record(z.string(), decisions).default({}),
  /** Roll key → decision of this applicant's line, visit by visit. */
  lines: z.record(z.string(), decisions).default({}),
  /** Task key → not before this. */
  notBefore: z.record(z.string(), instant).default({}),
  /** Tasks that nobody of this profile ever does (an official who lets a deadline pass). */
  leaves: z.array(z.string()).default([]),
  /** Optional tasks done once, a while after they open. */
  also: z.array(z.string()).default([]),
});

export const simulationScript = z.strictObject({
  starts: instant,
  ends: instant,
  seed: z.int(),
  /** Rules of the round, as in `shidian open --date`. */
  dates: z.record(z.string(), z.string()).default({}),
  /** How many counties and cities of the directory take part. */
  counties: z.int().min(1).default(8),
  /** Working pace: days between a task's opening and the act, drawn between the two. */
  pace: z.tuple([z.int().min(0), z.int().min(0)]).default([1, 4]),
  /** Roll key → days after the first case stands ready. */
  rollAfterDays: z.record(z.string(), z.int()).default({}),
  /** Task key of case or program → not before this, for everybody. */
  notBefore: z.record(z.string(), instant).default({}),
  profiles: z.record(z.string(), profile),
});

export type SimulationScript = z.infer<typeof simulationScript>;
export type Profile = z.infer<typeof profile>;
