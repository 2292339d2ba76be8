/** The use cases of a case, put together. */
import type { FormIssue } from '@shidian/definition';
import type { Instant, JsonValue } from '@shidian/engine';
import { ActOnCase } from './act-on-case.js';
import { AdministerCase } from './administer-case.js';
import { FormDesk } from './form-desk.js';
import { ImportCases } from './import-cases.js';
import { nameAll, type NamedPossibility } from './possibilities.js';
import type { AttachmentRow, AttachmentStore } from './ports/attachment-store.js';
import type { DraftRow, DraftStore } from './ports/draft-store.js';
import type { Principal } from './ports/identity.js';
import type { StepStore } from './ports/step-store.js';
import { seenBy } from './seen-case.js';
import { StartCase } from './start-case.js';
import type { StepRunner } from './step-runner.js';
import type { ActAnswer, ActRequest, AdministerRequest, CaseUseCases, ImportAnswer, ImportRequest } from './use-cases.js';

export class Cases implements CaseUseCases {
  private readonly starting: StartCase;
  private readonly acting: ActOnCase;
  private readonly administering: AdministerCase;
  private readonly desk: FormDesk;
  private readonly importing: ImportCases;

  constructor(
    private readonly store: StepStore,
    private readonly runner: StepRunner,
    drafts: DraftStore,
    attachments: AttachmentStore,
    uploadLimitBytes: number,
  ) {
    this.starting = new StartCase(store, runner);
    this.acting = new ActOnCase(store, runner);
    this.administering = new AdministerCase(store, runner);
    this.importing = new ImportCases(store, runner, this.starting);
    this.desk = new FormDesk(store, runner, drafts, attachments, uploadLimitBytes);
  }

  async start(request: Parameters<CaseUseCases['start']>[0]): Promise<ActAnswer & { readonly number: string }> {
    return await this.starting.start(request);
  }

  async act(request: ActRequest): Promise<ActAnswer> {
    return await this.acting.act(request);
  }

  async administer(request: AdministerRequest): Promise<ActAnswer> {
    return await this.administering.administer(request);
  }

  async possibilities(principal: Principal, caseId: string, at: Instant): Promise<readonly NamedPossibility[]> {
    const bundle = seenBy(principal, (await this.store.readCases([caseId]))[0], caseId);
    const one = await this.runner.caseInStep(bundle);
    const possibilities = one.definition.caseKernel.possibilities(bundle.case.state, { account: principal.accountId, posts: principal.posts }, at, one.facts, one.dates);
    return nameAll(one.definition.artefact, one.definition.artefact.caseChart, possibilities);
  }

  async checkForm(principal: Principal, caseId: string, form: string, values?: JsonValue): Promise<readonly FormIssue[]> {
    return await this.desk.checkForm(principal, caseId, form, values);
  }

  async draft(principal: Principal, caseId: string, form: string): Promise<DraftRow | undefined> {
    return await this.desk.draft(principal, caseId, form);
  }

  async importCases(request: ImportRequest): Promise<ImportAnswer> {
    return await this.importing.importCases(request);
  }

  async preview(principal: Principal, caseId: string, form: string): ReturnType<CaseUseCases['preview']> {
    return await this.desk.preview(principal, caseId, form);
  }

  async saveDraft(request: Parameters<CaseUseCases['saveDraft']>[0]): Promise<DraftRow> {
    return await this.desk.saveDraft(request);
  }

  async upload(request: Parameters<CaseUseCases['upload']>[0]): Promise<AttachmentRow> {
    return await this.desk.upload(request);
  }
}
