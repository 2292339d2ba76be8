/** Plain values that everything else is made of. Plain JSON; nothing here reads a clock, a database or chance. */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** The id of a post (岗位) in the organisation tree; tasks belong to posts, not to persons. */
export type PostId = string;

/** A text in Chinese and English; `en` falls back to `zh` where a file has no translation. */
export interface Words {
  readonly zh: string;
  readonly en?: string;
}
