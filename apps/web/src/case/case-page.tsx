import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { oneCase } from '../client/queries.js';
import { useArtefact } from '../definitions/use-artefact.js';
import { StateWords } from '../home/case-sheet.js';
import { Reading } from '../look/reading.js';
import { useStanding } from '../program/standing.js';
import { ActionList } from './action-list.js';
import { Administration } from './administration.js';
import { Attachments } from './attachments.js';
import { CaseChart } from './case-chart.js';
import { Documents } from './documents.js';
import { Holders } from './holders.js';
import { Opinions } from './opinions.js';
import { Record } from './record.js';
import { SubmittedForms } from './submitted-forms.js';
import { Timeline } from './timeline.js';
import './case.css';

const sections = [
  ['actions', 'case.actions'],
  ['forms', 'case.forms'],
  ['opinions', 'case.opinions'],
  ['attachments', 'case.attachments'],
  ['timeline', 'case.timeline'],
  ['chart', 'case.chart'],
  ['documents', 'case.documents'],
  ['record', 'case.record'],
] as const;

/** All of one case: where it stands, who has it, what can be done, what was said, what happened. */
export function CasePage(): ReactNode {
  const { t } = useTranslation();
  const { caseId = '' } = useParams();
  const read = useQuery(oneCase(caseId));
  const artefact = useArtefact(read.data?.body.definitionHash);
  return (
    <div className="page">
      <Reading of={read}>
        {({ body, tag }) => (
          <>
            <header className="stack" style={{ gap: '0.35rem' }}>
              <div className="small soft row">
                <span>{t('case.number', { number: body.item.number })}</span>
                <Link to={`/programs/${body.item.programId}`}>{body.tasks[0]?.programName ?? t('case.program')}</Link>
              </div>
              <h1>{body.item.applicantName}</h1>
              <div>{t('case.topic', { topic: body.item.topic, title: body.item.title ?? '' })}</div>
              <div className="row">
                <span className="unseen">{t('case.stands')}</span>
                <StateWords item={body.item} />
              </div>
            </header>
            <Sections programId={body.item.programId} />
            <Reading of={artefact} rows={2}>
              {(known) => (
                <div className="stack">
                  <div className="case-now">
                    <Holders one={body} artefact={known} />
                    <ActionList one={body} tag={tag ?? '*'} artefact={known} />
                  </div>
                  <SubmittedForms one={body} artefact={known} />
                  <Opinions one={body} artefact={known} />
                  <Attachments one={body} />
                  <Timeline one={body} artefact={known} />
                  <CaseChart one={body} />
                  <Documents one={body} />
                  <Record one={body} />
                  <Administration one={body} tag={tag ?? '*'} artefact={known} />
                </div>
              )}
            </Reading>
          </>
        )}
      </Reading>
    </div>
  );
}

/** Leads to the parts of the page; governing to those who see it. */
function Sections({ programId }: { readonly programId: string }): ReactNode {
  const { t } = useTranslation();
  const { organiser } = useStanding(programId);
  return (
    <nav className="tabs no-print" aria-label={t('case.sections')}>
      {[...sections, ...(organiser ? [['administer', 'case.administer'] as const] : [])].map(([id, words]) => (
        <a key={id} href={`#${id}`}>
          {t(words)}
        </a>
      ))}
    </nav>
  );
}
