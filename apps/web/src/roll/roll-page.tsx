import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { addressOf, call } from '../client/call.js';
import { Reading } from '../look/reading.js';
import { Time } from '../look/time.js';
import { rollTableOf } from './table.js';
import { TableView } from './table-view.js';

/** One confirmed roll with the table that was sealed. */
export function RollPage(): ReactNode {
  const { t } = useTranslation();
  const { rollId = '' } = useParams();
  const read = useQuery({ queryKey: ['roll', rollId], queryFn: ({ signal }) => call('roll', { params: { rollId } }, signal) });
  const file = (format: string): string => addressOf('rollDocument', { params: { rollId }, query: { format } });
  return (
    <div className="page">
      <Reading of={read}>
        {(roll) => {
          const table = rollTableOf(roll.table);
          return (
            <>
              <h1>{table?.title ?? t('roll.name')}</h1>
              <div className="row">
                <span>{roll.lines.length === 0 ? t('roll.nil') : t('roll.serial', { serial: roll.serial, lines: roll.lines.length })}</span>
                <Time at={roll.confirmedAt} />
                {roll.masked && <span className="tag">{t('case.masked')}</span>}
                <a href={file('xlsx')} download>
                  {t('roll.xlsx')}
                </a>
                <a href={file('pdf')} download>
                  {t('roll.pdf')}
                </a>
                <Link to={`/programs/${roll.programId}/rolls`}>{t('roll.confirmed')}</Link>
              </div>
              {table && <TableView table={table} caption={t('roll.tableOf')} />}
            </>
          );
        }}
      </Reading>
    </div>
  );
}
