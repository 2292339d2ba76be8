/** What a process says of its own health: shared by api and worker, shown by `/health/ready` and by `doctor`. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface HealthFinding {
  readonly ok: boolean;
  /** In words for whoever runs the service: what was found and, if it is not well, what to do. */
  readonly detail: Words;
  /** Measured values, e.g. `{ lagMs: 1200 }`. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface HealthCheckResult extends HealthFinding {
  readonly name: string;
}

export interface HealthReport {
  /** True when every check is, but for those of what lies elsewhere. */
  readonly ok: boolean;
  readonly checks: readonly HealthCheckResult[];
}

export interface HealthCheck {
  /** `database`, `queue`, `migrations`, `clock`, `timers` … */
  readonly name: string;
  /** What it looks at belongs to other processes: it is told, and this one can serve without it. */
  readonly elsewhere?: true;
  /** Should give up when the signal says so; it is not waited for any longer. */
  run(signal: AbortSignal): Promise<HealthFinding>;
}

/** Runs all checks at once; one that throws or takes longer than `limitMs` is not well, and the others are still reported. */
export async function reportHealth(checks: readonly HealthCheck[], limitMs: number): Promise<HealthReport> {
  const results = await Promise.all(checks.map((check) => runWithin(check, limitMs)));
  return { ok: results.every(({ ok }, index) => ok || checks[index]?.elsewhere === true), checks: results };
}

async function runWithin(check: HealthCheck, limitMs: number): Promise<HealthCheckResult> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<HealthFinding>((resolve) => {
    timer = setTimeout(() => {
      resolve({ ok: false, detail: { zh: `${limitMs} 毫秒内没有答复`, en: `No answer within ${limitMs} ms` } });
      controller.abort();
    }, limitMs);
  });
  try {
    const finding = await Promise.race([check.run(controller.signal), late]);
    return { name: check.name, ...finding };
  } catch (error) {
    return { name: check.name, ok: false, detail: { zh: `检查失败（${reasonOf(error)}）`, en: `The check failed (${reasonOf(error)})` } };
  } finally {
    clearTimeout(timer);
  }
}

/** The code or the class only: messages of drivers carry addresses, and this page is public. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
