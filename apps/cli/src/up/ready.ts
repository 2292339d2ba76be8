/** What `/health/ready` last said. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly says: string };

export async function askReady(address: string): Promise<Readiness> {
  try {
    const answer = await fetch(new URL('/health/ready', address), { signal: AbortSignal.timeout(3_000) });
    if (answer.ok) {
      await answer.body?.cancel();
      return { ready: true };
    }
    return { ready: false, says: `${answer.status} ${(await answer.text()).slice(0, 500)}` };
  } catch (error) {
    return { ready: false, says: error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error) };
  }
}

/** Asks until it is ready, the time is over, or `stop` says that there is nothing to wait for. */
export async function waitReady(address: string, withinMs: number, stopped: () => boolean): Promise<Readiness> {
  const until = performance.now() + withinMs;
  for (;;) {
    const answer = await askReady(address);
    if (answer.ready || stopped() || performance.now() > until) return answer;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
