import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { caseJournal } from '../client/queries.js';
import type { Case, JournalEntry } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { Loading } from '../look/quiet.js';
import { Sheet, type Column } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { useSay } from '../words/say.js';
import { canVerify, firstFault } from './verify.js';

/** The record of the case, verified here and not by whom it could accuse. */
export function Record({ one }: { readonly one: Case }): ReactNode {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <section className="panel" id="record" aria-labelledby="record-title">
      <h2 id="record-title">{t('case.record')}</h2>
      <p className="soft">{t('case.recordAbout')}</p>
      {shown ? (
        <Entries caseId={one.item.id} />
      ) : (
        <Button
          className="no-print"
          onClick={() => {
            setShown(true);
          }}
        >
          {t('case.recordShow')}
        </Button>
      )}
    </section>
  );
}

function Entries({ caseId }: { readonly caseId: string }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const read = useInfiniteQuery(caseJournal(caseId));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = read;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (!read.data) return read.isError ? <Failure error={read.error} retry={() => void read.refetch()} /> : <Loading />;
  const entries = read.data.pages.flatMap(({ items }) => items);
  const columns: readonly Column<JournalEntry>[] = [
    { key: 'seq', label: t('case.recordSeq'), number: true, cell: ({ seq }) => seq },
    { key: 'words', label: t('case.recordEntry'), bare: true, cell: ({ words }) => say(words) },
    { key: 'who', label: t('case.recordWho'), cell: ({ actor }) => actor ?? t('case.recordSystem') },
    { key: 'at', label: t('case.recordAt'), cell: ({ at }) => <Time at={at} bare /> },
    { key: 'raw', label: t('case.recordRaw'), cell: ({ entry, hash }) => <details><summary className="hash">{hash.slice(0, 23)}</summary><pre className="hash said">{JSON.stringify(entry, null, 1)}</pre></details> },
  ];
  return (
    <div className="stack">
      {!hasNextPage && <Verdict entries={entries} />}
      <Sheet caption={t('case.record')} columns={columns} rows={entries} keyOf={({ seq }) => String(seq)} />
    </div>
  );
}

function Verdict({ entries }: { readonly entries: readonly JournalEntry[] }): ReactNode {
  const { t } = useTranslation();
  const head = entries.at(-1)?.hash ?? '';
  const verdict = useQuery({ queryKey: ['verified', head, entries.length], queryFn: async () => ({ fault: await firstFault(entries) }), enabled: canVerify() });
  if (!canVerify()) return <p className="hint">{t('case.recordCannot')}</p>;
  if (!verdict.data) return null;
  const { fault } = verdict.data;
  return (
    <p role="status" className={fault === undefined ? 'tag tag-green' : 'tag tag-red'}>
      {fault === undefined ? t('case.recordWhole', { count: entries.length }) : t('case.recordBroken', { seq: fault })}
    </p>
  );
}
