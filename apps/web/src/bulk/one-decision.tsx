import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { actBody, emptyDraft, missing, type ActDraft } from '../case/act-body.js';
import { ActFields } from '../case/act-fields.js';
import { call } from '../client/call.js';
import type { Act } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { useKept } from '../look/kept.js';
import { today } from '../look/moment.js';
import { counted, stillToDo, toPreview, type SharedOffer } from './offers.js';
import { PreviewTable } from './preview-table.js';
import { useRun } from './use-run.js';

interface Shown {
  readonly programId: string;
  readonly offer: SharedOffer;
  readonly cases: readonly string[];
}

/** The fields of the decision, its preview and its doing. What is typed stays in the tab until it was done. */
export function OneDecision({ programId, offer, cases }: Shown): ReactNode {
  const { t } = useTranslation();
  const { action } = offer;
  const [draft, setDraft, forget] = useKept<ActDraft>(`bulk.${programId}.${offer.id}`, emptyDraft(action, today()));
  const [tried, setTried] = useState(false);
  const run = useRun(programId);
  const lacks = missing(action, draft);
  const body = actBody(action, draft);
  const preview = useMutation({ mutationFn: (act: Act) => call('previewActs', { params: { programId }, body: toPreview(act, action, cases) }) });
  const fresh = preview.data !== undefined && JSON.stringify(preview.variables) === JSON.stringify(body);
  const show = (): void => {
    setTried(true);
    if (lacks.length > 0) return;
    run.forget();
    preview.mutate(body);
  };
  const fields = action.opinion !== null || action.needs.length > 0 || action.returnTo.length > 0 || action.happenedOn;
  const previews = preview.data?.items ?? [];
  const left = stillToDo(previews, run.outcomes);
  const { done, failed } = counted(run.outcomes);
  const act = async (): Promise<void> => {
    const changed = await run.go(body, left);
    forget();
    if (changed) preview.mutate(body);
  };
  return (
    <>
      <section className="panel stack" aria-labelledby="bulk-fields">
        <h3 id="bulk-fields">{t('bulk.fields')}</h3>
        {fields ? (
          <div className="act-fields">
            <ActFields action={action} draft={draft} change={setDraft} missing={tried ? lacks : []} scans={false} />
          </div>
        ) : (
          <p className="soft">{t('bulk.noFields')}</p>
        )}
        <div>
          <Button type={fresh ? 'default' : 'primary'} loading={preview.isPending} disabled={run.running !== undefined} onClick={show}>
            {preview.data ? t('bulk.previewAgain') : t('bulk.preview')}
          </Button>
        </div>
        {preview.isError && <Failure error={preview.error} />}
      </section>
      {preview.data && (
        <section className="stack" aria-labelledby="bulk-third">
          <h3 id="bulk-third">{t('bulk.third')}</h3>
          <PreviewTable previews={previews} outcomes={run.outcomes} />
          <div role="status" className={run.running || done + failed > 0 || !fresh ? 'hint' : 'unseen'}>
            {run.running ? t('bulk.running', run.running) : done + failed > 0 ? (failed === 0 ? t('bulk.allDone', { done }) : t('bulk.sum', { done, failed })) : !fresh && t('bulk.stale')}
          </div>
          {left.length + done + failed === 0 && <p className="soft">{t('bulk.actNone')}</p>}
          {left.length > 0 && fresh && (
            <div className="no-print">
              <Button type="primary" size="large" danger={action.returnTo.length > 0} loading={run.running !== undefined} onClick={() => void act()}>
                {failed > 0 ? t('bulk.again', { count: left.length }) : t('bulk.act', { count: left.length })}
              </Button>
            </div>
          )}
        </section>
      )}
    </>
  );
}
