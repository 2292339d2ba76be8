/**
 * A roll is one act over many cases: drawn from a state, by a party, with its generated table, all
 * lines or none, never rewritten. What is sent again is a new roll; an answer cites the roll that it answers.
 * Order of locks: program → cases by id → slot of the roll; the program's lock is held by every roll, so two never meet further on.
 */
import { resolveParty } from '@shidian/access';
import { canonicalJson, type Artefact, type RollDefinition, type RollTable } from '@shidian/definition';
import { own, type JsonValue, type StepResult } from '@shidian/engine';
import { dateEntries, idempotencyOf, takeKey } from './act-on-case.js';
import { titleOf } from './facts.js';
import { newId } from './ids.js';
import { sha256 } from './journal.js';
import { playsAs } from './parties.js';
import type { Principal } from './ports/identity.js';
import type { CaseForStep, DateRow, ProgramForStep } from './ports/rows.js';
import type { StepStore, StepTransaction, SubmittedForms } from './ports/step-store.js';
import type { NoticeRow, RollRow } from './ports/writes.js';
import type { Reader } from './ports/read-stores.js';
import { readyData } from './receipt.js';
import { refusedBy } from './refusal-words.js';
import { extendedByReturn } from './return-extension.js';
import { generateTable, inTableOrder } from './roll-table.js';
import { notFound } from './seen-case.js';
import type { CaseInStep, ProgramInStep, StepRunner } from './step-runner.js';
import { mergeBatches } from './step-writer.js';
import { render } from './templates.js';
import { Refused, type RollUseCases } from './use-cases.js';

type ConfirmRequest = Parameters<RollUseCases['confirm']>[0];
type ConfirmAnswer = Awaited<ReturnType<RollUseCases['confirm']>>;
type Candidates = Awaited<ReturnType<RollUseCases['candidates']>>;

/** A roll names at most this many cases: one transaction, one paper. */
const MAX_ROLL_LINES = 2000;

export class Rolls implements RollUseCases {
  constructor(
    private readonly store: StepStore,
    private readonly runner: StepRunner,
    private readonly reader: Reader,
  ) {}

  async candidates(principal: Principal, programId: string, rollKey: string, _at: number, answers?: string): Promise<Candidates> {
    const program = await this.reader.programItem(principal, programId);
    if (program === undefined) throw notFound(programId);
    const { artefact } = await this.runner.definitions.load(program.definitionHash);
    const roll = rollOf(artefact, rollKey);
    const ids = await this.standing(principal, programId, roll);
    const answered = answers === undefined ? undefined : await this.store.transaction((tx) => tx.roll(answers));
    const named = answered && new Set(answered.lines.map(({ caseId }) => caseId));
    const bundles = await this.store.readCases(named === undefined ? ids : ids.filter((id) => named.has(id)));
    const ones = await this.own(principal, roll, bundles);
    const { tree } = await this.runner.directory.current();
    const organisationId = ones[0] === undefined ? this.slotOf(principal, artefact, roll, tree) : organisationOf(ones[0], roll, principal);
    const table = roll.table === undefined ? undefined : artefact.tables[roll.table];
    return {
      roll: rollKey,
      organisationId,
      cases: inTableOrder(table, ones).map(({ bundle }) => ({
        caseId: bundle.case.id,
        number: bundle.case.number,
        applicantName: tree.organisation(bundle.case.applicantId)?.name ?? '',
        topic: bundle.case.topic,
        title: titleOf(artefact, bundle.case.topic, bundle.case.title),
      })),
      table: await tableOf(this.store, table, tree.organisation(organisationId)?.name ?? '', ones),
    };
  }

  async confirm(request: ConfirmRequest): Promise<ConfirmAnswer> {
    return await this.store.transaction(async (tx) => {
      const stored = await takeKey<ConfirmAnswer>(tx, request);
      return stored ?? (await this.write(tx, request));
    });
  }

