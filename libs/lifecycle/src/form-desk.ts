/** Before the act: drafts, the issue list, uploads. Drafts are not on the record; submission freezes a hash. */
import { createHash } from 'node:crypto';
import { completeForm, validateForm, type FormDefinition, type FormIssue } from '@shidian/definition';
import { own, type JsonValue } from '@shidian/engine';
import { formContext } from './act-on-case.js';
import { newId } from './ids.js';
import type { AttachmentRow, AttachmentStore } from './ports/attachment-store.js';
import type { DraftRow, DraftStore } from './ports/draft-store.js';
import type { Principal } from './ports/identity.js';
import type { StepStore } from './ports/step-store.js';
import { seenBy } from './seen-case.js';
import type { CaseInStep, StepRunner } from './step-runner.js';
import { Refused, type CaseUseCases } from './use-cases.js';

/** What may be uploaded, by media type, with the bytes that such a file begins with (null = any). */
const MEDIA_TYPES: Readonly<Record<string, readonly (readonly number[])[] | null>> = {
  'application/pdf': [[0x25, 0x50, 0x44, 0x46]],
  'image/png': [[0x89, 0x50, 0x4e, 0x47]],
  'image/jpeg': [[0xff, 0xd8, 0xff]],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': [[0x50, 0x4b]],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': [[0x50, 0x4b]],
  'application/zip': [[0x50, 0x4b]],
};

export class FormDesk {
  constructor(
    private readonly store: StepStore,
    private readonly runner: StepRunner,
    private readonly drafts: DraftStore,
    private readonly attachments: AttachmentStore,
    private readonly uploadLimitBytes: number,
  ) {}

  async checkForm(principal: Principal, caseId: string, formKey: string, values?: JsonValue): Promise<readonly FormIssue[]> {
    const one = await this.read(principal, caseId);
    const form = this.writableForm(one, principal, formKey);
    const context = formContext(one);
    const body = values ?? (await this.drafts.get(caseId, formKey))?.body ?? {};
    return validateForm(form, completeForm(form, body, context), context);
  }

  async draft(principal: Principal, caseId: string, formKey: string): Promise<DraftRow | undefined> {
    const one = await this.read(principal, caseId);
    this.writableForm(one, principal, formKey);
    return await this.drafts.get(caseId, formKey);
  }

  /** The draft as it would be submitted now, with what comes from the record; an empty one where nothing was saved. */
  async preview(principal: Principal, caseId: string, formKey: string): ReturnType<CaseUseCases['preview']> {
    const one = await this.read(principal, caseId);
    const form = this.writableForm(one, principal, formKey);
    const saved = await this.drafts.get(caseId, formKey);
    return { form, values: completeForm(form, saved?.body ?? {}, formContext(one)), number: one.bundle.case.number };
  }

  /** @throws Refused `draft.changed` with the version that is there: nothing typed is lost, the caller decides */
  async saveDraft(request: Parameters<CaseUseCases['saveDraft']>[0]): Promise<DraftRow> {
    const one = await this.read(request.principal, request.caseId);
    this.writableForm(one, request.principal, request.form);
    const { saved, row } = await this.drafts.save({ caseId: request.caseId, form: request.form, body: request.body, expectedVersion: request.expectedVersion, savedBy: request.principal.accountId, at: request.at });
    if (!saved) {
      throw new Refused('draft.changed', { zh: '草稿在别处改过了，请对照后再存', en: 'the draft was changed elsewhere; compare and save again' }, { version: row.version });
    }
    return row;
  }

  async upload(request: Parameters<CaseUseCases['upload']>[0]): Promise<AttachmentRow> {
    if (request.content.byteLength > this.uploadLimitBytes) {
      throw new Refused('attachment.too_large', { zh: `文件超过 ${megabytes(this.uploadLimitBytes)} MB`, en: `the file is larger than ${megabytes(this.uploadLimitBytes)} MB` }, { limit: this.uploadLimitBytes });
    }
    const starts = own(MEDIA_TYPES, request.mediaType);
    const fits = starts === null || starts?.some((start) => start.every((byte, index) => request.content[index] === byte));
    if (fits !== true) {
      throw new Refused('attachment.type', { zh: '只收 PDF、PNG、JPEG、DOCX、XLSX、ZIP，且内容须与类型相符', en: 'only PDF, PNG, JPEG, DOCX, XLSX and ZIP whose content fits the type' }, { mediaType: request.mediaType });
    }
    const row = {
      id: newId(),
      sha256: createHash('sha256').update(request.content).digest('hex'),
      name: request.name,
      mediaType: request.mediaType,
      size: request.content.byteLength,
      uploadedBy: request.principal.accountId,
      uploadedAt: request.at,
    };
    await this.attachments.save(row, request.content);
    return { ...row, caseId: null };
  }

  private async read(principal: Principal, caseId: string): Promise<CaseInStep> {
    return await this.runner.caseInStep(seenBy(principal, (await this.store.readCases([caseId]))[0], caseId));
  }

  /** A form can be written while a task that submits it is open for one of the principal's posts. */
  private writableForm(one: CaseInStep, principal: Principal, formKey: string): FormDefinition {
    const { artefact } = one.definition;
    const form = own(artefact.forms, formKey);
    if (form === undefined) {
      throw new Refused('form.unknown', { zh: `没有这个表：${formKey}`, en: `there is no such form: ${formKey}` }, { form: formKey });
    }
    const open = one.bundle.case.state.tasks.some((task) => artefact.caseChart.tasks[task.task]?.form === formKey && task.members.some((member) => principal.posts.includes(member.post)));
    if (!open) {
      throw new Refused('draft.closed', { zh: '现在不在填写这个表的环节，或不由您填写', en: 'this form is not open for you now' }, { form: formKey });
    }
    return form;
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / (1024 * 1024));
}
