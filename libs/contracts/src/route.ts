import type { z } from 'zod';
import type { ProblemCode } from './problem-catalogue.js';
import type { Words } from './wire.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * `public`: anybody. `signed_in`: by session cookie or API token. `session`: by session cookie alone, so that a
 * stolen token cannot make itself another.
 */
export type Access = 'public' | 'signed_in' | 'session';

export interface Answer {
  readonly words: Words;
  /** Absent where the body is not JSON, or there is none. */
  readonly schema?: z.ZodType;
  /** Default `application/json` where there is a schema. */
  readonly mediaType?: string;
  /** Where the request chooses among several, none of them by a schema. */
  readonly mediaTypes?: readonly string[];
  readonly headers?: readonly ('ETag' | 'Location' | 'Set-Cookie')[];
}

/** One row of the route table: everything that is promised about one route. */
export interface Route {
  readonly method: Method;
  /** With parameters as `:name`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: Words;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Names in lower case. */
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The body is `multipart/form-data` with exactly one file in the part `file`. */
  readonly upload?: true;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Problems of this route's own; those that any route can give are added to the document by themselves. */
  readonly problems: readonly ProblemCode[];
}
