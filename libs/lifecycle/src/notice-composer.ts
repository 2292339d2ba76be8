/** Turns the kernel's notice effects into rows of the in-app inbox: whom, and in which words. A row of the step itself. */
import type { Artefact } from '@shidian/definition';
import type { ChartDefinition, Facts, NoticeEffect, PostId, Words } from '@shidian/engine';
import type { DirectorySnapshot } from './directory.js';
import { APPLICANT } from './facts.js';
import type { NoticeRow, OwnedRow } from './ports/writes.js';
import { officeOf } from './office.js';
import { recipientsOf } from './recipients.js';
import { ADMINISTERED, DEADLINE_MOVED, instantInWords, render, REOPENED, RUNG, RUNG_TOPLESS, RUNG_VACANT, TASK_OPENED, TASK_OPENED_DUE, type TemplateValues } from './templates.js';
import { newId } from './ids.js';

export interface NoticeContext {
  readonly owner: OwnedRow;
  readonly artefact: Artefact;
  readonly chart: ChartDefinition;
  readonly facts: Facts;
  readonly directory: DirectorySnapshot;
  /** What the notice is about: `000012 示例第一小学《…》` or the program's name. */
  readonly subject: string;
  /** Values for templates that are known of the instance: `number`, `applicant`, `program`. */
  readonly known: Readonly<Record<string, string>>;
  readonly actorName?: string;
  /** Why an act of administration was done. */
  readonly reason?: string;
  /** Due instant of an open task by its number. */
  readonly dueOf: (task: number) => number | undefined;
}

/** A deadline moved: whoever has to do with it is told once for each move. */
export interface MovedDeadline {
  readonly type: 'moved';
  readonly deadline: string;
  readonly from: number | null;
  readonly to: number | null;
  /** Appended to what is said. */
  readonly because?: Words;
  readonly posts: readonly PostId[];
}

/** What had lapsed stands open again: everybody whom it concerns is told. */
export interface Reopened {
  readonly type: 'reopened';
  readonly deadline: string;
  readonly due: number;
  readonly posts: readonly PostId[];
}

export interface CausedNotice {
  readonly effect: NoticeEffect | MovedDeadline | Reopened;
  readonly at: number;
  /** Sequence of the journal entry that asked for it, and its place there. */
  readonly seq: number;
  readonly index: number;
}

interface Composed {
  readonly posts: readonly PostId[];
  readonly kind: NoticeRow['kind'];
  readonly text: { readonly zh: string; readonly en: string };
  readonly urgent: boolean;
}

export function composeNotices(context: NoticeContext, caused: readonly CausedNotice[]): readonly NoticeRow[] {
  const rows: NoticeRow[] = [];
  for (const notice of caused) {
    const told = new Set<PostId>();
    for (const composed of composeAny(context, notice.effect)) {
      for (const post of composed.posts) {
        if (told.has(post)) continue;
        told.add(post);
        rows.push({
          ...context.owner,
          id: newId(),
          key: `${context.owner.caseId ?? context.owner.programId}/${notice.seq}/${notice.index}/${post}`,
          post,
          at: notice.at,
          kind: composed.kind,
          text: composed.text,
          urgent: composed.urgent,
        });
      }
    }
  }
  return rows;
}

/** One for each wording; all but a rung that met empty posts have one. */
function composeAny(context: NoticeContext, effect: CausedNotice['effect']): readonly Composed[] {
  if (effect.type === 'moved') return [composeMoved(context, effect)];
  if (effect.type === 'reopened') return [composeReopened(context, effect)];
  return effect.cause.kind === 'rung' ? composeRung(context, effect.cause, effect) : [compose(context, effect, effect.cause)];
}

function compose(context: NoticeContext, effect: NoticeEffect, cause: Exclude<NoticeEffect['cause'], { kind: 'rung' }>): Composed {
  if (cause.kind === 'stage') return composeStage(context, cause.notice, effect);
  if (cause.kind === 'task') {
    const task = context.chart.tasks[cause.task];
    const due = context.dueOf(cause.number);
    const words = due === undefined ? undefined : instantInWords(due, context.artefact.zone);
    const text = render(
      words === undefined ? TASK_OPENED : TASK_OPENED_DUE,
      { subject: context.subject, task: task?.name.zh ?? cause.task, due: words?.zh },
      { subject: context.subject, task: task?.name.en ?? task?.name.zh ?? cause.task, due: words?.en },
    );
    return { posts: effect.posts, kind: 'task', text, urgent: false };
  }
  return composeAdministration(context, cause, effect);
}

/** The applicant hears of what is done to his case, but not of who was nudged. */
function composeAdministration(context: NoticeContext, { act, task }: Extract<NoticeEffect['cause'], { kind: 'administration' }>, effect: NoticeEffect): Composed {
  const name = context.chart.tasks[task ?? '']?.name ?? { zh: '' };
  const values = { subject: context.subject, reason: context.reason ?? '' };
  const text = render(ADMINISTERED[act], { ...values, task: name.zh }, { ...values, task: name.en ?? name.zh });
  const applicant = act === 'nudge' ? [] : (context.facts.parties[APPLICANT] ?? []);
  return { posts: [...applicant, ...effect.posts], kind: act === 'nudge' ? 'reminder' : 'stage', text, urgent: act === 'nudge' };
}

