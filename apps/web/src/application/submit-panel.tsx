import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { actBody, emptyDraft, missing, type ActDraft } from '../case/act-body.js';
import { ActFields } from '../case/act-fields.js';
import { Changed } from '../case/changed.js';
import { useAct } from '../case/use-act.js';
import { NetworkLost } from '../client/problem.js';
import type { Chart } from '../definitions/artefact.js';
import type { Action, Case, Issue } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { useKept } from '../look/kept.js';
import { today } from '../look/moment.js';
import { UploadOne } from '../look/upload-one.js';
import { useSay } from '../words/say.js';
import '../case/case.css';

interface Shown {
  readonly one: Case;
  readonly tag: string;
  readonly action: Action;
  readonly chart: Chart;
  /** Saves and checks; undefined where it could not. */
  readonly check: () => Promise<readonly Issue[] | undefined>;
  readonly done: () => void;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The opinion of the unit, the attachments, and the submission itself. */
export function SubmitPanel({ one, tag, action, chart, check, done }: Shown): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  // By its form, not by its task: an extension opens a new one, and what was typed for the old is still meant.
  const keptAs = `submit.${one.item.id}.${action.form ?? action.key}`;
  const [draft, setDraft, forgetDraft] = useKept<ActDraft>(keptAs, emptyDraft(action, today()));
  const [files, setFiles, forgetFiles] = useKept<readonly Named[]>(`${keptAs}.files`, []);
  const [tried, setTried] = useState(false);
  const [checking, setChecking] = useState(false);
  const { acting, changed, still, gone, submit } = useAct({ kind: 'case', id: one.item.id }, action, tag, () => {
    forgetDraft();
    forgetFiles();
    done();
  });
  const lacks = missing(action, draft);
  const send = async (): Promise<void> => {
    setTried(true);
    setChecking(true);
    const issues = await check();
    setChecking(false);
    if (issues?.length !== 0 || lacks.length > 0) return;
    submit({ ...actBody(action, draft), ...(files.length > 0 && { attachments: files.map(({ id }) => id) }) });
  };
  const label = acting.error instanceof NetworkLost ? t('case.actLostAgain') : changed ? t('case.actAgain') : say(action.decisionName);
  return (
    <section className="panel" aria-labelledby="submit-title">
      <h2 id="submit-title">{action.opinion ? say(action.opinion.title) : t('application.submitTitle')}</h2>
      <div className="act-fields">
        {!action.allowed && action.reason && <p className="hint">{t('case.cannot', { reason: say(action.reason.words) })}</p>}
        <ActFields action={action} draft={draft} change={setDraft} missing={tried ? lacks : []} />
        <div>
          <h3>{t('application.attachments')}</h3>
          {files.length === 0 && <p className="soft">{t('application.attachmentsNone')}</p>}
          {files.map(({ id, name }) => (
            <UploadOne key={id} label={name} value={id} change={() => { setFiles(files.filter((file) => file.id !== id)); }} />
          ))}
          <UploadOne key={`next ${files.length}`} label={t('application.attachmentsAdd')} value="" change={(id, name) => { if (id !== '') setFiles([...files, { id, name }]); }} />
        </div>
        {changed && <Changed now={changed} chart={chart} goneBecause={gone ? (still?.reason?.words ?? null) : undefined} />}
        {acting.isError && !changed && <Failure error={acting.error} />}
        <p className="soft">{t('application.submitAbout')}</p>
        <Button type="primary" size="large" loading={acting.isPending || checking} disabled={!action.allowed || gone} onClick={() => void send()}>
          {label}
        </Button>
      </div>
    </section>
  );
}
