import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { program, programDates } from '../client/queries.js';
import { bothWords } from '../definitions/artefact.js';
import { useArtefact } from '../definitions/use-artefact.js';
import { lastDayOf } from '../look/moment.js';
import { Nothing } from '../look/quiet.js';
import { Reading } from '../look/reading.js';
import { Sheet } from '../look/sheet.js';
import { useLanguage, useSay } from '../words/say.js';
import { DateForm } from './date-form.js';
import { ProgramTabs } from './program-tabs.js';
import './program.css';

/** The dates of a program as they bind now, with what the tiers have set, and setting one. */
export function DatesPage(): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const { programId = '' } = useParams();
  const head = useQuery(program(programId));
  const artefact = useArtefact(head.data?.body.definitionHash);
  const read = useQuery(programDates(programId));
  const scopes = { program: t('program.dateProgram'), organisation: t('program.dateOrganisation'), case: t('program.dateCase') } as const;
  return (
    <div className="page">
      <h1>{head.data?.body.name ?? t('program.dates')}</h1>
      <ProgramTabs programId={programId} />
      <Reading of={artefact}>
        {(known) => {
          const nameOf = (name: string): string => {
            const words = known.dates[name]?.name;
            return words ? say(bothWords(words)) : name;
          };
          return (
            <>
              <Reading of={read}>
                {({ items }) =>
                  items.length === 0 ? (
                    <div className="panel">
                      <Nothing>{t('program.datesNone')}</Nothing>
                    </div>
                  ) : (
                    <Sheet
                      caption={t('program.dates')}
                      rows={items}
                      keyOf={({ id }) => id}
                      columns={[
                        { key: 'name', label: t('program.dateName'), bare: true, cell: ({ name }) => <strong>{nameOf(name)}</strong> },
                        { key: 'scope', label: t('program.dateScope'), cell: ({ scope }) => scopes[scope] },
                        { key: 'closes', label: t('program.dateCloses'), cell: ({ closesAt, provisional }) => (closesAt === null ? t('look.none') : `${lastDayOf(closesAt, language)} 24:00${provisional ? `（${t('program.provisional')}）` : ''}`) },
                        { key: 'rule', label: t('program.dateRule'), cell: ({ rule }) => rule },
                        { key: 'reason', label: t('program.dateReason'), cell: ({ reason, approver, documentNumber }) => [reason, approver, documentNumber].filter((part) => part !== null).join('；') },
                      ]}
                    />
                  )
                }
              </Reading>
              <DateForm programId={programId} names={Object.keys(known.dates).filter((name) => !name.includes('/') && !name.includes('.'))} nameOf={nameOf} />
            </>
          );
        }}
      </Reading>
    </div>
  );
}
