/** An applicant begins: the case exists from its first draft, so that its deadlines remind whoever has not finished (D-15). */
import { jurisdictionOf } from '@shidian/access';
import { evaluateWho, type Artefact } from '@shidian/definition';
import { notFound } from './seen-case.js';
import type { ActAnswer, CaseUseCases } from './use-cases.js';
import { Refused } from './use-cases.js';
import { caseFacts, topicOf } from './facts.js';
import { newId } from './ids.js';
import { GENESIS, type EntryDraft } from './journal.js';
import { idempotencyOf, takeKey, writeRows } from './act-on-case.js';
import { InstanceDates } from './dates.js';
import type { CaseForStep, ProgramForStep } from './ports/rows.js';
import type { StepStore, StepTransaction } from './ports/step-store.js';
import type { NewCase } from './ports/writes.js';
import type { StepRunner } from './step-runner.js';

type StartRequest = Parameters<CaseUseCases['start']>[0];
type StartAnswer = ActAnswer & { readonly number: string };

const NUMBER_WIDTH = 6;

export class StartCase {
  constructor(
    private readonly store: StepStore,
    private readonly runner: StepRunner,
  ) {}

  async start(request: StartRequest): Promise<StartAnswer> {
    return await this.store.transaction(async (tx) => {
      const stored = await takeKey<StartAnswer>(tx, request);
      if (stored !== undefined) return { ...stored, replayed: true };
      const program = await tx.holdProgram(request.programId);
      if (program === undefined) throw notFound(request.programId);
      return await this.begin(tx, program, request);
    });
  }

  /**
   * Begins one case in a transaction that holds the program's lock.
   *
   * @param entries of the record that precede the start itself
   */
  async begin(tx: StepTransaction, program: ProgramForStep, request: StartRequest, entries: readonly EntryDraft[] = []): Promise<StartAnswer> {
    const definition = await this.runner.definitions.load(program.program.definitionHash);
    const { artefact } = definition;
    const { tree } = await this.runner.directory.current();
    const applicant = tree.organisation(request.applicantId);
    const own = tree.posts(request.applicantId).some((post) => request.principal.posts.includes(post.id));
    if (applicant === undefined || !own) {
      throw new Refused('right.missing', { zh: '您在该单位没有岗位，不能代它申报', en: 'you hold no post in this organisation' }, { applicantId: request.applicantId });
    }
    const kind = evaluateWho(artefact, applicant);
    if (kind === undefined) throw notEligible(artefact, applicant.kind);
    const topic = topicOf(artefact, request.topic, request.title ?? null);
    if (topic === undefined) throw new Refused('topic.unknown', { zh: `没有这个申报项目编号：${request.topic}`, en: `there is no such topic code: ${request.topic}` }, { topic: request.topic });

    await this.checkQuotas(tx, artefact, request);
    const number = String(await tx.nextCaseNumber(request.programId)).padStart(NUMBER_WIDTH, '0');
    const fresh: NewCase = {
      id: newId(),
      programId: request.programId,
      number,
      applicantId: request.applicantId,
      applicantKind: kind,
      topic: request.topic,
      title: topic['open'] === true ? (request.title ?? null) : null,
      startedAt: request.at,
      visibleTo: [],
    };
    return await this.write(tx, request, program, fresh, entries);
  }

  private async write(tx: StepTransaction, request: StartRequest, program: ProgramForStep, fresh: NewCase, entries: readonly EntryDraft[]): Promise<StartAnswer> {
    const definition = await this.runner.definitions.load(program.program.definitionHash);
    const directory = await this.runner.directory.current();
    const calendar = await this.runner.calendars.of(program.dates);
    const bundle = bundleOf(program, fresh);
    const dates = new InstanceDates({
      artefact: definition.artefact,
      calendar,
      rows: program.dates.filter((row) => row.scope !== 'case'),
      path: directory.tree.path(fresh.applicantId).map(({ id }) => id).reverse(),
      moves: [],
    });
    const facts = caseFacts(definition.artefact, directory.tree, bundle, dates);
    const visibleTo = jurisdictionOf(directory.tree, fresh.applicantId, Object.values(facts.parties).flat());
    const result = definition.caseKernel.start(request.at, facts, dates);
    const rows = this.runner.caseRows({ bundle, definition, directory, facts, calendar, dates }, result, { actorName: request.principal.name, entriesBefore: entries });
    const answer: StartAnswer = { ownerId: fresh.id, number: fresh.number, version: 1, states: result.view.states, outcome: result.view.outcome ?? null, replayed: false };
    await writeRows(tx, rows, { newCases: [{ ...fresh, visibleTo }], ...idempotencyOf(request, answer) });
    return answer;
  }

  /** Quotas that count a case from its start (`active`); the refusal names each that is full. */
  private async checkQuotas(tx: StepTransaction, artefact: Artefact, request: StartRequest): Promise<void> {
    const quotas = Object.entries(artefact.quotas).filter(([, quota]) => quota.counts === 'active');
    await tx.lockQuotas(quotas.map(([name]) => `${request.programId}/${name}/${request.applicantId}/${request.topic}`));
    const full: string[] = [];
    for (const [name, quota] of quotas) {
      const limit = typeof quota.limit === 'number' ? quota.limit : Number.POSITIVE_INFINITY;
      const count = await tx.countForQuota({
        programId: request.programId,
        tag: quota.counts,
        ...(quota.per.includes('applicant') ? { applicantId: request.applicantId } : {}),
        ...(quota.per.includes('topic') ? { topic: request.topic } : {}),
      });
      if (count >= limit) full.push(`${name}（${count}/${limit}）`);
    }
    if (full.length > 0) {
      throw new Refused('quota.exceeded', { zh: `超出名额：${full.join('、')}`, en: `over quota: ${full.join(', ')}` }, { quotas: full });
    }
  }
}

function bundleOf(program: ProgramForStep, fresh: NewCase): CaseForStep {
  const row = program.program;
  return {
    case: { ...fresh, state: row.state, version: 0, journalHead: GENESIS, journalCount: 0 },
    definitionHash: row.definitionHash,
    issuerId: row.issuerId,
    programName: row.name,
    moves: [program.lastMove],
    dates: program.dates,
    forms: [],
  };
}

function notEligible(artefact: Artefact, kind: string): Refused {
  const names = Object.values(artefact.applicants);
  return new Refused(
    'applicant.not_eligible',
    { zh: `“${kind}”不在申报范围内；可申报的是：${names.map((each) => each.name.zh).join('、')}`, en: `an organisation of kind ${kind} cannot apply; those who can: ${names.map((each) => each.name.en ?? each.name.zh).join(', ')}` },
    { kind },
  );
}
