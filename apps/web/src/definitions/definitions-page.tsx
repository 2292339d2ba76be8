import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { definitions } from '../client/queries.js';
import { Nothing } from '../look/quiet.js';
import { Reading } from '../look/reading.js';
import { Sheet } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { useSay } from '../words/say.js';

/** The catalogue of published workflows. */
export function DefinitionsPage(): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const read = useQuery(definitions);
  return (
    <div className="page">
      <h1>{t('definitions.title')}</h1>
      <Reading of={read}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="panel">
              <Nothing>{t('definitions.none')}</Nothing>
            </div>
          ) : (
            <Sheet
              caption={t('definitions.title')}
              rows={items}
              keyOf={({ hash }) => hash}
              columns={[
                { key: 'name', label: t('definitions.name'), bare: true, cell: ({ hash, name }) => <Link to={`/definitions/${encodeURIComponent(hash)}`}><strong>{say(name)}</strong></Link> },
                { key: 'at', label: t('definitions.published'), cell: ({ publishedAt }) => <Time at={publishedAt} bare /> },
                { key: 'hash', label: t('definitions.hash'), cell: ({ hash }) => <span className="hash">{hash.slice(0, 19)}</span> },
              ]}
            />
          )
        }
      </Reading>
    </div>
  );
}
