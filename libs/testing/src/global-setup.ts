/** Runs once before the integration tests; what it returns runs once after them. */
export function setup(): void {}
