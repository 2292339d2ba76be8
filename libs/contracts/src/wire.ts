import { z } from 'zod';

/** A text for people. On the wire both languages are always there; `en` repeats `zh` where nobody translated it. */
export const Words = z.object({ zh: z.string(), en: z.string() });
export type Words = z.infer<typeof Words>;

/** A moment, ISO 8601 in UTC (`2016-03-14T16:00:00.000Z`). */
export const Instant = z.iso.datetime();

/** The zone in which a program reckons its days, as an IANA name. */
export const Zone = z.literal('Asia/Shanghai');

export const Uuid = z.guid();

/** Any JSON. How deep and how large it may be is decided before it is parsed. */
export const JsonValue = z.json();
export type JsonValue = z.infer<typeof JsonValue>;

/** Key of something that a workflow file defines: a form, a party, a date, the stage or the name within it. */
export const Key = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);

/** Payload of an act: `reason`, `seal`, `happened_on` … Which are needed, the workflow file says. */
export const Data = z.record(z.string().max(100), JsonValue);

/** One line of free text. */
export const line = (max: number): z.ZodString => z.string().min(1).max(max);

/** A state in which a case or program is, in words. */
export const State = z.object({ id: z.string(), name: Words, stage: z.string() });

/** Where an organisation stands in the tree; a unit is one that applies. */
export const Tier = z.enum(['nation', 'province', 'city', 'county', 'unit']);
