/** Acts of administration on a case: who may do them, and one transaction for each. */
import type { AdministrativeAct, Command, JsonValue } from '@shidian/engine';
import { actorOf, idempotencyOf, takeKey, writeRows, type Attempt } from './act-on-case.js';
import { officeOf } from './office.js';
import type { Principal } from './ports/identity.js';
import type { StepStore, StepTransaction } from './ports/step-store.js';
import { refusedBy } from './refusal-words.js';
import { checkVersion, seenBy } from './seen-case.js';
import type { CaseInStep, StepRunner } from './step-runner.js';
import { Refused, type ActAnswer, type AdministerRequest } from './use-cases.js';

export class AdministerCase {
  constructor(
    private readonly store: StepStore,
    private readonly runner: StepRunner,
  ) {}

  /** @throws Refused; what had fallen due before is committed all the same */
  async administer(request: AdministerRequest): Promise<ActAnswer> {
    const attempt = await this.store.transaction((tx) => this.attempt(tx, request));
    if ('refused' in attempt) throw attempt.refused;
    return attempt.answer;
  }

  private async attempt(tx: StepTransaction, request: AdministerRequest): Promise<Attempt> {
    const stored = await takeKey<ActAnswer>(tx, request);
    if (stored !== undefined) return { answer: { ...stored, replayed: true } };
    const bundle = seenBy(request.principal, (await tx.lockCases([request.caseId]))[0], request.caseId);
    checkVersion(bundle, request.expectedVersion);
    const one = await this.runner.caseInStep(bundle);
    checkRight(one, request.principal, request.administration);
    if (request.administration.act === 'hand_over') checkReceiver(one, request.administration);
    const result = this.runner.stepCase(one, commandOf(request));
    if (result.refusal !== undefined) {
      await writeRows(tx, this.runner.caseRows(one, result), {});
      return { refused: refusedBy(result.refusal) };
    }
    const rows = this.runner.caseRows(one, result, { actorName: request.principal.name, ...(request.reason === undefined ? {} : { reason: request.reason }) });
    const answer: ActAnswer = { ownerId: request.caseId, version: bundle.case.version + 1, states: result.view.states, outcome: result.view.outcome ?? null, replayed: false };
    await writeRows(tx, rows, idempotencyOf(request, answer));
    return { answer };
  }
}

function commandOf({ at, administration, principal, reason }: AdministerRequest): Command {
  const data: Readonly<Record<string, JsonValue>> = reason === undefined ? {} : { reason };
  return { kind: 'administer', at, administration, actor: actorOf(principal), data };
}

/** @throws Refused `right.missing` */
function checkRight(one: CaseInStep, principal: Principal, administration: AdministrativeAct): void {
  const office = officeOf(one.directory.tree, one.definition.artefact);
  if (office !== undefined && principal.posts.includes(office)) return;
  if (administration.act === 'hand_over' && principal.posts.includes(administration.from)) return;
  if (administration.act === 'nudge' && isAbove(one, principal, administration.task)) return;
  throw new Refused('right.missing', { zh: '这由项目办办理；转办由经办人、催办由其上级单位也可办理', en: 'this is up to the program office; a member may hand his task over, and an authority above him may nudge him' }, { act: administration.act });
}

/** Whether one of the principal's organisations stands above one that still has to act. */
function isAbove({ bundle, directory }: CaseInStep, principal: Principal, number: number): boolean {
  const { tree } = directory;
  const own = new Set(principal.posts.map((post) => tree.post(post)?.organisationId));
  const members = bundle.case.state.tasks.find((task) => task.number === number)?.members ?? [];
  return members.some(({ post, act }) => {
    const organisation = tree.post(post)?.organisationId;
    return act === undefined && organisation !== undefined && tree.path(organisation).some(({ id }) => id !== organisation && own.has(id));
  });
}

/** A seat stays in its organisation: who sees the case does not change with it. @throws Refused `hand_over.elsewhere` */
function checkReceiver({ directory }: CaseInStep, { from, to }: Extract<AdministrativeAct, { act: 'hand_over' }>): void {
  const [giver, receiver] = [directory.tree.post(from), directory.tree.post(to)];
  if (receiver !== undefined && receiver.organisationId === giver?.organisationId && directory.held.has(to)) return;
  throw new Refused('hand_over.elsewhere', { zh: '只能转给本单位有人在任的其他岗位', en: 'a task is handed over only to a post of the same organisation that somebody holds' }, { to });
}
