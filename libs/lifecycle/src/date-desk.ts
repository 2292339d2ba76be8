/**
 * Setting a tier's own date and extending or bringing forward one: one committed row that binds at once.
 * The cases look again through a poke; until then every step under the lock already reckons with the new row.
 */
import type { DateRule } from '@shidian/calendar';
import { resolveParty, type OrganisationTree } from '@shidian/access';
import type { Artefact, DateDefinition } from '@shidian/definition';
import { own, type Instant } from '@shidian/engine';
import { idempotencyOf, takeKey, writeRows } from './act-on-case.js';
import { InstanceDates } from './dates.js';
import { newId } from './ids.js';
import { readRule, unknownDate } from './opening-dates.js';
import { playsAs } from './parties.js';
import type { DateRow, ProgramForStep } from './ports/rows.js';
import type { StepStore, StepTransaction } from './ports/step-store.js';
import type { WriteBatch } from './ports/writes.js';
import { notFound } from './seen-case.js';
import type { StepRunner } from './step-runner.js';
import { mergeBatches } from './step-writer.js';
import { Refused, type DateSet, type ProgramUseCases } from './use-cases.js';

type SetDate = Parameters<ProgramUseCases['setDate']>[0];

/** Cases opened again with the date itself; what is beyond follows by poke. */
const REOPENED_AT_ONCE = 200;

const SCOPE_WORD = { case: 'case', organisation: 'county', program: 'program' } as const;

export class DateDesk {
  constructor(
    private readonly store: StepStore,
    private readonly runner: StepRunner,
  ) {}

  async set(request: SetDate): Promise<DateSet> {
    return await this.store.transaction(async (tx) => {
      const stored = await takeKey<DateSet>(tx, request);
      if (stored !== undefined) return stored;
      const program = await tx.lockProgram(request.programId);
      if (program === undefined) throw notFound(request.programId);
      return await this.write(tx, request, program);
    });
  }

  private async write(tx: StepTransaction, request: SetDate, program: ProgramForStep): Promise<DateSet> {
    const one = await this.runner.programInStep(program);
    const { artefact } = one.definition;
    const { tree } = one.directory;
    const definition = own(artefact.dates, request.name);
    if (definition === undefined) throw unknownDate(artefact, request.name);
    const { path, promised } = await this.placeOf(tx, request, tree);
    if (definition.rule.kind === 'set' && request.scope === 'organisation') this.checkSetter(request, artefact, tree, definition.rule.by);
    else if (!setsDayWithin(request, definition, artefact, tree)) checkExtension(request, artefact, tree);

    const rule = readRule(request.rule);
    const dates = new InstanceDates({ artefact, calendar: one.calendar, rows: program.dates, path, moves: [program.lastMove] });
    const resolved = reckoned(dates, rule);
    checkAhead(request.at, resolved.closes, promised);
    if (setsDayWithin(request, definition, artefact, tree)) checkWithin(request, dates, resolved, () => { checkExtension(request, artefact, tree); });
    if (definition.rule.kind === 'set') {
      const bound = dates.resolve(definition.rule.notAfter, {}).at;
      if (bound !== undefined && resolved.closes > bound) {
        throw new Refused('date.after_bound', { zh: `不得晚于上级时限（${definition.rule.notAfter}）`, en: `it may not be later than ${definition.rule.notAfter}` }, { bound, name: definition.rule.notAfter });
      }
    }
    const row: DateRow = {
      id: newId(),
      programId: request.programId,
      name: request.name,
      scope: request.scope,
      scopeId: request.scopeId,
      rule: request.rule,
      opensAt: resolved.opens ?? null,
      closesAt: resolved.closes,
      provisional: resolved.provisional,
      zone: artefact.zone,
      calendarVersion: one.calendar.version,
      reason: request.reason ?? null,
      approver: request.approver ?? null,
      documentNumber: request.documentNumber ?? null,
      setBy: request.principal.accountId,
      setAt: request.at,
    };
    const withRow = await this.runner.programInStep({ ...program, dates: [...program.dates, row] });
    const tick = this.runner.stepProgram(withRow, { kind: 'tick', at: request.at });
    const rows = this.runner.programRows(withRow, tick, {
      actorName: request.principal.name,
      entriesBefore: [{ at: request.at, kind: 'date', content: { ...row } }],
    });
    const { reopened, parts } = await this.reopen(tx, request, row);
    const answer: DateSet = { ...row, reopened };
    await writeRows(tx, { ...rows, batch: mergeBatches([rows.batch, ...parts]) }, mergeBatches([{ dates: [row] }, idempotencyOf(request, answer)]));
    return answer;
  }

  /** What had lapsed by the date and, by the new row, is not over: it stands open again with the row itself. */
  private async reopen(tx: StepTransaction, request: SetDate, row: DateRow): Promise<{ readonly reopened: DateSet['reopened']; readonly parts: readonly WriteBatch[] }> {
    if (row.closesAt === null || row.closesAt <= request.at) return { reopened: [], parts: [] };
    const ids = request.scope === 'case' ? [request.scopeId] : await tx.lapsedCases(request.programId, request.scope === 'organisation' ? request.scopeId : null, REOPENED_AT_ONCE);
    const reopened: DateSet['reopened'][number][] = [];
    const parts: WriteBatch[] = [];
    for (const bundle of await tx.lockCases(ids)) {
      if (bundle.case.state.lapsed === undefined) continue;
      const one = await this.runner.caseInStep({ ...bundle, dates: [...bundle.dates, row] });
      const result = this.runner.stepCase(one, { kind: 'tick', at: request.at });
      if (!result.subSteps.some(({ cause }) => cause.kind === 'reopened')) continue;
      const { batch, after } = this.runner.caseRows(one, result);
      parts.push(batch, after);
      reopened.push({ caseId: bundle.case.id, number: bundle.case.number, applicantName: one.directory.tree.organisation(bundle.case.applicantId)?.name ?? '' });
    }
    return { reopened, parts };
  }

