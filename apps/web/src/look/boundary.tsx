import type { ReactNode } from 'react';
import { useRouteError } from 'react-router';
import { Failure } from './failure.js';

/** A page that failed to load or to draw. */
export function BrokenPage(): ReactNode {
  const error = useRouteError();
  return (
    <main className="page">
      <Failure
        error={error}
        retry={() => {
          location.reload();
        }}
      />
    </main>
  );
}
