/** Deadlines of the stages → what the clock runs: date, ladder, owners, words of the refusal. */
import type { DeadlineDefinition, Rung, TaskDefinition, Words } from '@shidian/engine';
import type { DateDefinition, DeadlinePolicy } from '../artefact.js';
import { statesOf, type PlannedState } from './chart-plan.js';
import { dateOf, FIX_BY, policyOf } from './dates.js';
import { upToTheClose } from './ladders.js';
import type { DeadlineDraft } from './stage-chart.js';

export interface ClockSource {
  readonly root: PlannedState;
  readonly tasks: Readonly<Record<string, TaskDefinition>>;
  readonly deadlineDrafts: Readonly<Record<string, DeadlineDraft>>;
}

export function compileClocks(source: ClockSource, dates: Readonly<Record<string, DateDefinition>>, policies: Readonly<Record<string, DeadlinePolicy>>, ladder: readonly Rung[]): Readonly<Record<string, DeadlineDefinition>> {
  const deadlines: Record<string, DeadlineDefinition> = {};
  for (const draft of Object.values(source.deadlineDrafts)) {
    const stage = draft.key.slice(0, draft.key.indexOf('/'));
    const date = localDates(draft.date, stage, dates);
    const duty = Object.values(source.tasks).some((task) => task.due === draft.key && !task.optional);
    const named = typeof date === 'string' ? [date] : Object.values(date);
    const found = named.map((name) => policyOf(name, dates, policies));
    const says = found.find((policy) => policy?.says !== undefined)?.says;
    const usual = draft.ladder === 'none' || !(duty || draft.owner.length > 0) ? [] : ladder;
    deadlines[draft.key] = {
      key: draft.key,
      date,
      name: draft.name ?? nameOf(named, dates),
      ladder: closesHard(source.root, draft.key, found) ? upToTheClose(usual) : usual,
      owner: draft.owner,
      ...(says === undefined || !closesHard(source.root, draft.key, found) ? {} : { says }),
    };
  }
  return deadlines;
}

/** A stage's own dates are written bare in its file. */
function localDates(date: DeadlineDraft['date'], stage: string, dates: Readonly<Record<string, DateDefinition>>): DeadlineDraft['date'] {
  const resolve = (name: string): string => (dates[`${stage}/${dateOf(name)}`] === undefined ? name : `${stage}/${name}`);
  return typeof date === 'string' ? resolve(date) : Object.fromEntries(Object.entries(date).map(([kind, name]) => [kind, resolve(name)]));
}

function nameOf(names: readonly string[], dates: Readonly<Record<string, DateDefinition>>): Words {
  const [first = ''] = names;
  if (first === FIX_BY) return { zh: '补正期限', en: 'Time for correction' };
  return dates[dateOf(first)]?.name ?? { zh: first };
}

/** The close leaves the state: always, or under `refuses_late` where the policy is to refuse. */
function closesHard(root: PlannedState, deadline: string, policies: readonly (DeadlinePolicy | undefined)[]): boolean {
  const candidates = [...statesOf(root)].flatMap(({ edges }) => edges.filter(({ cause, source }) => cause === 'deadline' && source === deadline)).flatMap((edge) => edge.candidates);
  const leaving = candidates.filter(({ target }) => target !== undefined);
  if (leaving.length === 0) return false;
  const conditional = leaving.every(({ guard }) => guard !== undefined);
  return !conditional || policies.every((policy) => policy?.late === 'refuse');
}
