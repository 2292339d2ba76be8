/**
 * One decision over many cases, looked at beforehand: what each of them allows, and where it would stand. Nothing is
 * written. Each act is then done by itself, so that one that fails takes no other with it.
 */
import { dateAt } from '@shidian/calendar';
import { opinionBlock, validateOpinion, type Artefact, type OpinionGiven } from '@shidian/definition';
import { own, type Instant, type JsonValue } from '@shidian/engine';
import { commandOf, formInvalid, NO_OPINION_HERE } from './act-on-case.js';
import { nameAll, opinionWanted, type NamedPossibility } from './possibilities.js';
import type { Principal } from './ports/identity.js';
import type { CaseForStep } from './ports/rows.js';
import type { StepStore } from './ports/step-store.js';
import { refusedBy } from './refusal-words.js';
import type { CaseInStep, StepRunner } from './step-runner.js';
import { Refused, type ActRequest } from './use-cases.js';

/** A case as it stands once what is due has happened. */
export interface CaseNow {
  readonly row: CaseForStep['case'];
  readonly artefact: Artefact;
  readonly applicantName: string;
  readonly states: readonly string[];
  readonly outcome: string | null;
}

export interface CaseOffers extends CaseNow {
  readonly possibilities: readonly NamedPossibility[];
}

export interface PreviewRequest {
  readonly principal: Principal;
  readonly at: Instant;
  readonly programId: string;
  readonly caseIds: readonly string[];
  /** `<stage>/<task>` */
  readonly task: string;
  readonly decision: string;
  readonly data: Readonly<Record<string, JsonValue>>;
  readonly opinion?: OpinionGiven;
}

export interface ActPreview extends CaseNow {
  /** Number of the open task. */
  readonly task: number | undefined;
  readonly refused: Refused | undefined;
  /** Where it would stand, and how it would end; as now where it is refused. */
  readonly next: Pick<CaseNow, 'states' | 'outcome'>;
}

export class ManyCases {
  constructor(
    private readonly store: StepStore,
    private readonly runner: StepRunner,
  ) {}

  /** In the order asked; what the principal may not see, or is of another program, is left out. */
  async offers(principal: Principal, programId: string, caseIds: readonly string[], at: Instant): Promise<readonly CaseOffers[]> {
    const found: CaseOffers[] = [];
    for (const bundle of await this.seen(principal, programId, caseIds)) {
      const one = await this.runner.caseInStep(bundle);
      const now = this.now(one, at);
      const possibilities = one.definition.caseKernel.possibilities(bundle.case.state, { account: principal.accountId, posts: principal.posts }, at, one.facts, one.dates);
      found.push({ ...now, possibilities: nameAll(now.artefact, now.artefact.caseChart, possibilities) });
    }
    return found;
  }

  /** As {@link offers}; a form that goes with the act is not looked at. */
  async preview(request: PreviewRequest): Promise<readonly ActPreview[]> {
    const found: ActPreview[] = [];
    for (const bundle of await this.seen(request.principal, request.programId, request.caseIds)) found.push(this.previewOne(await this.runner.caseInStep(bundle), request));
    return found;
  }

  private previewOne(one: CaseInStep, request: PreviewRequest): ActPreview {
    const now = this.now(one, request.at);
    const task = one.bundle.case.state.tasks.find(({ task: key }) => key === request.task)?.number;
    if (task === undefined) return { ...now, task, next: now, refused: refusedBy({ code: now.outcome === null ? 'task.not_open' : 'case.closed', details: {} }) };
    const next = this.stepped(one, { ...request, ownerId: one.bundle.case.id, task });
    return next instanceof Refused ? { ...now, task, next: now, refused: next } : { ...now, task, next, refused: undefined };
  }

  private now(one: CaseInStep, at: Instant): CaseNow {
    const { bundle, directory, definition } = one;
    const { states, outcome } = this.runner.stepCase(one, { kind: 'tick', at }).view;
    return { row: bundle.case, artefact: definition.artefact, applicantName: directory.tree.organisation(bundle.case.applicantId)?.name ?? '', states, outcome: outcome ?? null };
  }

  private stepped(one: CaseInStep, request: ActRequest): ActPreview['next'] | Refused {
    try {
      const result = this.runner.stepCase(one, commandOf(request, one.definition.artefact.zone));
      const grave = result.refusal !== undefined && result.refusal.code !== 'guard.refused' && result.refusal.code !== 'data.missing';
      const opinion = grave ? undefined : opinionRefused(one, request);
      if (opinion !== undefined) return opinion;
      if (result.refusal !== undefined) return refusedBy(result.refusal);
      return { states: result.view.states, outcome: result.view.outcome ?? null };
    } catch (error) {
      if (error instanceof Refused) return error;
      throw error;
    }
  }

  private async seen({ scope }: Principal, programId: string, caseIds: readonly string[]): Promise<readonly CaseForStep[]> {
    const bundles = new Map((await this.store.readCases([...new Set(caseIds)])).map((bundle) => [bundle.case.id, bundle]));
    return [...new Set(caseIds)].flatMap((id) => {
      const bundle = bundles.get(id);
      return bundle?.case.programId === programId && bundle.case.visibleTo.some((place) => scope.includes(place)) ? [bundle] : [];
    });
  }
}

/** What is wrong with the opinion that goes with the act. */
function opinionRefused(one: CaseInStep, { task, decision, opinion, at }: ActRequest): Refused | undefined {
  const { artefact } = one.definition;
  const key = one.bundle.case.state.tasks.find(({ number }) => number === task)?.task ?? '';
  const definition = own(artefact.caseChart.tasks, key);
  const wanted = opinion === undefined ? opinionWanted(artefact, definition, decision) : opinionBlock(artefact, definition?.writes ?? '');
  if (wanted === undefined) return opinion === undefined ? undefined : formInvalid(artefact.entry.form, [NO_OPINION_HERE]);
  const issues = validateOpinion(wanted, opinion, dateAt(at, artefact.zone));
  return issues.length === 0 ? undefined : formInvalid(wanted.form, issues);
}