  private async write(tx: StepTransaction, request: ConfirmRequest): Promise<ConfirmAnswer> {
    const program = await tx.lockProgram(request.programId);
    if (program === undefined) throw notFound(request.programId);
    const inProgram = await this.runner.programInStep(program);
    const { artefact } = inProgram.definition;
    const roll = rollOf(artefact, request.roll);
    checkNeeds(roll, request);
    const answered = await this.answered(tx, roll, request);
    const ones = await this.lines(tx, request, answered);
    const organisationId = (ones[0] === undefined ? '' : organisationOf(ones[0], roll, request.principal)) || this.slotOf(request.principal, artefact, roll, inProgram.directory.tree);
    const serial = await tx.nextRollSerial(request.programId, roll.key, organisationId);
    const results = this.stepLines(ones, request, roll);

    const { tree } = inProgram.directory;
    const table = roll.table === undefined ? undefined : artefact.tables[roll.table];
    const generated = await tableOf(tx, table, tree.organisation(organisationId)?.name ?? '', ones);
    const order = new Map(inTableOrder(table, ones).map((one, index) => [one.bundle.case.id, index + 1]));
    const lines = request.lines.map((line) => ({ position: order.get(line.caseId) ?? 0, caseId: line.caseId, decision: line.decision, data: line.data ?? {} })).sort((a, b) => a.position - b.position);
    const hash = sha256(canonicalJson({ table: generated, lines: lines as unknown as JsonValue, data: request.data }));
    const row: RollRow = { id: newId(), programId: request.programId, key: roll.key, organisationId, serial, answers: request.answers ?? null, data: request.data, table: generated, hash, confirmedBy: request.principal.accountId, confirmedAt: request.at, lines };
    const answer: ConfirmAnswer = { rollId: row.id, serial, table: generated, hash };

    const extended = ones.map((one) => this.extended(one, request, roll));
    const cases = ones.map((one, index) => this.runner.caseRows(one, results[index] as StepResult, { actorName: request.principal.name, sealed: { roll: hash }, entriesBefore: dateEntries(extended[index] ?? []) }));
    const ownRows = this.programEntry(inProgram, program, request, row);
    await tx.write(
      mergeBatches([
        ...cases.map((rows) => rows.batch),
        ownRows,
        {
          rolls: [row],
          dates: extended.flat(),
          notices: this.rollNotices(inProgram, request, row, roll),
          attachmentsNamed: namedAttachments(request, ones),
        },
        idempotencyOf(request, answer),
      ]),
    );
    const after = mergeBatches(cases.map((rows) => rows.after));
    if (after.tasksClosed !== undefined) await tx.write(after);
    return answer;
  }

  private extended(one: CaseInStep, request: ConfirmRequest, roll: RollDefinition): readonly DateRow[] {
    const { artefact } = one.definition;
    const line = request.lines.find((candidate) => candidate.caseId === one.bundle.case.id);
    if (line === undefined || artefact.caseChart.rolls[roll.key]?.decisions[line.decision]?.returns === undefined) return [];
    return extendedByReturn({
      artefact,
      dates: one.dates,
      programId: request.programId,
      caseId: line.caseId,
      calendarVersion: one.calendar.version,
      party: roll.by,
      account: request.principal.accountId,
      at: request.at,
      data: readyData(line.data ?? {}, request.at, artefact.zone),
    });
  }

  /** The confirmation is an entry of the program's own chain. */
  private programEntry(inProgram: ProgramInStep, program: ProgramForStep, request: ConfirmRequest, row: RollRow) {
    const tick = this.runner.stepProgram(inProgram, { kind: 'tick', at: request.at });
    return this.runner.programRows({ ...inProgram, bundle: program }, tick, {
      actorName: request.principal.name,
      entriesBefore: [
        {
          at: request.at,
          kind: 'roll',
          content: { roll: row.id, key: row.key, organisation: row.organisationId, serial: row.serial, answers: row.answers, hash: row.hash, account: row.confirmedBy, cases: row.lines.map((line) => ({ case: line.caseId, decision: line.decision })) },
        },
      ],
    }).batch;
  }