  /** The organisations from the applicant upwards, and for a case what a return has promised it. */
  private async placeOf(tx: StepTransaction, request: SetDate, tree: OrganisationTree): Promise<Place> {
    if (request.scope === 'program') {
      if (request.scopeId !== request.programId) throw notFound(request.scopeId);
      return { path: [] };
    }
    if (request.scope === 'organisation') {
      if (tree.organisation(request.scopeId) === undefined) throw notFound(request.scopeId);
      return { path: tree.path(request.scopeId).map(({ id }) => id).reverse() };
    }
    const [bundle] = await tx.lockCases([request.scopeId]);
    if (bundle?.case.programId !== request.programId || !bundle.case.visibleTo.some((id) => request.principal.scope.includes(id))) throw notFound(request.scopeId);
    const fixBy = bundle.case.state.outstanding?.fixBy;
    return { path: tree.path(bundle.case.applicantId).map(({ id }) => id).reverse(), ...(fixBy !== undefined && { promised: fixBy }) };
  }

  private checkSetter(request: SetDate, artefact: Artefact, tree: OrganisationTree, party: string): void {
    const rule = artefact.parties[party];
    if (rule === undefined || !playsAs(rule, { tree, artefact, organisationId: request.scopeId, posts: request.principal.posts })) {
      throw new Refused('right.missing', { zh: `这个日期由${party}设定，您不能代设`, en: `this date is set by ${party}` }, { party });
    }
  }
}

/** @throws Refused `date.invalid` where what the rule counts from has not happened */
function reckoned(dates: InstanceDates, rule: DateRule) {
  const resolved = dates.reckonRule(rule);
  if (resolved.closes === undefined) throw new Refused('date.invalid', { zh: '这条日期规则现在还落不到一个日子上', en: 'this rule does not come to a day yet' });
  return { ...resolved, closes: resolved.closes };
}

/** Whether this is the party that the file asks to name the day of a window (`during 2017, set by province`). */
function setsDayWithin(request: SetDate, { rule }: DateDefinition, artefact: Artefact, tree: OrganisationTree): boolean {
  const party = rule.kind === 'during' && rule.by !== undefined && request.scope === 'program' ? artefact.parties[rule.by] : undefined;
  return party !== undefined && resolveParty(party, { tree, applicant: '', issuer: artefact.issuer }).some((post) => request.principal.posts.includes(post));
}

/** Within the window the day is his to name; beyond it moves the window, which is another right. */
function checkWithin({ name }: SetDate, dates: InstanceDates, { opens, closes }: { readonly opens?: Instant; readonly closes: Instant }, mayMove: () => void): void {
  const [from, to] = [dates.resolve(`${name}.opens`, {}).at, dates.resolve(`${name}.closes`, {}).at];
  if ((from !== undefined && (opens ?? closes - 1) < from) || (to !== undefined && closes > to)) mayMove();
}

interface Place {
  readonly path: readonly string[];
  readonly promised?: Instant;
}

/** Whoever still has time cannot find that he had none: no close in the past, and none before what a return has promised. */
function checkAhead(at: Instant, closes: Instant, promised: Instant | undefined): void {
  if (closes <= at) throw new Refused('date.in_past', { zh: '时限不能定在过去', en: 'a deadline cannot be put into the past' }, { closes });
  if (promised !== undefined && closes < promised) {
    throw new Refused('date.before_allowed', { zh: '退回时准许的补正期限更晚，不能早于它', en: 'a return has promised this case a later time to correct' }, { allowed: promised });
  }
}

/** Extending is a right that the file gives (`extend: { by, for }`); it needs a reason. */
function checkExtension(request: SetDate, artefact: Artefact, tree: OrganisationTree): void {
  const extend = own(artefact.deadlines, request.name)?.extend;
  if (extend === undefined || !extend.for.includes(SCOPE_WORD[request.scope])) {
    throw new Refused('date.not_settable', { zh: '流程文件没有允许在这个范围内调整这个时限', en: 'the workflow file does not allow moving this deadline in this scope' }, { name: request.name, scope: request.scope });
  }
  const party = artefact.parties[extend.by];
  const posts = party === undefined ? [] : resolveParty(party, { tree, applicant: '', issuer: artefact.issuer });
  if (!posts.some((post) => request.principal.posts.includes(post))) {
    throw new Refused('right.missing', { zh: `调整时限由${extend.by}批准，您没有这个权限`, en: `moving this deadline is up to ${extend.by}` }, { party: extend.by });
  }
  if (request.reason === undefined || request.reason.trim() === '') {
    throw new Refused('data.missing', { zh: '调整时限须写明理由', en: 'a reason is needed to move a deadline' }, { fields: ['reason'] });
  }
}
