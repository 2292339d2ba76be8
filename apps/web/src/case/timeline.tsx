import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bothWords, type Artefact } from '../definitions/artefact.js';
import type { Case } from '../generated/api.js';
import { Time } from '../look/time.js';
import { useMarks } from '../words/marks.js';
import { useSay } from '../words/say.js';
import { timelineOf, type TimelineEvent } from './timeline-events.js';

export function Timeline({ one, artefact }: { readonly one: Case; readonly artefact: Artefact }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const text = (event: TimelineEvent): string => {
    switch (event.kind) {
      case 'began':
        return t('case.timelineBegan');
      case 'submitted':
        return t('case.timelineSubmitted', { form: say(event.form), version: event.version });
      case 'act': {
        const decision = artefact.caseChart.tasks[event.key]?.decisions[event.decision]?.name;
        return t('case.timelineAct', { task: say(event.task), decision: decision ? say(bothWords(decision)) : event.decision });
      }
      case 'left':
        return t('case.timelineLeft', { task: say(event.task) });
      case 'open':
        return t('case.timelineOpen', { task: say(event.task) });
    }
  };
  return (
    <section className="panel" id="timeline" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t('case.timeline')}</h2>
      <ol className="timeline">
        {timelineOf(one).map((event, index) => (
          <li key={`${event.at} ${index}`} className={event.kind === 'open' ? 'open' : undefined}>
            <div>{text(event)}</div>
            <div className="small soft">
              {'who' in event && `${marks.list(event.who)} `}
              <Time at={event.at} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