  private stepLines(ones: readonly CaseInStep[], request: ConfirmRequest, roll: RollDefinition): readonly StepResult[] {
    const refused: { readonly caseId: string; readonly number: string; readonly code: string; readonly zh: string; readonly en: string }[] = [];
    const results = ones.map((one) => {
      const line = request.lines.find((candidate) => candidate.caseId === one.bundle.case.id);
      const right = (one.facts.parties[roll.by] ?? []).some((post) => request.principal.posts.includes(post));
      const result = this.runner.stepCase(one, {
        kind: 'roll',
        at: request.at,
        roll: roll.key,
        decision: line?.decision ?? '',
        actor: { account: request.principal.accountId, posts: request.principal.posts },
        data: readyData(line?.data ?? {}, request.at, one.definition.artefact.zone),
      });
      const refusal = right ? result.refusal : { code: 'right.not_member' as const, details: {} };
      if (refusal !== undefined) {
        const { code, words } = refusedBy(refusal);
        refused.push({ caseId: one.bundle.case.id, number: one.bundle.case.number, code, zh: words.zh, en: words.en ?? words.zh });
      }
      return result;
    });
    if (refused.length > 0) {
      throw new Refused(
        'roll.line_refused',
        { zh: `整册未办：${refused.map((line) => `${line.number} ${line.zh}`).join('；')}`, en: `nothing was done: ${refused.map((line) => `${line.number} ${line.en}`).join('; ')}` },
        { lines: refused },
      );
    }
    return results;
  }

  private async lines(tx: StepTransaction, request: ConfirmRequest, answered: RollRow | undefined): Promise<readonly CaseInStep[]> {
    const ids = request.lines.map((line) => line.caseId);
    if (new Set(ids).size !== ids.length || ids.length > MAX_ROLL_LINES) {
      throw new Refused('roll.line_unknown', { zh: `名册每件只列一次，最多 ${MAX_ROLL_LINES} 件`, en: `each case once, at most ${MAX_ROLL_LINES}` }, { limit: MAX_ROLL_LINES });
    }
    const bundles = await tx.lockCases(ids);
    const there = new Map(bundles.filter((bundle) => bundle.case.programId === request.programId && bundle.case.visibleTo.some((id) => request.principal.scope.includes(id))).map((bundle) => [bundle.case.id, bundle]));
    const unknown = request.lines.filter((line) => !there.has(line.caseId) || (answered !== undefined && !answered.lines.some((sent) => sent.caseId === line.caseId)));
    if (unknown.length > 0) {
      throw new Refused('roll.line_unknown', { zh: '名册里有不属于这里的件', en: 'the roll names cases that do not belong here' }, { cases: unknown.map((line) => line.caseId) });
    }
    return await Promise.all(ids.map((id) => this.runner.caseInStep(there.get(id) as CaseForStep)));
  }

  private async answered(tx: StepTransaction, roll: RollDefinition, request: ConfirmRequest): Promise<RollRow | undefined> {
    if (roll.answers === undefined) return undefined;
    const answered = request.answers === undefined ? undefined : await tx.roll(request.answers);
    if (answered?.programId !== request.programId || answered.key !== roll.answers) {
      throw new Refused('roll.unknown', { zh: '请指明收的是哪一次上报（answers）', en: 'say which roll this answers (answers)' }, { answers: roll.answers });
    }
    return answered;
  }

