import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** While something is read. */
export function Loading({ rows = 4 }: { readonly rows?: number }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="panel" role="status">
      <span className="unseen">{t('look.loading')}</span>
      <Skeleton active title={false} paragraph={{ rows }} aria-hidden />
    </div>
  );
}

/** Where there is nothing, and what would bring something. */
export function Nothing({ children }: { readonly children?: ReactNode }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="quiet">
      <svg width="64" height="44" viewBox="0 0 64 44" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2">
        <path d="M10 6h44v32H10z" opacity=".5" />
        <path d="M18 16h28M18 23h20M18 30h12" strokeLinecap="round" />
      </svg>
      <div>{children ?? t('look.nothing')}</div>
    </div>
  );
}
