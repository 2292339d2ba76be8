import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case, CaseTask } from '../generated/api.js';
import { bothWords, type Artefact } from '../definitions/artefact.js';
import { DueText } from '../look/due.js';
import { minuteOf } from '../look/moment.js';
import { useMarks } from '../words/marks.js';
import { useLanguage, useSay } from '../words/say.js';
import { Returned } from './returned.js';
import { whenMissed } from './when-missed.js';

/** Who has the case, until when, and what happens then. */
export function Holders({ one, artefact }: { readonly one: Case; readonly artefact: Artefact }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const language = useLanguage();
  const open = one.tasks.filter(({ closedAt, optional }) => closedAt === null && !optional);
  return (
    <section className="panel" aria-labelledby="now-title">
      <h2 id="now-title">{t('case.now')}</h2>
      {one.item.outcome !== null && <p>{t('case.ended', { outcome: one.item.outcome })}</p>}
      {one.suspendedAt !== null && (
        <p className="hint">
          {t('case.suspended', { at: marks.aside(minuteOf(one.suspendedAt, language), t('look.zone')) })}
        </p>
      )}
      {one.outstanding && <Returned outstanding={one.outstanding} />}
      <h3>{t('case.has')}</h3>
      {open.length === 0 ? <p className="soft">{t('case.nobody')}</p> : <ul className="plain-list stack">{open.map((task) => <Holder key={task.number} task={task} one={one} artefact={artefact} />)}</ul>}
    </section>
  );
}

function Holder({ task, one, artefact }: { readonly task: CaseTask; readonly one: Case; readonly artefact: Artefact }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const missed = whenMissed(artefact, one.applicantKind, task.key);
  const decisions = artefact.caseChart.tasks[task.key]?.decisions ?? {};
  return (
    <li>
      <strong>{say(task.name)}</strong>
      {task.members.map((member) => {
        const decision = member.decision === null ? undefined : decisions[member.decision]?.name;
        return (
          <div key={member.post}>
            {`${member.organisationName} · ${member.postName}`} <span className="soft">{decision ? t('case.acted', { decision: say(bothWords(decision)) }) : t('case.notYet')}</span>
          </div>
        );
      })}
      {task.due && <DueText due={task.due} />}
      {task.due && missed && (
        <div className="small soft">{missed.says ? t('case.missedRefuse', { says: say(bothWords(missed.says)) }) : missed.late === 'refuse' ? t('case.missedRefusePlain') : t('case.missedMark')}</div>
      )}
    </li>
  );
}