  /** Whose slot it is where no case tells: the organisation whose post the principal plays the roll's party with. */
  private slotOf(principal: Principal, artefact: Artefact, roll: RollDefinition, tree: ProgramInStep['directory']['tree']): string {
    const rule = artefact.parties[roll.by];
    const own = [...new Set(principal.posts.flatMap((post) => tree.post(post)?.organisationId ?? []))];
    const organisationId = rule === undefined ? undefined : own.find((id) => playsAs(rule, { tree, artefact, organisationId: id, posts: principal.posts }));
    if (organisationId === undefined) throw new Refused('right.missing', { zh: '您的岗位不办理这个名册', en: 'none of your posts draws this roll' }, { roll: roll.key });
    return organisationId;
  }

  private async standing(principal: Principal, programId: string, roll: RollDefinition): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const state of roll.of) {
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<Reader['cases']>> = await this.reader.cases(principal, { programId, state }, { limit: 200, ...(cursor === null ? {} : { cursor }) });
        ids.push(...page.items.map((item) => item.id));
        cursor = page.next;
      } while (cursor !== null && ids.length < MAX_ROLL_LINES);
    }
    return ids;
  }

  private async own(principal: Principal, roll: RollDefinition, bundles: readonly CaseForStep[]): Promise<readonly CaseInStep[]> {
    const ones = await Promise.all(bundles.map((bundle) => this.runner.caseInStep(bundle)));
    return ones.filter((one) => (one.facts.parties[roll.by] ?? []).some((post) => principal.posts.includes(post)));
  }

  private rollNotices(inProgram: ProgramInStep, request: ConfirmRequest, row: RollRow, roll: RollDefinition): readonly NoticeRow[] {
    const { artefact } = inProgram.definition;
    const notice = artefact.notices[roll.key];
    if (notice === undefined) return [];
    const { tree } = inProgram.directory;
    const sender = tree.organisation(row.organisationId)?.name ?? request.principal.name;
    const posts = notice.to.flatMap((party) => {
      const rule = artefact.parties[party];
      return rule === undefined ? [] : resolveParty(rule, { tree, applicant: row.organisationId, issuer: artefact.issuer });
    });
    const values = { actor: sender, count: row.lines.length, serial: row.serial };
    return [...new Set(posts)].map((post) => ({
      programId: row.programId,
      caseId: null,
      id: newId(),
      key: `${row.id}/roll/${post}`,
      post,
      at: row.confirmedAt,
      kind: 'stage',
      text: render(notice.text, values, values),
      urgent: false,
    }));
  }
}

async function tableOf(forms: SubmittedForms, table: RollTable | undefined, organisationName: string, ones: readonly CaseInStep[]): Promise<JsonValue> {
  if (table === undefined) return null;
  return generateTable(table, organisationName, ones, await forms.formBodies(ones.map(({ bundle }) => bundle.case.id))) as unknown as JsonValue;
}

function organisationOf(one: CaseInStep, roll: RollDefinition, principal: Principal): string {
  const post = (one.facts.parties[roll.by] ?? []).find((candidate) => principal.posts.includes(candidate));
  return (post === undefined ? undefined : one.directory.tree.post(post)?.organisationId) ?? '';
}

function rollOf(artefact: Artefact, key: string): RollDefinition {
  const roll = own(artefact.rolls, key);
  if (roll === undefined) {
    throw new Refused('roll.unknown', { zh: `没有这个名册：${key}；有：${Object.keys(artefact.rolls).join('、')}`, en: `there is no roll ${key}; there are: ${Object.keys(artefact.rolls).join(', ')}` }, { roll: key });
  }
  return roll;
}

function checkNeeds(roll: RollDefinition, request: ConfirmRequest): void {
  const missing = roll.needs.filter((field) => {
    const value = request.data[field];
    return value === undefined || value === null || value === '' || value === false;
  });
  if (missing.length > 0) throw refusedBy({ code: 'data.missing', details: { fields: missing } });
}

function namedAttachments(request: ConfirmRequest, ones: readonly CaseInStep[]) {
  const caseId = ones[0]?.bundle.case.id;
  return caseId === undefined ? [] : (request.attachments ?? []).map((id) => ({ id, caseId, uploadedBy: request.principal.accountId }));
}

