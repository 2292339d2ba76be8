/** Publishing a definition, opening a round of it, and the program's own tasks and dates. */
import type { Artefact } from '@shidian/definition';
import type { Instant, InstanceState } from '@shidian/engine';
import { commandOf, idempotencyOf, takeKey, writeRows } from './act-on-case.js';
import { CALENDAR_ROW, calendarRow } from './calendar/calendar-row.js';
import { DateDesk } from './date-desk.js';
import { newId } from './ids.js';
import { GENESIS } from './journal.js';
import { openingRows } from './opening-dates.js';
import { nameAll, type NamedPossibility } from './possibilities.js';
import type { DefinitionStore } from './ports/definition-store.js';
import type { Principal } from './ports/identity.js';
import type { ProgramForStep } from './ports/rows.js';
import type { StepStore } from './ports/step-store.js';
import { refusedBy } from './refusal-words.js';
import { notFound, versionChanged } from './seen-case.js';
import type { StepRunner } from './step-runner.js';
import { mergeBatches } from './step-writer.js';
import { Refused, type DateSet, type ActAnswer, type ActRequest, type ProgramUseCases } from './use-cases.js';

export class Programs implements ProgramUseCases {
  private readonly dateDesk: DateDesk;

  constructor(
    private readonly store: StepStore,
    private readonly runner: StepRunner,
    private readonly definitions: DefinitionStore,
  ) {
    this.dateDesk = new DateDesk(store, runner);
  }

  /** @throws Refused `definition.unanswered`: a file with an open question may be tested, not published */
  async publish(artefact: Artefact, publishedBy: string | null, at: Instant): Promise<{ readonly hash: string; readonly fresh: boolean }> {
    const unanswered = Object.entries(artefact.settings).filter(([, setting]) => setting.answer === undefined && setting.set === undefined);
    if (unanswered.length > 0) {
      const names = unanswered.map(([name]) => name);
      throw new Refused('definition.unanswered', { zh: `有未答的歧义：${names.join('、')}`, en: `questions without an answer: ${names.join(', ')}` }, { settings: names });
    }
    const { fresh } = await this.definitions.publish(artefact, publishedBy, at);
    return { hash: artefact.hash, fresh };
  }

  async open(request: Parameters<ProgramUseCases['open']>[0]): Promise<{ readonly programId: string }> {
    const definition = await this.runner.definitions.load(request.definitionHash);
    const { artefact } = definition;
    const { tree } = await this.runner.directory.current();
    const issuer = tree.organisationNamed(artefact.issuer);
    if (issuer === undefined) {
      throw new Refused('definition.unknown', { zh: `机构目录里没有主办单位“${artefact.issuer}”`, en: `the issuer ${artefact.issuer} is not in the directory` }, { issuer: artefact.issuer });
    }
    const desk = tree.postOf(issuer.id);
    if (request.principal !== null && (desk === undefined || !request.principal.posts.includes(desk.id))) {
      throw new Refused('right.missing', { zh: '只有主办单位可以启动试点项目', en: 'only the organising authority opens a program' });
    }
    const programId = newId();
    const setBy = request.principal?.accountId ?? null;
    const calendar = await this.runner.calendars.inForce();
    const dates = [
      calendarRow({ programId, version: calendar.version, zone: artefact.zone, at: request.at, setBy }),
      ...openingRows({ artefact, overrides: request.dates ?? {}, programId, setBy, at: request.at, calendar }),
    ];
    const row = { id: programId, definitionHash: artefact.hash, name: request.name ?? artefact.name.zh, issuerId: issuer.id, openedAt: request.at };
    const bundle: ProgramForStep = {
      program: { ...row, state: NO_STATE, version: 0, journalHead: GENESIS, journalCount: 0 },
      lastMove: { seq: 0, at: request.at, states: [], marks: {} },
      dates,
      cases: { states: {}, tags: {}, active: 0 },
    };
    const one = await this.runner.programInStep(bundle);
    const result = definition.programKernel.start(request.at, one.facts, one.dates);
    const rows = this.runner.programRows(one, result, {
      entriesBefore: dates.map((date) => ({ at: request.at, kind: date.name === CALENDAR_ROW ? 'calendar' : 'date', content: { ...date } })),
      ...(request.principal === null ? {} : { actorName: request.principal.name }),
    });
    await this.store.transaction((tx) => writeRows(tx, rows, { newPrograms: [{ ...row, openedBy: setBy }], dates }));
    return { programId };
  }

  async act(request: ActRequest): Promise<ActAnswer> {
    const attempt = await this.store.transaction(async (tx): Promise<{ readonly answer: ActAnswer } | { readonly refused: Refused }> => {
      const stored = await takeKey<ActAnswer>(tx, request);
      if (stored !== undefined) return { answer: { ...stored, replayed: true } };
      const bundle = await tx.lockProgram(request.ownerId);
      if (bundle === undefined) throw notFound(request.ownerId);
      if (request.expectedVersion !== undefined && request.expectedVersion !== bundle.program.version) throw versionChanged(bundle.program.version);
      const one = await this.runner.programInStep(bundle);
      const result = this.runner.stepProgram(one, commandOf(request, one.definition.artefact.zone));
      const rows = this.runner.programRows(one, result, { actorName: request.principal.name });
      if (result.refusal !== undefined) {
        await writeRows(tx, rows, {});
        return { refused: refusedBy(result.refusal) };
      }
      const answer: ActAnswer = { ownerId: request.ownerId, version: bundle.program.version + 1, states: result.view.states, outcome: result.view.outcome ?? null, replayed: false };
      await writeRows(tx, rows, mergeBatches([idempotencyOf(request, answer)]));
      return { answer };
    });
    if ('refused' in attempt) throw attempt.refused;
    return attempt.answer;
  }

  async possibilities(principal: Principal, programId: string, at: Instant): Promise<readonly NamedPossibility[]> {
    const bundle = await this.store.readProgram(programId);
    if (bundle === undefined) throw notFound(programId);
    const one = await this.runner.programInStep(bundle);
    const possibilities = one.definition.programKernel.possibilities(bundle.program.state, { account: principal.accountId, posts: principal.posts }, at, one.facts, one.dates);
    return nameAll(one.definition.artefact, one.definition.artefact.programChart, possibilities);
  }

  async setDate(request: Parameters<ProgramUseCases['setDate']>[0]): Promise<DateSet> {
    return await this.dateDesk.set(request);
  }
}

/** Stands in a bundle whose instance is not started yet; version 0 says so, nobody reads it. */
const NO_STATE: InstanceState = { format: 1, snapshot: null, tasks: [], clock: {}, epochs: {}, tasksOpened: 0, closed: {}, marks: {}, visited: [], programSeen: 0 };
