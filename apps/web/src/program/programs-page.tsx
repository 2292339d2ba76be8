import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { programs } from '../client/queries.js';
import { Nothing } from '../look/quiet.js';
import { Reading } from '../look/reading.js';
import { Sheet } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { useMarks } from '../words/marks.js';
import { useSay } from '../words/say.js';

export function ProgramsPage(): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const read = useQuery(programs);
  return (
    <div className="page">
      <h1>{t('program.list')}</h1>
      <Reading of={read}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="panel">
              <Nothing>{t('program.listEmpty')}</Nothing>
            </div>
          ) : (
            <Sheet
              caption={t('program.list')}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                { key: 'name', label: t('program.name'), bare: true, cell: ({ id, name }) => <Link to={`/programs/${id}`}><strong>{name}</strong></Link> },
                { key: 'state', label: t('program.state'), cell: ({ states, outcome }) => (outcome === null ? marks.list(states.map(({ name }) => say(name))) : t('program.ended', { outcome })) },
                { key: 'opened', label: t('program.opened'), cell: ({ openedAt }) => <Time at={openedAt} bare /> },
                { key: 'apply', label: t('program.open'), bare: true, cell: ({ id, outcome }) => outcome === null && <Link to={`/programs/${id}/apply`}>{t('program.apply')}</Link> },
              ]}
            />
          )
        }
      </Reading>
    </div>
  );
}
