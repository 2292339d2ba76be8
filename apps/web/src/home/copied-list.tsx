import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { call } from '../client/call.js';
import { copiedNotices } from '../client/queries.js';
import type { Notice } from '../generated/api.js';
import { Pages } from '../look/pages.js';
import { Nothing } from '../look/quiet.js';
import { Sheet, type Column } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { useSay } from '../words/say.js';

/** Told for information: cases in which none of the own posts has anything to do. Opening one marks it as read. */
export function CopiedList(): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const client = useQueryClient();
  const read = useInfiniteQuery(copiedNotices);
  const mark = useMutation({
    mutationFn: (id: string) => call('markNoticesRead', { body: { ids: [id] } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notices'] }),
  });
  const columns: readonly Column<Notice>[] = [
    {
      key: 'text',
      label: t('home.copiedText'),
      bare: true,
      cell: ({ id, caseId, programId, text, readAt }) => (
        <Link to={caseId === null ? `/programs/${programId}` : `/cases/${caseId}`} onClick={() => { if (readAt === null) mark.mutate(id); }}>
          {readAt === null ? <strong>{say(text)}</strong> : say(text)}
        </Link>
      ),
    },
    { key: 'read', label: t('home.copiedRead'), cell: ({ readAt }) => (readAt === null ? <span className="tag tag-accent" style={{ whiteSpace: 'nowrap' }}>{t('notices.new')}</span> : <span className="soft">{t('home.copiedSeen')}</span>) },
    { key: 'at', label: t('home.copiedAt'), cell: ({ at }) => <Time at={at} bare /> },
  ];
  return (
    <Pages of={read} empty={<Nothing>{t('home.copiedEmpty')}</Nothing>}>
      {(items) => <Sheet caption={t('home.copied')} columns={columns} rows={items} keyOf={({ id }) => id} />}
    </Pages>
  );
}
