import { problemCatalogue, type ProblemCode, type ProblemPlace } from '@shidian/contracts';
import type { JsonValue, Words } from '@shidian/engine';

export interface ProblemParts {
  /** Words for this occurrence; the catalogue's meaning where there are none. */
  readonly words?: Words;
  readonly errors?: readonly ProblemPlace[];
  readonly details?: Readonly<Record<string, JsonValue>>;
  /** `Retry-After`, `Allow`, `WWW-Authenticate` … */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A request that cannot be answered as asked, in the words of the catalogue. Thrown at the edge only. */
export class Problem extends Error {
  readonly words: { readonly zh: string; readonly en: string };
  readonly errors: readonly ProblemPlace[];
  readonly details: Readonly<Record<string, JsonValue>> | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: ProblemCode,
    parts: ProblemParts = {},
  ) {
    super(code, { cause: parts.cause });
    this.name = 'Problem';
    const words = parts.words ?? problemCatalogue[code].meaning;
    this.words = { zh: words.zh, en: words.en ?? words.zh };
    this.errors = parts.errors ?? [];
    this.details = parts.details;
    this.headers = parts.headers ?? {};
  }

  get status(): number {
    return problemCatalogue[this.code].status;
  }
}
