/**
 * What jobs and polls call: step everything that is due, and let cases and programs look at each other again. Every call
 * is safe at any time and any number of times; locked rows are skipped, whoever holds them steps them.
 */
import type { Instant } from '@shidian/engine';
import { passes } from './ports/passing.js';
import type { CaseForStep } from './ports/rows.js';
import type { StepStore } from './ports/step-store.js';
import type { TimerWrite, WriteBatch } from './ports/writes.js';
import type { CaseInStep, StepRunner } from './step-runner.js';
import { isEmpty, mergeBatches } from './step-writer.js';
import type { DrainUseCases } from './use-cases.js';

/** A case whose stored state does not fit its definition is looked at again after this long, and reported each time. */
const BROKEN_RETRY_MS = 10 * 60_000;

const DEFAULT_LIMIT = 100;

export interface Incident {
  readonly instanceId: string;
  readonly code: string;
  readonly details: unknown;
}

/** What an instance adds to the batch's writes; `after` goes second. */
interface Parts {
  readonly batch: WriteBatch;
  readonly after: WriteBatch;
}

export class Drains implements DrainUseCases {
  constructor(
    private readonly store: StepStore,
    private readonly runner: StepRunner,
    private readonly report: (incident: Incident) => void,
  ) {}

  async due(upTo: Instant, limit = DEFAULT_LIMIT): Promise<number> {
    const cases = await this.store.transaction(async (tx) => {
      const bundles = await tx.lockDueCases(upTo, limit);
      const parts = [];
      for (const bundle of bundles) parts.push(await this.contained(bundle, upTo));
      await writeParts(tx, parts);
      return bundles.length;
    });
    const programs = await this.store.duePrograms(upTo, limit);
    let stepped = 0;
    for (const programId of programs) if (await this.pokeProgram(programId, upTo)) stepped += 1;
    return cases + stepped;
  }

  async pokeCases(programId: string, at: Instant, limit = DEFAULT_LIMIT): Promise<number> {
    return await this.store.transaction(async (tx) => {
      const bundles = await tx.lockUnseeingCases(programId, limit);
      const parts = [];
      for (const bundle of bundles) parts.push(await this.contained(bundle, at));
      await writeParts(tx, parts);
      // Those set aside have still not seen it: counted, whoever pokes until nothing is left would never end.
      return parts.filter((part) => part.batch.cases !== undefined).length;
    });
  }

  /** True where the program moved or its timers were set anew. */
  async pokeProgram(programId: string, at: Instant): Promise<boolean> {
    return await this.store.transaction(async (tx) => {
      const bundle = await tx.lockProgram(programId);
      if (bundle === undefined) return false;
      const one = await this.runner.programInStep(bundle);
      const result = this.runner.stepProgram(one, { kind: 'tick', at });
      if (result.refusal?.code === 'instance.broken') this.report({ instanceId: programId, code: result.refusal.code, details: result.refusal.details });
      const rows = this.runner.programRows(one, result);
      const owner = { programId, caseId: null };
      const batch = mergeBatches([rows.batch, timersAnew(owner, Object.keys(one.definition.artefact.programChart.deadlines), result.view.timers.map((timer) => ({ ...owner, key: timer.key, epoch: timer.epoch, dueAt: timer.at })), rows.batch)]);
      await writeParts(tx, [{ batch, after: rows.after }]);
      return rows.update !== undefined;
    });
  }

  /** One case that cannot be stepped must not hold up the others of its batch: it is reported and looked at again later. */
  private async contained(bundle: CaseForStep, at: Instant): Promise<Parts> {
    try {
      return this.tickCase(await this.runner.caseInStep(bundle), at);
    } catch (error) {
      // What a step looks up may be away for a moment, which is no fault of the case: nothing of this batch has happened.
      if (passes(error)) throw error;
      return this.setAside(bundle, at, { instanceId: bundle.case.id, code: 'step.failed', details: error instanceof Error ? error.message : String(error) });
    }
  }

  private setAside({ case: row }: CaseForStep, at: Instant, incident: Incident): Parts {
    this.report(incident);
    const owner = { programId: row.programId, caseId: row.id };
    return { batch: { timersSet: Object.entries(row.state.clock).map(([key, armed]) => ({ ...owner, key, epoch: armed.epoch, dueAt: at + BROKEN_RETRY_MS })) }, after: {} };
  }

  private tickCase(one: CaseInStep, at: Instant): Parts {
    const { case: row } = one.bundle;
    const owner = { programId: row.programId, caseId: row.id };
    const result = this.runner.stepCase(one, { kind: 'tick', at });
    if (result.refusal?.code === 'instance.broken') {
      return this.setAside(one.bundle, at, { instanceId: row.id, code: result.refusal.code, details: result.refusal.details });
    }
    const rows = this.runner.caseRows(one, result, { force: true });
    const timers = result.view.timers.map((timer) => ({ ...owner, key: timer.key, epoch: timer.epoch, dueAt: timer.at }));
    // Every timer that is still to come, whether the step changed it or not: the rows that were due have gone with the lock.
    return { batch: { ...rows.batch, timersSet: timers }, after: rows.after };
  }
}

/** A poked program's timer rows are rewritten whole: a stale hint must not come up again. */
function timersAnew(owner: { readonly programId: string; readonly caseId: string | null }, keys: readonly string[], timers: readonly TimerWrite[], written: WriteBatch): WriteBatch {
  const set = timers.filter((timer) => !(written.timersSet ?? []).some((there) => there.key === timer.key));
  const kept = new Set(timers.map((timer) => timer.key));
  const deleted = keys.filter((key) => !kept.has(key) && !(written.timersDeleted ?? []).some((there) => there.key === key)).map((key) => ({ ...owner, key }));
  return { timersSet: set, timersDeleted: deleted };
}

async function writeParts(tx: { write(batch: WriteBatch): Promise<void> }, parts: readonly Parts[]): Promise<void> {
  const batch = mergeBatches(parts.map((part) => part.batch));
  if (!isEmpty(batch)) await tx.write(batch);
  const after = mergeBatches(parts.map((part) => part.after));
  if (!isEmpty(after)) await tx.write(after);
}
