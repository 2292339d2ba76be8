/** An official or an applicant acts on a task of a case: one transaction, from the idempotency key to the outbox. */
import { createHash, randomBytes } from 'node:crypto';
import { dateAt } from '@shidian/calendar';
import { canonicalJson, completeForm, opinionBlock, validateForm, validateOpinion, type FormContext, type FormDefinition, type FormIssue, type OpinionWanted } from '@shidian/definition';
import type { Actor, Command, JsonValue, OpenTask, TaskDefinition } from '@shidian/engine';
import { applicantOf, topicOf } from './facts.js';
import { newId } from './ids.js';
import type { EntryDraft } from './journal.js';
import type { Principal } from './ports/identity.js';
import type { DateRow, FormVersion, SubmittedForm } from './ports/rows.js';
import type { StepStore, StepTransaction } from './ports/step-store.js';
import type { OpinionRow, WriteBatch } from './ports/writes.js';
import { opinionWanted } from './possibilities.js';
import { readyData } from './receipt.js';
import { refusedBy } from './refusal-words.js';
import { extendedByReturn } from './return-extension.js';
import type { CaseInStep, StepRunner } from './step-runner.js';
import { checkVersion, seenBy } from './seen-case.js';
import { mergeBatches, type StepRows } from './step-writer.js';
import { Refused, type ActAnswer, type ActRequest } from './use-cases.js';

/** What an accepted act leaves behind besides the step itself. */
interface Papers {
  readonly batch: WriteBatch;
  readonly sealed: Readonly<Record<string, string>>;
  readonly forms: readonly FormVersion[];
}

export type Attempt = { readonly answer: ActAnswer } | { readonly refused: Refused };

export class ActOnCase {
  constructor(
    private readonly store: StepStore,
    private readonly runner: StepRunner,
  ) {}

  /** @throws Refused; what had fallen due before the act is committed all the same */
  async act(request: ActRequest): Promise<ActAnswer> {
    const { principal, ownerId, idempotency } = request;
    const about = { caseId: ownerId, ...(idempotency !== undefined && { key: { accountId: principal.accountId, ...idempotency } }) };
    const attempt = await this.store.shared(about, (tx) => this.attempt(tx, request));
    if ('refused' in attempt) throw attempt.refused;
    return attempt.answer;
  }

  private async attempt(tx: StepTransaction, request: ActRequest): Promise<Attempt> {
    const stored = await takeKey<ActAnswer>(tx, request);
    if (stored !== undefined) return { answer: { ...stored, replayed: true } };
    const bundle = seenBy(request.principal, (await tx.lockCases([request.ownerId]))[0], request.ownerId);
    checkVersion(bundle, request.expectedVersion);
    const one = await this.runner.caseInStep(bundle);
    const task = bundle.case.state.tasks.find((candidate) => candidate.number === request.task);
    const definition = task === undefined ? undefined : one.definition.artefact.caseChart.tasks[task.task];
    const papers = task === undefined || definition === undefined ? NO_PAPERS : await this.papers(tx, one, request, task, definition);
    if (papers instanceof Refused) return await this.refuse(tx, one, request, papers);

    const withForms = papers.forms.length === 0 ? one : await this.runner.caseInStep({ ...bundle, forms: newest(bundle.forms, papers.forms) });
    const result = this.runner.stepCase(withForms, commandOf(request, one.definition.artefact.zone));
    if (result.refusal !== undefined) {
      await writeRows(tx, this.runner.caseRows(withForms, result), {});
      return { refused: refusedBy(result.refusal) };
    }
    const extended = this.extended(one, request, definition);
    const rows = this.runner.caseRows(withForms, result, { actorName: request.principal.name, sealed: papers.sealed, entriesBefore: dateEntries(extended) });
    const answer: ActAnswer = { ownerId: request.ownerId, version: bundle.case.version + 1, states: result.view.states, outcome: result.view.outcome ?? null, replayed: false };
    await writeRows(tx, rows, mergeBatches([papers.batch, { dates: extended }, voidedBy(one, request, definition), idempotencyOf(request, answer)]));
    return { answer };
  }

  private extended(one: CaseInStep, request: ActRequest, definition: TaskDefinition | undefined): readonly DateRow[] {
    if (definition?.decisions[request.decision]?.returns === undefined) return [];
    const { artefact } = one.definition;
    return extendedByReturn({
      artefact,
      dates: one.dates,
      programId: one.bundle.case.programId,
      caseId: one.bundle.case.id,
      calendarVersion: one.calendar.version,
      party: definition.by,
      account: request.principal.accountId,
      at: request.at,
      data: readyData(request.data, request.at, artefact.zone),
    });
  }

  /** The act's papers are not in order: says so, unless the kernel has a graver reason (right, state, deadline). */
  private async refuse(tx: StepTransaction, one: CaseInStep, request: ActRequest, refused: Refused): Promise<Attempt> {
    const tried = this.runner.stepCase(one, commandOf(request, one.definition.artefact.zone));
    if (tried.refusal !== undefined && tried.refusal.code !== 'guard.refused' && tried.refusal.code !== 'data.missing') {
      await writeRows(tx, this.runner.caseRows(one, tried), {});
      return { refused: refusedBy(tried.refusal) };
    }
    const caughtUp = this.runner.stepCase(one, { kind: 'tick', at: request.at });
    await writeRows(tx, this.runner.caseRows(one, caughtUp), {});
    return { refused };
  }

