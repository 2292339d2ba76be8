import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from './failure.js';
import { Loading } from './quiet.js';

/** Something that is read: its content, or that it is under way, or why it failed. */
export function Reading<T>({ of, rows, children }: { readonly of: UseQueryResult<T>; readonly rows?: number; readonly children: (read: T) => ReactNode }): ReactNode {
  if (of.data !== undefined) {
    return (
      <>
        {of.isError && <Failure error={of.error} retry={() => void of.refetch()} />}
        {children(of.data)}
      </>
    );
  }
  if (of.isError) return <Failure error={of.error} retry={() => void of.refetch()} />;
  return <Loading {...(rows !== undefined && { rows })} />;
}
