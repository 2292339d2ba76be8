import { z } from 'zod';

const digits = z.string().regex(/^\d{1,3}$/).transform(Number);

/** Query of a list. `cursor` is the `next` of the page before; it is opaque. */
export const pageQuery = {
  limit: digits.pipe(z.number().int().min(1).max(200)).exactOptional(),
  cursor: z.string().min(1).max(500).exactOptional(),
};

/** One page of a list; `next` is null on the last one. */
export function pageOf<T extends z.ZodType>(item: T): z.ZodObject<{ items: z.ZodArray<T>; next: z.ZodNullable<z.ZodString> }> {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}