  private async papers(tx: StepTransaction, one: CaseInStep, request: ActRequest, task: OpenTask, definition: TaskDefinition): Promise<Papers | Refused> {
    const { artefact } = one.definition;
    const caseId = one.bundle.case.id;
    const batch: { -readonly [K in keyof WriteBatch]: WriteBatch[K] } = {};
    const sealed: Record<string, string> = {};
    const forms: FormVersion[] = [];
    const given = opinionGiven(request);
    const wanted = given === undefined ? opinionWanted(artefact, definition, request.decision) : opinionBlock(artefact, definition.writes ?? '');
    if (given !== undefined && wanted === undefined) return formInvalid(artefact.entry.form, [NO_OPINION_HERE]);
    const opinionIssues = wanted === undefined ? [] : validateOpinion(wanted, given, dateAt(request.at, artefact.zone));
    const formKey = submittedForm(definition, request.decision);
    const form = formKey === undefined ? undefined : artefact.forms[formKey];
    if (form !== undefined) {
      const values = request.form ?? (await tx.draft(caseId, form.key))?.body ?? {};
      const context = formContext(one);
      const completed = completeForm(form, values, context);
      const issues = [...validateForm(form, completed, context), ...opinionIssues];
      if (issues.length > 0) return formInvalid(form.key, issues);
      const version = formVersion(one, request, form, completed);
      sealed[`form:${form.key}`] = version.hash;
      forms.push(version);
      batch.forms = [version];
      batch.draftsDeleted = [{ caseId, form: form.key }];
      const title = ownTitle(one, form, completed);
      if (title !== undefined) batch.titles = [{ caseId, topic: one.bundle.case.topic, title }];
    }
    if (wanted !== undefined && opinionIssues.length > 0) return formInvalid(wanted.form, opinionIssues);
    if (wanted !== undefined && given !== undefined) {
      const opinion = opinionRow(one, request, task, wanted, given);
      const { text, signature, sealed: bearsSeal, sealAttachment, onDate } = opinion;
      sealed[`opinion:${opinion.block}`] = sha256Salted(opinion.id, canonicalJson({ text, signature, sealed: bearsSeal, sealAttachment, onDate }));
      batch.opinions = [opinion];
    }
    const attachments = [...new Set([...(request.attachments ?? []), ...(given?.sealAttachment === undefined ? [] : [given.sealAttachment])])];
    if (attachments.length > 0) {
      batch.attachmentsNamed = attachments.map((id) => ({ id, caseId, uploadedBy: request.principal.accountId }));
      sealed['attachments'] = attachments.join(',');
    }
    return { batch, sealed, forms };
  }
}

const NO_PAPERS: Papers = { batch: {}, sealed: {}, forms: [] };

export const NO_OPINION_HERE: FormIssue = { path: '/opinion', code: 'not_asked', words: { zh: '这项办理没有意见栏，请去掉意见', en: 'this act writes no opinion block; leave the opinion out' } };

/** A scan of the sealed page says that the seal stands on it. */
function opinionGiven(request: ActRequest): ActRequest['opinion'] {
  const { opinion } = request;
  return opinion?.sealAttachment === undefined ? opinion : { ...opinion, seal: true };
}

/** The form goes in with the first (positive) decision; sending something back needs no form. */
function submittedForm(definition: TaskDefinition, decision: string): string | undefined {
  return Object.keys(definition.decisions)[0] === decision ? definition.form : undefined;
}

export function formContext(one: CaseInStep): FormContext {
  const { case: row } = one.bundle;
  const { artefact } = one.definition;
  return {
    applicant: applicantOf(one.directory.tree, row.applicantId, row.applicantKind),
    topic: topicOf(artefact, row.topic, row.title) ?? {},
  };
}

function formVersion(one: CaseInStep, request: ActRequest, form: FormDefinition, body: JsonValue): FormVersion {
  const salt = randomBytes(16).toString('hex');
  const newestVersion = Math.max(0, ...one.bundle.forms.filter((version) => version.form === form.key).map((version) => version.version));
  return {
    id: newId(),
    caseId: one.bundle.case.id,
    form: form.key,
    version: newestVersion + 1,
    body,
    salt,
    hash: sha256Salted(salt, canonicalJson(body)),
    submittedAt: request.at,
    submittedBy: request.principal.accountId,
    baseline: false,
  };
}

function sha256Salted(salt: string, text: string): string {
  return `sha256:${createHash('sha256').update(`${salt}\n${text}`, 'utf8').digest('hex')}`;
}

