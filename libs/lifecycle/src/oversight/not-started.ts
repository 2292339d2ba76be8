/** Who could apply and has not begun: what 催办 needs before there is any case to nudge. */
import type { Organisation, OrganisationTree } from '@shidian/access';
import { evaluateWho, type Artefact } from '@shidian/definition';
import { own, type Instant, type Words } from '@shidian/engine';
import type { WorkingCalendar } from '@shidian/calendar';
import { InstanceDates } from '../dates.js';
import type { DirectorySnapshot } from '../directory.js';
import { officeOf } from '../office.js';
import type { Principal } from '../ports/identity.js';
import type { ProgramForStep } from '../ports/rows.js';
import { oversees, organisationsOf } from './jurisdiction.js';

export interface Expected {
  readonly organisation: Organisation;
  /** Kind of applicant. */
  readonly kind: string;
  readonly kindName: Words;
  /** Its desk; undefined where it has none, so that nobody can be told. */
  readonly desk: string | undefined;
  /** By when its application has to be in; undefined while that is not known. */
  readonly due: Instant | undefined;
}

/** A program with what tells who is expected in it. */
export interface Round {
  readonly bundle: ProgramForStep;
  readonly artefact: Artefact;
  readonly directory: DirectorySnapshot;
  readonly calendar: WorkingCalendar;
  /** Organisations that have a case. */
  readonly started: ReadonlySet<string>;
}

/** Those below one organisation, or below all that the principal oversees, in the order of the tree. */
export function notStarted(program: Round, principal: Principal, filter: { readonly under?: string; readonly kind?: string }): readonly Expected[] {
  const { artefact, directory, started, bundle, calendar } = program;
  const { tree } = directory;
  const roots = filter.under === undefined ? (isOffice(tree, artefact, principal) ? tree.organisations().flatMap(({ id, parentId }) => (parentId === null ? [id] : [])) : organisationsOf(tree, principal)) : [filter.under];
  const expected: Expected[] = [];
  const met = new Set<string>();
  const waiting = roots.flatMap((id) => tree.organisation(id) ?? []);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (met.has(next.id)) continue;
    met.add(next.id);
    waiting.unshift(...tree.children(next.id));
    const kind = started.has(next.id) ? undefined : kindOf(artefact, next);
    if (kind === undefined || (filter.kind !== undefined && filter.kind !== kind)) continue;
    expected.push({ organisation: next, kind, kindName: own(artefact.applicants, kind)?.name ?? { zh: kind }, desk: tree.postOf(next.id)?.id, due: dueOf(artefact, bundle, tree, next, kind, calendar) });
  }
  return expected;
}

/** The program office oversees everybody in its program; an authority whoever lies below it. */
export function mayOversee(tree: OrganisationTree, artefact: Artefact, principal: Principal, organisationId: string): boolean {
  return isOffice(tree, artefact, principal) || oversees(tree, principal, organisationId);
}

export function isOffice(tree: OrganisationTree, artefact: Artefact, { posts }: Principal): boolean {
  const office = officeOf(tree, artefact);
  return office !== undefined && posts.includes(office);
}

const kinds = new WeakMap<Artefact, WeakMap<Organisation, string | null>>();

/** Rules of who may apply are the same for an organisation as long as neither changes. */
function kindOf(artefact: Artefact, organisation: Organisation): string | undefined {
  let known = kinds.get(artefact);
  if (known === undefined) kinds.set(artefact, (known = new WeakMap()));
  let kind = known.get(organisation);
  if (kind === undefined) known.set(organisation, (kind = evaluateWho(artefact, organisation) ?? null));
  return kind ?? undefined;
}

/** The deadline of the task with which a case begins, by the dates that bind this applicant. */
function dueOf(artefact: Artefact, bundle: ProgramForStep, tree: OrganisationTree, { id }: Organisation, kind: string, calendar: WorkingCalendar): Instant | undefined {
  const deadline = own(artefact.caseChart.tasks, artefact.entry.task)?.due;
  const date = deadline === undefined ? undefined : own(artefact.caseChart.deadlines, deadline)?.date;
  const name = typeof date === 'object' ? own(date, kind) : date;
  if (name === undefined) return undefined;
  const path = tree.path(id).map((organisation) => organisation.id).reverse();
  const rows = bundle.dates.filter(({ scope }) => scope !== 'case');
  return new InstanceDates({ artefact, calendar, rows, path, moves: [bundle.lastMove] }).resolve(name, {}).at;
}
