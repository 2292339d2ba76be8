import { Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NetworkLost } from '../client/problem.js';
import type { Chart } from '../definitions/artefact.js';
import type { Action } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { useKept } from '../look/kept.js';
import { today } from '../look/moment.js';
import { useSay } from '../words/say.js';
import { actBody, emptyDraft, missing, type ActDraft } from './act-body.js';
import { ActFields } from './act-fields.js';
import { Changed } from './changed.js';
import { useAct, type Owner } from './use-act.js';

interface Shown {
  readonly owner: Owner;
  readonly action: Action;
  /** Version that is on the screen. */
  readonly tag: string;
  readonly chart: Chart;
  readonly end: (acted: boolean) => void;
}

/**
 * One act: what it needs, its opinion block, its confirmation. What is typed stays until it is done: over a refusal, a
 * change by somebody else, a lost network, a reload.
 */
export function ActDialog({ owner, action, tag, chart, end }: Shown): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const [shownMissing, setShownMissing] = useState(false);
  const [draft, setDraft, forget] = useKept<ActDraft>(`act.${owner.id}.${action.task}.${action.decision}`, emptyDraft(action, today()));
  const { acting, changed, still, gone, submit } = useAct(owner, action, tag, () => {
    forget();
    end(true);
  });
  const lacks = missing(action, draft);
  const cancel = (): void => {
    end(false);
  };
  const confirm = (): void => {
    setShownMissing(true);
    if (lacks.length === 0) submit(actBody(action, draft));
  };
  const label = acting.error instanceof NetworkLost ? t('case.actLostAgain') : changed ? t('case.actAgain') : t('case.actConfirm', { decision: say(action.decisionName) });
  return (
    <Modal
      open
      title={t('case.act', { decision: say(action.decisionName) })}
      onCancel={cancel}
      mask={{ closable: false }}
      width={620}
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={cancel}>{t('look.cancel')}</Button>
          <Button type="primary" danger={action.returnTo.length > 0} loading={acting.isPending} disabled={gone} onClick={confirm}>
            {label}
          </Button>
        </div>
      }
    >
      <div className="act-fields">
        <div className="soft">{t('case.actTask', { task: say(action.name) })}</div>
        {changed && <Changed now={changed} chart={chart} goneBecause={gone ? (still?.reason?.words ?? null) : undefined} />}
        <ActFields action={action} draft={draft} change={setDraft} missing={shownMissing ? lacks : []} />
        {acting.isError && !changed && <Failure error={acting.error} />}
      </div>
    </Modal>
  );
}
