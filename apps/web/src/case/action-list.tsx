import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Action, Case } from '../generated/api.js';
import type { Artefact } from '../definitions/artefact.js';
import { useFocusBack } from '../look/focus-back.js';
import { useMarks } from '../words/marks.js';
import { useSay } from '../words/say.js';
import { canOpen } from './act-body.js';
import { ActDialog } from './act-dialog.js';

/** Everything that the reader could do here; what is not possible now says why. */
export function ActionList({ one, tag, artefact }: { readonly one: Case; readonly tag: string; readonly artefact: Artefact }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const [chosen, setChosen] = useState<Action>();
  const [done, setDone] = useState<string>();
  const { told, opened, closed } = useFocusBack<HTMLParagraphElement>();
  const tasks = [...new Map(one.actions.map((action) => [action.task, action])).values()];
  return (
    <section className="panel" id="actions" aria-labelledby="actions-title">
      <h2 id="actions-title">{t('case.actions')}</h2>
      <p ref={told} tabIndex={-1} aria-live="polite" className={done === undefined ? 'unseen' : 'hint'}>
        {done}
      </p>
      {tasks.length === 0 && <p className="soft">{t('case.noActions')}</p>}
      {tasks.map((task) => (
        <div key={task.task} className="action">
          <div className="row">
            <strong>{say(task.name)}</strong>
            {task.optional && <span className="tag">{t('case.optional')}</span>}
          </div>
          <TaskActions
            one={one}
            actions={one.actions.filter((action) => action.task === task.task)}
            choose={(action) => {
              opened();
              setDone(undefined);
              setChosen(action);
            }}
          />
        </div>
      ))}
      <div className="small no-print">
        <Link to="/help">{t('case.help')}</Link>
      </div>
      {chosen && (
        <ActDialog
          key={`${chosen.task} ${chosen.decision}`}
          owner={{ kind: 'case', id: one.item.id }}
          action={chosen}
          tag={tag}
          chart={artefact.caseChart}
          end={(acted) => {
            setChosen(undefined);
            if (acted) setDone(t('case.actDone', { decision: say(chosen.decisionName) }));
            closed(acted);
          }}
        />
      )}
    </section>
  );
}

interface Choices {
  readonly one: Case;
  readonly actions: readonly Action[];
  readonly choose: (action: Action) => void;
}

function TaskActions({ one, actions, choose }: Choices): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const refused = actions.filter((action) => !canOpen(action));
  const reasons = [...new Set(refused.map(({ reason }) => (reason ? say(reason.words) : '')))];
  return (
    <>
      <div className="row no-print">
        {actions.map((action, index) => {
          const name = say(action.decisionName);
          if (action.allowed && action.form !== null) {
            return (
              <Link key={action.decision} to={`/cases/${one.item.id}/forms/${action.form}?task=${action.task}&decision=${encodeURIComponent(action.decision)}`}>
                <Button type="primary" tabIndex={-1}>{marks.named(t('case.fill'), name)}</Button>
              </Link>
            );
          }
          return (
            <Button
              key={action.decision}
              type={index === 0 && action.allowed ? 'primary' : 'default'}
              danger={action.returnTo.length > 0}
              disabled={!canOpen(action)}
              onClick={() => {
                choose(action);
              }}
            >
              {name}
            </Button>
          );
        })}
      </div>
      {reasons.map((reason) => (
        <div key={reason} className="reason">
          {t('case.cannot', { reason })}
        </div>
      ))}
    </>
  );
}
