/**
 * 催办 in one go: everybody below an organisation who has not started, or whose duty is past its time. One who was nudged
 * within the last day is left in peace. Who has no case yet is told by a notice of the program; it stands on the
 * program's record, what concerns a case on the case's own.
 */
import { isAuthority } from '@shidian/access';
import type { Instant } from '@shidian/engine';
import type { AdministerCase } from '../administer-case.js';
import { writeRows } from '../act-on-case.js';
import { newId } from '../ids.js';
import type { Principal } from '../ports/identity.js';
import type { OversightStore } from '../ports/oversight-store.js';
import type { StepStore } from '../ports/step-store.js';
import type { NoticeRow } from '../ports/writes.js';
import { notFound } from '../seen-case.js';
import type { StepRunner } from '../step-runner.js';
import { mergeBatches } from '../step-writer.js';
import { instantInWords, NOT_STARTED, NOT_STARTED_DUE, render } from '../templates.js';
import { Refused } from '../use-cases.js';
import { rightMissing } from './jurisdiction.js';
import { isOffice, mayOversee, notStarted, type Expected } from './not-started.js';

const DAY_MS = 24 * 3_600_000;
/** Told by one request; whoever has more asks again. */
const MOST_NUDGED = 500;

export interface NudgeRequest {
  readonly principal: Principal;
  readonly at: Instant;
  readonly programId: string;
  readonly organisationId: string;
  readonly whom: 'not_started' | 'overdue' | 'all';
  readonly kind?: string;
  /** Who has not started: the organisation itself, and nobody below it. */
  readonly alone?: boolean;
}

export interface Nudged {
  /** Organisations that were told to start. */
  readonly notStarted: number;
  /** Tasks whose members were told. */
  readonly overdue: number;
  /** Left in peace: told within the last day. */
  readonly tooSoon: number;
  /** Nobody to tell: the organisation has no desk. */
  readonly noDesk: number;
  /** Not reached by this request; ask again. */
  readonly left: number;
}

export class Nudging {
  constructor(
    private readonly steps: StepStore,
    private readonly oversight: OversightStore,
    private readonly runner: StepRunner,
    private readonly administering: AdministerCase,
  ) {}

  /** @throws Refused right.missing, not_found */
  async nudge(request: NudgeRequest): Promise<Nudged> {
    const started = request.whom === 'overdue' ? NOBODY : await this.toStart(request);
    const late = request.whom === 'not_started' ? NOBODY : await this.late(request, MOST_NUDGED - started.notStarted);
    return {
      notStarted: started.notStarted,
      overdue: late.overdue,
      tooSoon: started.tooSoon + late.tooSoon,
      noDesk: started.noDesk,
      left: started.left + late.left,
    };
  }

  private async toStart(request: NudgeRequest): Promise<Nudged> {
    const { principal, at, programId, organisationId, alone = false } = request;
    return await this.steps.transaction(async (tx) => {
      const bundle = await tx.lockProgram(programId);
      if (bundle === undefined) throw notFound(programId);
      const one = await this.runner.programInStep(bundle);
      const { artefact } = one.definition;
      const { tree } = one.directory;
      this.check(tree, artefact, request);
      const expected = notStarted(
        { bundle, artefact, directory: one.directory, calendar: one.calendar, started: await this.oversight.applicants(programId) },
        principal,
        { under: organisationId, ...(request.kind !== undefined && { kind: request.kind }) },
      ).filter(({ organisation, due }) => (organisation.id === organisationId) === alone && (due === undefined || due > at));
      const desks = expected.flatMap(({ desk }) => desk ?? []);
      const told = await this.oversight.toldToStart(programId, desks, at - DAY_MS);
      const fresh = expected.filter(({ desk }) => desk !== undefined && !told.has(desk));
      const now = fresh.slice(0, MOST_NUDGED);
      const answer = { notStarted: now.length, overdue: 0, tooSoon: expected.filter(({ desk }) => desk !== undefined && told.has(desk)).length, noDesk: expected.length - desks.length, left: fresh.length - now.length };
      if (now.length === 0) return answer;
      const notices = now.map((each) => this.noticeOf(each, { programId, at, program: bundle.program.name, zone: artefact.zone }));
      const tick = this.runner.stepProgram(one, { kind: 'tick', at });
      const content = { organisation: organisationId, told: now.map(({ organisation }) => organisation.id), account: principal.accountId };
      const rows = this.runner.programRows(one, tick, { actorName: principal.name, entriesBefore: [{ at, kind: 'nudge', content }] });
      await writeRows(tx, rows, mergeBatches([{ notices, outbox: [{ topic: 'deliver' }] }]));
      return answer;
    });
  }

  private noticeOf({ organisation, desk, due }: Expected, { programId, at, program, zone }: { readonly programId: string; readonly at: Instant; readonly program: string; readonly zone: string }): NoticeRow {
    const words = due === undefined ? undefined : instantInWords(due, zone);
    const text = render(words === undefined ? NOT_STARTED : NOT_STARTED_DUE, { program, applicant: organisation.name, due: words?.zh }, { program, applicant: organisation.name, due: words?.en });
    return { programId, caseId: null, id: newId(), key: `${programId}/not-started/${organisation.id}/${at}`, post: desk ?? '', at, kind: 'reminder', text, urgent: true };
  }

  /** Each task in its own step, as if it had been nudged by itself: rights and the limit of once a day are the same. */
  private async late(request: NudgeRequest, most: number): Promise<Nudged> {
    const { principal, at, programId, organisationId } = request;
    const bundle = await this.steps.readProgram(programId);
    if (bundle === undefined) throw notFound(programId);
    const one = await this.runner.programInStep(bundle);
    this.check(one.directory.tree, one.definition.artefact, request);
    const tasks = await this.oversight.overdue(programId, organisationId, at, most + 1);
    let [overdue, tooSoon] = [0, 0];
    for (const { caseId, number } of tasks.slice(0, most)) {
      const outcome = await this.one(principal, at, caseId, number);
      if (outcome === 'told') overdue += 1;
      if (outcome === 'nudge.too_soon') tooSoon += 1;
    }
    return { notStarted: 0, overdue, tooSoon, noDesk: 0, left: Math.max(0, tasks.length - most) };
  }

  /** What is not for this person to nudge (a task above him), or was done in between, is passed over. */
  private async one(principal: Principal, at: Instant, caseId: string, task: number): Promise<'told' | Refused['code']> {
    try {
      await this.administering.administer({ principal, at, caseId, administration: { act: 'nudge', task } });
      return 'told';
    } catch (error) {
      if (error instanceof Refused) return error.code;
      throw error;
    }
  }

  private check(tree: Parameters<typeof mayOversee>[0], artefact: Parameters<typeof mayOversee>[1], { principal, organisationId }: NudgeRequest): void {
    const organisation = tree.organisation(organisationId);
    if (organisation === undefined || !mayOversee(tree, artefact, principal, organisationId)) throw notFound(organisationId);
    const authority = principal.posts.some((post) => {
      const own = tree.organisation(tree.post(post)?.organisationId ?? '');
      return own !== undefined && isAuthority(own) && tree.isWithin(organisationId, own.id);
    });
    if (!authority && !isOffice(tree, artefact, principal)) throw rightMissing('催办由项目办或上级教育行政部门办理', 'nudging is up to the program office or an authority above');
  }
}

const NOBODY: Nudged = { notStarted: 0, overdue: 0, tooSoon: 0, noDesk: 0, left: 0 };
