import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Nothing } from '../look/quiet.js';

export function NotFoundPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="page">
      <div className="panel">
        <Nothing>
          <h1>{t('shell.notFound')}</h1>
          <Link to="/">{t('shell.notFoundBack')}</Link>
        </Nothing>
      </div>
    </div>
  );
}
