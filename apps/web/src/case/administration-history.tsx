import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { caseJournal } from '../client/queries.js';
import { Failure } from '../look/failure.js';
import { Loading } from '../look/quiet.js';
import { Sheet } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { useMarks } from '../words/marks.js';
import { useSay } from '../words/say.js';
import { administrativeEntries } from './administrative.js';

/** What was governed in this case so far: who did it and why. */
export function AdministrationHistory({ caseId }: { readonly caseId: string }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const read = useInfiniteQuery(caseJournal(caseId));
  if (!read.data) return read.isError ? <Failure error={read.error} retry={() => void read.refetch()} /> : <Loading rows={2} />;
  const found = administrativeEntries(read.data.pages.flatMap(({ items }) => items));
  return (
    <section className="stack" style={{ gap: '0.4rem' }} aria-labelledby="governed-title">
      <h3 id="governed-title">{t('case.governed')}</h3>
      {found.length === 0 ? (
        <p className="soft">{t('case.governedNone')}</p>
      ) : (
        <Sheet
          caption={t('case.governed')}
          rows={found}
          keyOf={({ entry }) => String(entry.seq)}
          columns={[
            { key: 'what', label: t('case.recordEntry'), bare: true, cell: ({ entry }) => <strong>{say(entry.words)}</strong> },
            { key: 'who', label: t('case.recordWho'), cell: ({ entry }) => entry.actor ?? t('case.recordSystem') },
            { key: 'at', label: t('case.recordAt'), cell: ({ entry }) => <Time at={entry.at} bare /> },
            { key: 'why', label: t('case.governedWhy'), cell: ({ because }) => marks.clauses(because) },
          ]}
        />
      )}
      {read.hasNextPage && (
        <Button size="small" className="no-print" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t('look.more')}
        </Button>
      )}
    </section>
  );
}
