import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { returnReasons } from '../client/organiser-queries.js';
import { Reading } from '../look/reading.js';
import { Sheet } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { useSay } from '../words/say.js';

/** Why applications were returned: how often by stage, and the reasons as they were written. */
export function Reasons({ programId }: { readonly programId: string }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const read = useQuery(returnReasons(programId));
  return (
    <section className="panel stack" aria-labelledby="reasons-title">
      <h2 id="reasons-title">{t('board.reasons')}</h2>
      <Reading of={read} rows={2}>
        {({ total, stages, reasons }) =>
          total === 0 ? (
            <p className="soft">{t('board.reasonsNone')}</p>
          ) : (
            <>
              <div className="row">
                <strong>{t('board.reasonsTotal', { count: total })}</strong>
                {stages.map(({ key, name, returns }) => (
                  <span key={key} className="tag">{`${say(name)} ${returns}`}</span>
                ))}
              </div>
              <Sheet
                caption={t('board.reasons')}
                rows={reasons}
                keyOf={({ stage, reason }) => `${stage.key} ${reason}`}
                columns={[
                  { key: 'reason', label: t('board.reason'), bare: true, cell: ({ reason }) => (reason === '' ? <span className="soft">{t('board.reasonEmpty')}</span> : reason) },
                  { key: 'stage', label: t('board.stage'), cell: ({ stage }) => say(stage.name) },
                  { key: 'times', label: t('board.times'), number: true, cell: ({ returns }) => returns },
                  { key: 'last', label: t('board.last'), cell: ({ lastAt }) => <Time at={lastAt} bare /> },
                ]}
              />
            </>
          )
        }
      </Reading>
    </section>
  );
}
