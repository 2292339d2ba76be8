/** What a step reads of the world, put together from rows: constants for CEL, the parties' posts, the program's moves. */
import { resolveParty, type OrganisationTree } from '@shidian/access';
import type { Artefact, Topic } from '@shidian/definition';
import type { DateResolver, Facts, JsonValue, PostId } from '@shidian/engine';
import { bindingRow } from './dates.js';
import { ruleOfRow } from './row-rule.js';
import type { CaseCounts, CaseForStep, DateRow, SubmittedForm } from './ports/rows.js';

/** The built-in party of every program: the applicant's own desk. */
export const APPLICANT = 'applicant';

export function topicOf(artefact: Artefact, code: string, title: string | null): { [key: string]: JsonValue } | undefined {
  const topic: Topic | undefined = artefact.topics.find((candidate) => candidate.code === code);
  if (topic === undefined) return undefined;
  return { code: topic.code, title: topic.title ?? title ?? '', open: topic.open, category: topic.category };
}

/** How people name a topic: by its title in the program, or by the one that an applicant wrote himself (R-0-8); null until he has. */
export function titleOf(artefact: Artefact | undefined, code: string, own: string | null): string | null {
  return artefact?.topics.find((topic) => topic.code === code)?.title ?? own;
}

export function applicantOf(tree: OrganisationTree, organisationId: string, kind: string): { [key: string]: JsonValue } {
  const organisation = tree.organisation(organisationId);
  return {
    kind,
    name: organisation?.name ?? '',
    address: organisation?.address ?? '',
    tier: organisation?.tier ?? 'unit',
    tags: organisation?.tags ?? [],
    titles: organisation?.titles ?? [],
  };
}

/** Every party's posts, seen from this applicant (or from nobody, for the program itself). */
function partiesOf(artefact: Artefact, tree: OrganisationTree, applicantId: string | null): Record<string, readonly PostId[]> {
  const parties: Record<string, readonly PostId[]> = {};
  const resolve = (rule: Artefact['parties'][string]): readonly PostId[] => resolveParty(rule, { tree, applicant: applicantId ?? '', issuer: artefact.issuer });
  parties[APPLICANT] = resolve({ kind: 'post', in: 'applicant' });
  for (const [name, rule] of Object.entries(artefact.parties)) parties[name] = resolve(rule);
  return parties;
}

function formValues(forms: readonly SubmittedForm[]): { [key: string]: JsonValue } {
  return Object.fromEntries(forms.flatMap(({ form, body }) => (body === undefined ? [] : [[form, body]])));
}

/** First instant outside of every date of the program that is known, for guards such as `in_time(param.due)`. */
function knownDates(artefact: Artefact, bundle: CaseForStep, dates: DateResolver): { [key: string]: JsonValue } {
  const known: { [key: string]: JsonValue } = {};
  for (const name of Object.keys(artefact.dates)) {
    const { at } = dates.resolve(name, bundle.case.version === 0 ? {} : bundle.case.state.marks);
    if (at !== undefined) known[name] = at;
  }
  return known;
}

export function caseFacts(artefact: Artefact, tree: OrganisationTree, bundle: CaseForStep, dates: DateResolver): Facts {
  const { case: row } = bundle;
  return {
    values: {
      applicant: applicantOf(tree, row.applicantId, row.applicantKind),
      topic: topicOf(artefact, row.topic, row.title) ?? {},
      settings: artefact.values,
      form: formValues(bundle.forms),
      dates: knownDates(artefact, bundle, dates),
    },
    parties: partiesOf(artefact, tree, row.applicantId),
    moves: bundle.moves,
  };
}

/** Windows of which only the year or month was given and whose day somebody has named since. */
function daysSet(artefact: Artefact, rows: readonly DateRow[]): readonly string[] {
  return Object.entries(artefact.dates).flatMap(([name, { rule }]) => {
    const row = rule.kind === 'during' ? bindingRow(rows, name, []) : undefined;
    return row === undefined || ruleOfRow(row)?.kind === 'during' ? [] : [name];
  });
}

export function programFacts(artefact: Artefact, tree: OrganisationTree, cases: CaseCounts, rows: readonly DateRow[]): Facts {
  const days = daysSet(artefact, rows);
  return {
    values: { settings: artefact.values, cases: { states: cases.states, tags: cases.tags, active: cases.active }, ...(days.length === 0 ? {} : { days_set: days }) },
    parties: partiesOf(artefact, tree, null),
    moves: [],
  };
}
