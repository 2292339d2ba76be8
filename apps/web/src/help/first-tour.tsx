import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useAccount } from '../shell/session.js';
import { rememberTour, tourSeen } from './tour-seen.js';

const RoleTour = lazy(async () => ({ default: (await import('./role-tour.js')).RoleTour }));

/** Shows round whoever opens the desk for the first time. Loaded only then. */
export function FirstTour(): ReactNode {
  const { pathname } = useLocation();
  return pathname === '/' ? <Shown /> : null;
}

function Shown(): ReactNode {
  const { login } = useAccount();
  const [open, setOpen] = useState(() => !tourSeen(login));
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <RoleTour
        close={() => {
          rememberTour(login);
          setOpen(false);
        }}
      />
    </Suspense>
  );
}
