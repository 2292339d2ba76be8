import { useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

function watch(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

/** Says that the network is gone, while it is. */
export function OfflineLine(): ReactNode {
  const { t } = useTranslation();
  const online = useSyncExternalStore(watch, () => navigator.onLine);
  return (
    <div aria-live="assertive" className="no-print">
      {!online && <div className="offline">{t('shell.offline')}</div>}
    </div>
  );
}
