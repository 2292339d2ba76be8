import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action, CaseTask, Words } from '../generated/api.js';
import { bothWords, type Chart } from '../definitions/artefact.js';
import { useMarks } from '../words/marks.js';
import { useSay } from '../words/say.js';

export interface ChangedCase {
  readonly states: readonly Words[];
  readonly outcome: string | null;
  readonly tasks: readonly CaseTask[];
  readonly actions: readonly Action[];
}

interface Shown {
  readonly now: ChangedCase;
  readonly chart: Chart;
  /** Why the act is no longer possible; undefined while it is, null where nobody says. */
  readonly goneBecause: Words | null | undefined;
}

/** Somebody else was first: what happened, that nothing typed is lost, and whether one can go on. */
export function Changed({ now, chart, goneBecause }: Shown): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const last = lastAct(now.tasks);
  const states = now.outcome ?? marks.list(now.states.map(say));
  const decision = last && chart.tasks[last.key]?.decisions[last.decision]?.name;
  return (
    <div className="hint" role="alert">
      <strong>{t('case.actChanged')}</strong>
      {last && <div>{t('case.actChangedBy', { who: last.who, task: say(last.name), decision: decision ? say(bothWords(decision)) : last.decision })}</div>}
      <div>{t('case.actChangedNow', { states })}</div>
      <div>{goneBecause === undefined ? t('case.actChangedKept') : t('case.actChangedGone', { reason: goneBecause ? say(goneBecause) : states })}</div>
    </div>
  );
}

/** Who acted last, on what. */
function lastAct(tasks: readonly CaseTask[]): { readonly who: string; readonly key: string; readonly name: Words; readonly decision: string } | undefined {
  const acts = tasks.flatMap(({ key, name, members }) =>
    members.flatMap(({ actedAt, decision, accountName, organisationName }) => (actedAt === null || decision === null ? [] : [{ at: actedAt, who: `${organisationName} ${accountName ?? ''}`, key, name, decision }])),
  );
  return acts.sort((a, b) => a.at.localeCompare(b.at)).at(-1);
}
