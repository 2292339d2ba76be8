import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from './failure.js';
import { Loading } from './quiet.js';

interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

interface Shown<T> {
  readonly of: UseInfiniteQueryResult<InfiniteData<PageOf<T>>>;
  readonly empty: ReactNode;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** A list that is read page by page: on reaching its end, and by a button for whoever does not scroll. */
export function Pages<T>({ of, empty, children }: Shown<T>): ReactNode {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError } = of;
  useEffect(() => {
    const place = end.current;
    if (!place || !hasNextPage || isError) return undefined;
    const seen = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void fetchNextPage({ cancelRefetch: false });
      },
      { rootMargin: '400px' },
    );
    seen.observe(place);
    return () => {
      seen.disconnect();
    };
  }, [hasNextPage, isError, fetchNextPage, of.data?.pages.length]);
  // The same list until another page is read: what is drawn of it need not be drawn again.
  const items = useMemo(() => of.data?.pages.flatMap((page) => page.items), [of.data]);
  if (items === undefined) return of.isError ? <Failure error={of.error} retry={() => void of.refetch()} /> : <Loading />;
  if (items.length === 0) return <div className="panel">{empty}</div>;
  return (
    <>
      {children(items)}
      {of.isError && <Failure error={of.error} retry={() => void fetchNextPage()} />}
      <div ref={end} className="row spread small soft no-print">
        <span aria-live="polite">{t('look.showing', { count: items.length })}</span>
        {hasNextPage && (
          <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? t('look.moreLoading') : t('look.more')}
          </Button>
        )}
      </div>
    </>
  );
}
