/**
 * Cases from a file: each row is started as its applicant would start it (the right is the same: a post in the applicant's
 * own organisation) and gets its values as a draft. One transaction: every row becomes a case, or none does and every row
 * that stands in the way is named. What is merely not filled in yet does not: a draft may be finished later.
 */
import { completeForm, evaluateWho, isSoundText, validateForm, type Artefact, type FormIssue } from '@shidian/definition';
import type { JsonValue } from '@shidian/engine';
import { idempotencyOf, takeKey } from './act-on-case.js';
import { applicantOf, topicOf } from './facts.js';
import { sha256 } from './journal.js';
import type { ProgramForStep } from './ports/rows.js';
import type { StepStore, StepTransaction } from './ports/step-store.js';
import { notFound } from './seen-case.js';
import type { StartCase } from './start-case.js';
import type { StepRunner } from './step-runner.js';
import { Refused, type Idempotency, type ImportAnswer, type ImportedCase, type ImportRequest, type ProblemCode } from './use-cases.js';

/** What stands in the way of one row: the path of a field, or `applicant`, `topic`, `title`, or nothing. */
interface Obstacle {
  readonly path: string;
  readonly code: string;
  readonly words: { readonly zh: string; readonly en?: string };
}

interface Begun {
  readonly caseId: string;
  readonly number: string;
  readonly open: number;
}

/** Rolls a rehearsal back. */
class Rehearsed extends Error {
  constructor(readonly answer: ImportAnswer) {
    super('nothing was to be written');
    this.name = 'Rehearsed';
  }
}

const ROUTE = 'importCases';
const LONGEST_TITLE = 200;
/** Not wrong, only not there yet. */
const OPEN: readonly FormIssue['code'][] = ['missing', 'too_short', 'too_few_rows'];
const PLACE_OF: Readonly<Partial<Record<ProblemCode, string>>> = { 'right.missing': 'applicant', 'applicant.not_eligible': 'applicant', 'topic.unknown': 'topic', 'topic.title_missing': 'title', 'quota.exceeded': 'topic' };

export class ImportCases {
  constructor(
    private readonly store: StepStore,
    private readonly runner: StepRunner,
    private readonly starting: StartCase,
  ) {}

  /** @throws Refused `import.refused` with every row that stands in the way: `details.cases` is `{ index, issues }[]` */
  async importCases(request: ImportRequest): Promise<ImportAnswer> {
    const idempotency = sameFile(request);
    try {
      return await this.store.transaction(async (tx) => {
        const stored = request.rehearse === true ? undefined : await takeKey<ImportAnswer>(tx, { principal: request.principal, idempotency });
        if (stored !== undefined) return { ...stored, replayed: true };
        const answer: ImportAnswer = { cases: await this.beginAll(tx, request), replayed: false };
        if (request.rehearse === true) throw new Rehearsed(answer);
        await tx.write(idempotencyOf({ ...request, idempotency }, answer));
        return answer;
      });
    } catch (error) {
      if (error instanceof Rehearsed) return error.answer;
      throw error;
    }
  }

  private async beginAll(tx: StepTransaction, request: ImportRequest): Promise<readonly Begun[]> {
    // Not merely held: several cases take quotas and numbers in turn, which only one may do at a time.
    const program = await tx.lockProgram(request.programId);
    if (program === undefined) throw notFound(request.programId);
    const { artefact } = await this.runner.definitions.load(program.program.definitionHash);
    const begun: Begun[] = [];
    const refused: { readonly index: number; readonly issues: readonly Obstacle[] }[] = [];
    for (const [index, one] of request.cases.entries()) {
      const outcome = await this.beginOne(tx, program, artefact, request, one, index);
      if ('issues' in outcome) refused.push({ index, issues: outcome.issues });
      else begun.push(outcome);
    }
    if (refused.length > 0) {
      throw new Refused(
        'import.refused',
        { zh: `一件也没有建：有 ${refused.length} 行要改`, en: `nothing was started: ${refused.length} row(s) have to be mended` },
        { cases: refused as unknown as JsonValue },
      );
    }
    return begun;
  }

  private async beginOne(tx: StepTransaction, program: ProgramForStep, artefact: Artefact, request: ImportRequest, one: ImportedCase, index: number): Promise<Begun | { readonly issues: readonly Obstacle[] }> {
    const issues: Obstacle[] = [];
    try {
      const applicantId = await this.applicantOf(request, one);
      const found = await this.check(artefact, applicantId, one);
      issues.push(...found.issues);
      const entry = { at: request.at, kind: 'imported', content: { file: `sha256:${request.file}`, line: index + 1, account: request.principal.accountId } };
      const start = { principal: request.principal, at: request.at, programId: request.programId, applicantId, topic: one.topic, ...(one.title !== null && issues.every(({ path }) => path !== 'title') && { title: one.title }) };
      // Where the form has faults, too (but never with a title that cannot be stored): one sending names all that is wrong with the row, and nothing of a refused file stays.
      const { ownerId, number } = await this.starting.begin(tx, program, start, [entry]);
      if (issues.length > 0) return { issues };
      await tx.createDraft({ caseId: ownerId, form: artefact.entry.form, body: one.values, savedBy: request.principal.accountId, at: request.at });
      return { caseId: ownerId, number, open: found.open };
    } catch (error) {
      if (error instanceof Refused) return { issues: [...issues, { path: PLACE_OF[error.code] ?? '', code: error.code, words: error.words }] };
      throw error;
    }
  }

  private async applicantOf({ principal }: ImportRequest, { applicant }: ImportedCase): Promise<string> {
    const { tree } = await this.runner.directory.current();
    const own = [...new Set(principal.posts.flatMap((post) => tree.post(post)?.organisationId ?? []))];
    const found = applicant === null ? own : own.filter((id) => tree.organisation(id)?.name === applicant);
    const [only, ...others] = found;
    if (only !== undefined && others.length === 0) return only;
    throw new Refused(
      'right.missing',
      only === undefined ? { zh: '您在该单位没有岗位，不能代它申报', en: 'you hold no post in this organisation' } : { zh: '您在几个单位任岗，请写明申报单位', en: 'you hold posts in several organisations; name the applicant' },
      { applicant },
    );
  }

  private async check(artefact: Artefact, applicantId: string, one: ImportedCase): Promise<{ readonly issues: readonly Obstacle[]; readonly open: number }> {
    const { tree } = await this.runner.directory.current();
    const form = artefact.forms[artefact.entry.form];
    const organisation = tree.organisation(applicantId);
    const kind = organisation === undefined ? undefined : evaluateWho(artefact, organisation);
    const topic = topicOf(artefact, one.topic, one.title) ?? {};
    const title: readonly Obstacle[] = one.title !== null && (one.title.length > LONGEST_TITLE || !isSoundText(one.title)) ? [{ path: 'title', code: 'title', words: { zh: `题目须为 1 至 ${LONGEST_TITLE} 个能保存的字符`, en: `a title has 1 to ${LONGEST_TITLE} characters that can be stored` } }] : [];
    // The start itself says what is wrong with the rest.
    if (form === undefined || kind === undefined) return { issues: title, open: 0 };
    const context = { applicant: applicantOf(tree, applicantId, kind), topic };
    const found = validateForm(form, completeForm(form, one.values, context), context);
    return { issues: [...title, ...found.filter(({ code }) => !OPEN.includes(code))], open: found.filter(({ code }) => OPEN.includes(code)).length };
  }
}

function sameFile({ programId, file }: ImportRequest): Idempotency {
  const key = sha256(`${programId}\n${file}`).slice('sha256:'.length);
  return { route: ROUTE, key, bodyHash: key };
}
