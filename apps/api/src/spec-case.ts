import { leastForm } from '@shidian/definition';
import type { Reply, SpecClient } from './spec-client.js';
import type { Installation } from './spec-installation.js';

export interface StartedCase {
  readonly id: string;
  readonly number: string;
  readonly version: number;
}

export interface CaseView {
  readonly item: { readonly version: number; readonly states: readonly { readonly id: string; readonly name: { readonly zh: string } }[] };
  readonly definitionHash: string;
  readonly forms: readonly { readonly masked: boolean; readonly values: { readonly cover: { readonly mobile: string; readonly email: string; readonly unit: string } } }[];
  readonly actions: readonly { readonly task: number; readonly key: string; readonly decision: string; readonly opinion: { readonly block: string } | null; readonly allowed: boolean; readonly reason: { readonly code: string; readonly words: { readonly zh: string } } | null }[];
  readonly opinions: readonly { readonly sealed: boolean; readonly sealAttachment: string | null }[];
  readonly tasks: readonly { readonly number: number; readonly key: string; readonly dueAt: string | null; readonly closedAt: string | null }[];
}

export const opinion = { text: '同意申报', signature: '示例校长', seal: true, onDate: '2016-03-01' };

export interface CaseSteps {
  readonly start: (school: SpecClient, topic?: string) => Promise<StartedCase>;
  readonly view: (client: SpecClient, caseId: string) => Promise<CaseView>;
  readonly application: (caseView: CaseView) => Promise<{ cover: Record<string, unknown> }>;
  readonly submit: (school: SpecClient, caseId: string, more?: { readonly headers?: Record<string, string> }) => Promise<Reply>;
}

/** What a school does with a case over HTTP; every start takes another topic. */
export function caseSteps(installed: () => Installation): CaseSteps {
  const topics = [1, 2].flatMap((group) => [1, 2, 3, 4, 5, 6].map((index) => `Xxjsrhcxtz${group}-${index}`));

  async function start(school: SpecClient, topic = topics.pop() ?? ''): Promise<StartedCase> {
    const there = installed();
    const { status, body } = await school.call('startCase', { params: { programId: there.programId }, body: { applicantId: there.schoolId, topic } });
    if (status !== 201) throw new Error(`The case was not started: ${status}`);
    return body;
  }

  async function view(client: SpecClient, caseId: string): Promise<CaseView> {
    const { status, body } = await client.call('case', { params: { caseId } });
    if (status !== 200) throw new Error(`The case was not shown: ${status}`);
    return body;
  }

  /** The shortest application that is taken, with a mobile and a mailbox that can be recognised. */
  async function application(caseView: CaseView): Promise<{ cover: Record<string, unknown> }> {
    const form = (await installed().parts.definitions.artefact(caseView.definitionHash))?.forms['application'];
    if (!form) throw new Error('The program has no form "application".');
    const values = leastForm(form, { applicant: { name: '示例第一小学', address: '示例路1号' }, topic: {} }) as unknown as { cover: Record<string, unknown> };
    const { unit: _unit, code: _code, title: _title, ...cover } = values.cover;
    return { ...values, cover: { ...cover, mobile: '13800001234', email: 'someone@example.org' } };
  }

  async function submit(school: SpecClient, caseId: string, more: { readonly headers?: Record<string, string> } = {}) {
    const before = await view(school, caseId);
    const action = before.actions.find(({ decision }) => decision === 'submitted');
    if (!action) throw new Error('Nothing can be submitted.');
    const { task } = action;
    return school.call('actOnCase', { params: { caseId, number: task }, ...more, body: { decision: 'submitted', form: await application(before), opinion } });
  }

  return { start, view, application, submit };
}