/** A self-written title (R-0-8) names the case from the submission on. */
function ownTitle(one: CaseInStep, form: FormDefinition, body: JsonValue): string | undefined {
  const topic = one.definition.artefact.topics.find((candidate) => candidate.code === one.bundle.case.topic);
  if (topic?.open !== true || typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const field = form.blocks.flatMap((block) => block.fields.map((candidate) => ({ block: block.key, candidate }))).find(({ candidate }) => candidate.from === 'topic.title');
  const block = field === undefined ? undefined : (body as { readonly [key: string]: JsonValue })[field.block];
  const title = typeof block === 'object' && block !== null && !Array.isArray(block) && field !== undefined ? (block as { readonly [key: string]: JsonValue })[field.candidate.key] : undefined;
  return typeof title === 'string' ? title : undefined;
}

function opinionRow(one: CaseInStep, request: ActRequest, task: OpenTask, wanted: OpinionWanted, given: NonNullable<ActRequest['opinion']>): OpinionRow {
  const post = task.members.find((member) => request.principal.posts.includes(member.post))?.post ?? request.principal.posts[0] ?? '';
  return {
    id: newId(),
    caseId: one.bundle.case.id,
    form: wanted.form,
    block: wanted.block,
    task: task.task,
    decision: request.decision,
    text: given.text,
    signature: given.signature ?? null,
    sealed: given.seal === true,
    sealAttachment: given.sealAttachment ?? null,
    onDate: given.onDate ?? null,
    account: request.principal.accountId,
    post,
    at: request.at,
  };
}

/** A return voids the opinions given since the step returned to; they stay readable (approval practice: 驳回). */
function voidedBy(one: CaseInStep, request: ActRequest, definition: TaskDefinition | undefined): WriteBatch {
  const decision = definition?.decisions[request.decision];
  if (decision?.returns === undefined) return {};
  const to = typeof request.data['to'] === 'string' ? request.data['to'] : decision.returns[0];
  const stages = one.definition.artefact.stages.filter((stage) => !stage.beside).map((stage) => stage.key);
  const from = stages.indexOf(to?.split('/')[0] ?? '');
  const voided = Object.keys(one.definition.artefact.caseChart.tasks).filter((task) => from >= 0 && stages.indexOf(task.split('/')[0] ?? '') >= from);
  return { opinionsVoided: [{ caseId: one.bundle.case.id, tasks: voided, at: request.at }] };
}

function newest(there: readonly SubmittedForm[], added: readonly FormVersion[]): readonly SubmittedForm[] {
  return [...there.filter((form) => !added.some((candidate) => candidate.form === form.form)), ...added];
}

export function commandOf(request: ActRequest, zone: string): Command {
  return {
    kind: 'act',
    at: request.at,
    task: request.task,
    decision: request.decision,
    actor: actorOf(request.principal),
    data: readyData(request.data, request.at, zone),
  };
}

export function actorOf({ accountId, posts, standsInFor }: Principal): Actor {
  return { account: accountId, posts, ...(standsInFor !== undefined && { standsInFor }) };
}

export async function writeRows(tx: StepTransaction, rows: StepRows, more: WriteBatch): Promise<void> {
  await tx.write(mergeBatches([more, rows.batch]));
  if (rows.after.tasksClosed !== undefined) await tx.write(rows.after);
}

/** Dates set with a step precede its own entries on the record. */
export function dateEntries(rows: readonly DateRow[]): readonly EntryDraft[] {
  return rows.map((row) => ({ at: row.setAt, kind: 'date', content: { ...row } }));
}

export function idempotencyOf(request: Pick<ActRequest, 'principal' | 'at' | 'idempotency'>, outcome: object): WriteBatch {
  if (request.idempotency === undefined) return {};
  return { idempotency: [{ accountId: request.principal.accountId, ...request.idempotency, outcome: outcome as JsonValue, at: request.at }] };
}

/** The stored answer of an earlier request under the same key, if there is one. */
export async function takeKey<T>(tx: StepTransaction, request: Pick<ActRequest, 'principal' | 'idempotency'>): Promise<T | undefined> {
  const { idempotency, principal } = request;
  if (idempotency === undefined) return undefined;
  const taken = await tx.takeIdempotencyKey(principal.accountId, idempotency.route, idempotency.key, idempotency.bodyHash);
  if (taken.is === 'done') return taken.outcome as T;
  if (taken.is === 'in_flight') throw new Refused('idempotency.in_flight', { zh: '同一请求正在办理，请稍候', en: 'the same request is being handled; please wait' });
  if (taken.is === 'reused') throw new Refused('idempotency.reused', { zh: '同一 Idempotency-Key 用在了不同内容上，请换一个', en: 'this Idempotency-Key was used with another body; take a new one' });
  return undefined;
}

export function formInvalid(form: string, issues: readonly FormIssue[]): Refused {
  const zh = issues.map((issue) => issue.words.zh);
  const en = issues.map((issue) => issue.words.en ?? issue.words.zh);
  return new Refused(
    'form.invalid',
    { zh: zh.slice(0, 5).join('；') + (zh.length > 5 ? `；等${zh.length}处` : ''), en: en.slice(0, 5).join('; ') + (en.length > 5 ? `; ${en.length} in all` : '') },
    { form, issues: issues as unknown as JsonValue },
  );
}
