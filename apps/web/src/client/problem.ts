import type { Problem } from '../generated/api.js';

/** The service answered, and refused. Carries the problem document in both languages. */
export class Refusal extends Error {
  constructor(
    readonly problem: Problem,
    /** Seconds after which to come back, where it was said. */
    readonly retryAfter: number | undefined,
  ) {
    super(problem.code);
    this.name = 'Refusal';
  }
}

/** No answer came: whether the request was done is not known. */
export class NetworkLost extends Error {
  constructor(cause: unknown) {
    super('network lost', { cause });
    this.name = 'NetworkLost';
  }
}

/** Whatever went wrong, as {@link Failure} shows it. */
export const refusalOf = (error: unknown): Refusal | undefined => (error instanceof Refusal ? error : undefined);

export const isCode = (error: unknown, ...codes: readonly Problem['code'][]): boolean => error instanceof Refusal && codes.includes(error.problem.code);

/** What a refused or lost request may be tried again for, by itself. */
export function worthRetrying(error: unknown): boolean {
  if (error instanceof NetworkLost) return true;
  return error instanceof Refusal && error.problem.status === 503;
}
