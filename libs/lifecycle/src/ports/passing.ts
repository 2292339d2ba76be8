/** An adapter's error that says nothing of the instance at work: what is behind the port is away, full or overrun for the moment. */
export interface PassingError extends Error {
  readonly passing: true;
}

/** True where the same work may go well a moment later, so that nobody is to be blamed or set aside for it. */
export function passes(error: unknown): error is PassingError {
  return error instanceof Error && 'passing' in error && error.passing === true;
}
