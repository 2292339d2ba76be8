import type { Artefact } from '@shidian/definition';
import { titleOf, type CaseListItem, type CasePage, type Principal } from '@shidian/lifecycle';
import type { Caller } from '../route/caller.js';
import type { AnswerOf } from '../route/input.js';
import { wireAttachment } from '../attachments/wire-attachment.js';
import { wireTask } from '../tasks/wire-task.js';
import type { DueWords } from '../wire/due-words.js';
import { maskForm } from '../wire/mask.js';
import type { ReturnSaid } from './return-of.js';
import { iso, isoOrNull, json, states, words, zone } from '../wire/wire.js';

type Page = AnswerOf<'case'>;

export function wireCaseItem(item: CaseListItem, artefact: Artefact | undefined): Page['item'] {
  return {
    id: item.id,
    programId: item.programId,
    number: item.number,
    applicantId: item.applicantId,
    applicantName: item.applicantName,
    topic: item.topic,
    title: titleOf(artefact, item.topic, item.title),
    states: states(artefact?.caseChart, item.states),
    tags: [...item.tags],
    outcome: item.outcome,
    version: item.version,
    updatedAt: iso(item.updatedAt),
  };
}

/** Personal values are for the applicant's own people and for those who have, or had, a task of the case. */
export function seesPersonalValues(principal: Principal, page: CasePage): boolean {
  return (
    principal.scope.includes(page.item.applicantId) ||
    page.tasks.some(({ members }) => members.some(({ post }) => principal.posts.includes(post)))
  );
}

function forms(page: CasePage, artefact: Artefact | undefined, open: boolean): Page['forms'] {
  return page.forms.map(({ form, version, body, hash, submittedAt, baseline }) => {
    const definition = artefact && Object.hasOwn(artefact.forms, form) ? artefact.forms[form] : undefined;
    // Without its definition nobody can say which values are personal: then none is shown.
    const values = open ? body : definition ? maskForm(definition, body) : {};
    return { form, title: words(definition?.title ?? { zh: form }), version, values: json(values), masked: !open, hash, submittedAt: iso(submittedAt), baseline };
  });
}

function outstanding(page: CasePage, said: ReturnSaid | undefined): Page['outstanding'] {
  const there = page.state.outstanding;
  return there ? { from: there.from, to: there.to, then: there.then, at: iso(there.at), fixBy: isoOrNull(there.fixBy), reason: said?.reason ?? null, by: said?.by ?? null } : null;
}

export function wireCase(page: CasePage, artefact: Artefact | undefined, { principal, at, returned }: Pick<Caller, 'principal' | 'at'> & { readonly returned: ReturnSaid | undefined }, due: DueWords): Omit<Page, 'actions'> {
  return {
    item: wireCaseItem(page.item, artefact),
    definitionHash: page.definitionHash,
    issuerId: page.issuerId,
    applicantKind: page.applicantKind,
    startedAt: iso(page.startedAt),
    zone,
    suspendedAt: isoOrNull(page.state.suspended ?? null),
    outstanding: outstanding(page, returned),
    forms: forms(page, artefact, seesPersonalValues(principal, page)),
    opinions: page.opinions.map((opinion) => ({
      id: opinion.id,
      form: opinion.form,
      block: opinion.block,
      task: opinion.task,
      decision: opinion.decision,
      text: opinion.text,
      signature: opinion.signature,
      sealed: opinion.sealed,
      sealAttachment: opinion.sealAttachment,
      onDate: opinion.onDate,
      accountName: opinion.accountName,
      organisationName: opinion.organisationName,
      at: iso(opinion.at),
      voidedAt: isoOrNull(opinion.voidedAt),
    })),
    attachments: page.attachments.map(wireAttachment),
    tasks: page.tasks.map((task) => ({
      ...wireTask(task, at, due),
      closedBecause: task.closedBecause,
      members: task.members.map(({ post, postName, organisationName, actedAt, decision, accountName }) => ({
        post,
        postName,
        organisationName,
        actedAt: isoOrNull(actedAt),
        decision,
        accountName,
      })),
    })),
  };
}