function composeMoved(context: NoticeContext, moved: MovedDeadline): Composed {
  const name = context.chart.deadlines[moved.deadline]?.name ?? { zh: moved.deadline };
  const words = (at: number | null) => (at === null ? { zh: '未定', en: 'not set' } : instantInWords(at, context.artefact.zone));
  const [from, to] = [words(moved.from), words(moved.to)];
  const text = render(
    DEADLINE_MOVED,
    { subject: context.subject, task: name.zh, from: from.zh, to: to.zh, because: moved.because?.zh ?? '' },
    { subject: context.subject, task: name.en ?? name.zh, from: from.en, to: to.en, because: moved.because?.en ?? moved.because?.zh ?? '' },
  );
  const owners = (context.chart.deadlines[moved.deadline]?.owner ?? []).flatMap((party) => context.facts.parties[party] ?? []);
  return { posts: [...(context.facts.parties[APPLICANT] ?? []), ...moved.posts, ...owners], kind: 'date', text, urgent: true };
}

function composeReopened(context: NoticeContext, { deadline, due, posts }: Reopened): Composed {
  const name = context.chart.deadlines[deadline]?.name ?? { zh: deadline };
  const words = instantInWords(due, context.artefact.zone);
  const text = render(REOPENED, { subject: context.subject, task: name.zh, due: words.zh }, { subject: context.subject, task: name.en ?? name.zh, due: words.en });
  return { posts: [...(context.facts.parties[APPLICANT] ?? []), ...posts], kind: 'date', text, urgent: true };
}

function composeStage(context: NoticeContext, key: string, effect: NoticeEffect): Composed {
  const notice = context.artefact.notices[key];
  const posts = (notice?.to ?? []).flatMap((party) => context.facts.parties[party] ?? []);
  const values = valuesOf(context, effect);
  return { posts: [...effect.posts, ...posts], kind: 'stage', text: render(notice?.text ?? { zh: key }, values.zh, values.en), urgent: false };
}

/** Each recipient in his own words: who hears of it because another post is empty is told that. */
function composeRung(context: NoticeContext, cause: Extract<NoticeEffect['cause'], { kind: 'rung' }>, effect: NoticeEffect): readonly Composed[] {
  const deadline = context.chart.deadlines[cause.deadline];
  const rung = deadline?.ladder.find((candidate) => candidate.id === cause.rung);
  const kind = rung?.kind ?? 'reminder';
  const { tree, held } = context.directory;
  const due = instantInWords(cause.due, context.artefact.zone);
  const named = (posts: readonly PostId[]): string => posts.map((post) => postInWords(context, post)).join('、');
  const holder = named(effect.posts);
  const name = deadline?.name ?? { zh: cause.deadline };
  return recipientsOf({ tree, held, office: officeOf(tree, context.artefact) }, effect.posts, rung?.to ?? 'members').map(({ post, vacant, topless }) => {
    const empty = vacant.length === 0 ? NOTHING : render(RUNG_VACANT, { posts: named(vacant) }, { posts: named(vacant) });
    const top = topless.length === 0 ? NOTHING : render(RUNG_TOPLESS, { posts: named(topless) }, { posts: named(topless) });
    const text = render(
      RUNG[kind],
      { subject: context.subject, task: name.zh, due: due.zh, holder },
      { subject: context.subject, task: name.en ?? name.zh, due: due.en, holder },
    );
    return { posts: [post], kind, text: { zh: text.zh + empty.zh + top.zh, en: text.en + empty.en + top.en }, urgent: kind !== 'reminder' || rung?.urgent === true };
  });
}

const NOTHING = { zh: '', en: '' };

function postInWords(context: NoticeContext, post: PostId): string {
  const found = context.directory.tree.post(post);
  const organisation = found === undefined ? undefined : context.directory.tree.organisation(found.organisationId);
  return found === undefined ? post : `${organisation?.name ?? ''}${found.name}`;
}

function valuesOf(context: NoticeContext, effect: NoticeEffect): { readonly zh: TemplateValues; readonly en: TemplateValues } {
  const plain: Record<string, string | number> = { ...context.known, actor: context.actorName ?? '' };
  const zh: Record<string, string | number> = {};
  const en: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(effect.data)) {
    if (key === 'fix_by' || key === 'due') {
      if (typeof value !== 'number') continue;
      const words = instantInWords(value, context.artefact.zone);
      zh[key] = words.zh;
      en[key] = words.en;
    } else if (typeof value === 'string' || typeof value === 'number') {
      plain[key] = value;
    }
  }
  return { zh: { ...plain, ...zh }, en: { ...plain, ...en } };
}

