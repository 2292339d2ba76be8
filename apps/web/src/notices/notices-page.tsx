import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { call } from '../client/call.js';
import { notices } from '../client/queries.js';
import type { Notice } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { Pages } from '../look/pages.js';
import { Nothing } from '../look/quiet.js';
import { Time } from '../look/time.js';
import { WishPanel } from './wish-panel.js';
import { useMarks } from '../words/marks.js';
import { useSay } from '../words/say.js';

/** What one was told, whether it was read, and how the mail fared. */
export function NoticesPage(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [unread, setUnread] = useState(false);
  const read = useInfiniteQuery(notices(unread));
  const mark = useMutation({
    mutationFn: (ids: readonly string[]) => call('markNoticesRead', { body: { ids: ids.slice(0, 200) } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notices'] }),
  });
  return (
    <div className="page">
      <h1>{t('notices.title')}</h1>
      <WishPanel />
      <div className="row no-print">
        <Segmented value={unread} onChange={setUnread} options={[{ value: false, label: t('notices.all') }, { value: true, label: t('notices.unread') }]} />
      </div>
      {mark.isError && <Failure error={mark.error} />}
      <Pages of={read} empty={<Nothing>{unread ? t('notices.noneUnread') : t('notices.none')}</Nothing>}>
        {(items) => {
          const fresh = items.filter(({ readAt }) => readAt === null).map(({ id }) => id);
          return (
            <>
              {fresh.length > 0 && (
                <div>
                  <Button size="small" loading={mark.isPending} onClick={() => { mark.mutate(fresh); }}>
                    {t('notices.readAll')}
                  </Button>
                </div>
              )}
              <ul className="plain-list stack" aria-label={t('notices.list')} style={{ gap: '0.5rem' }}>
                {items.map((notice) => (
                  <OneNotice key={notice.id} notice={notice} mark={() => { mark.mutate([notice.id]); }} />
                ))}
              </ul>
            </>
          );
        }}
      </Pages>
    </div>
  );
}

const pressing: Readonly<Partial<Record<Notice['kind'], string>>> = { overdue: 'tag tag-red', escalation: 'tag tag-red', reminder: 'tag tag-amber' };

function OneNotice({ notice, mark }: { readonly notice: Notice; readonly mark: () => void }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const kinds = { task: t('notices.kindTask'), reminder: t('notices.kindReminder'), overdue: t('notices.kindOverdue'), escalation: t('notices.kindEscalation'), stage: t('notices.kindStage'), date: t('notices.kindDate') } as const;
  const mails: Readonly<Record<string, string>> = {
    queued: t('notices.mailQueued'), sending: t('notices.mailSending'), delivered: t('notices.mailDelivered'), failed_temporarily: t('notices.mailLater'), failed: t('notices.mailFailed'), none: t('notices.mailNone'), held: t('notices.mailHeld'), gathered: t('notices.mailGathered'),
  };
  return (
    <li className="panel">
      <div className="row">
        <span className={pressing[notice.kind] ?? 'tag'}>{kinds[notice.kind]}</span>
        {notice.readAt === null && <span className="tag tag-accent">{t('notices.new')}</span>}
        <span className="small soft">
          <Time at={notice.at} />
        </span>
        <span className="small soft">{marks.named(t('notices.mail'), mails[notice.mail] ?? t('notices.mailOther'))}</span>
      </div>
      <p>{say(notice.text)}</p>
      <div className="row no-print">
        <Link to={notice.caseId === null ? `/programs/${notice.programId}` : `/cases/${notice.caseId}`} onClick={notice.readAt === null ? mark : undefined}>
          {t('notices.open')}
        </Link>
        {notice.readAt === null && (
          <Button size="small" onClick={mark}>
            {t('notices.read')}
          </Button>
        )}
      </div>
    </li>
  );
}
