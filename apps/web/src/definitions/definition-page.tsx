import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { textOf } from '../client/call.js';
import { definitionPlan } from '../client/queries.js';
import { Picture } from '../look/picture.js';
import { Reading } from '../look/reading.js';
import { Sheet } from '../look/sheet.js';
import { useMarks } from '../words/marks.js';
import { useLanguage, useSay } from '../words/say.js';
import { bothWords, type Artefact } from './artefact.js';
import { Duties } from './duties.js';
import { Scenarios } from './scenarios.js';
import { useArtefact } from './use-artefact.js';
import '../case/case.css';
import './definitions.css';
import '../program/program.css';

/** One workflow, read and not edited: its picture, its calendar, its deadlines and notices in words, what its scenarios show, what it assumes. */
export function DefinitionPage(): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const { hash = '' } = useParams();
  const read = useArtefact(hash);
  const plan = useQuery(definitionPlan(hash));
  return (
    <div className="page">
      <Reading of={read}>
        {(known) => (
          <>
            <h1>{say(bothWords(known.name))}</h1>
            <div className="soft">{t('definitions.issuer', { issuer: known.issuer })}</div>
            <div className="hash soft">{known.hash}</div>
            <section className="panel">
              <h2>{t('definitions.purpose')}</h2>
              <p className="said">{say(bothWords(known.purpose))}</p>
              <h2>{t('definitions.documents')}</h2>
              <ul>
                {Object.entries(known.documents).map(([key, { title, number }]) => (
                  <li key={key}>{`${title} ${number ?? ''}`}</li>
                ))}
              </ul>
              <h2>{t('definitions.applicants')}</h2>
              <ul>
                {Object.entries(known.applicants).map(([key, { name }]) => (
                  <li key={key}>{say(bothWords(name))}</li>
                ))}
              </ul>
              <h2>{t('definitions.forms')}</h2>
              <ul>
                {Object.values(known.forms).map((form) => (
                  <li key={form.key}>{marks.aside(say(bothWords(form.title)), t('definitions.formFields', { blocks: form.blocks.length }))}</li>
                ))}
              </ul>
            </section>
            <DefinitionChart known={known} />
            <Reading of={plan}>{(found) => <Duties plan={found} />}</Reading>
            <Scenarios hash={known.hash} name={say(bothWords(known.name))} />
            <section className="stack">
              <h2>{t('definitions.settings')}</h2>
              <Sheet
                caption={t('definitions.settings')}
                rows={Object.entries(known.settings)}
                keyOf={([key]) => key}
                columns={[
                  { key: 'number', label: t('definitions.question'), cell: ([key]) => key },
                  { key: 'ask', label: t('definitions.ask'), bare: true, cell: ([, { ask }]) => ask },
                  { key: 'answer', label: t('definitions.answer'), cell: ([, { answer }]) => answer ?? t('look.none') },
                  { key: 'basis', label: t('definitions.basis'), cell: ([, { basis }]) => (basis === 'document' ? t('definitions.basisDocument') : t('definitions.basisOurs')) },
                ]}
              />
            </section>
          </>
        )}
      </Reading>
    </div>
  );
}

function DefinitionChart({ known }: { readonly known: Artefact }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const lang = useLanguage();
  const [shown, setShown] = useState<'road' | 'chart' | 'program'>('road');
  const view = shown === 'program' ? 'chart' : shown;
  const of = shown === 'program' ? 'program' : 'case';
  const picture = useQuery({ queryKey: ['definition', known.hash, 'diagram', shown, lang], queryFn: ({ signal }) => textOf('definitionDiagram', { params: { hash: known.hash }, query: { of, view, lang } }, signal) });
  return (
    <section className="panel">
      <div className="row spread">
        <h2>{t('definitions.chart')}</h2>
        <Segmented className="no-print" value={shown} onChange={setShown} options={[{ value: 'road', label: t('definitions.road') }, { value: 'chart', label: t('definitions.full') }, { value: 'program', label: t('definitions.program') }]} />
      </div>
      <Reading of={picture}>{(svg) => <Picture svg={svg} fits={shown !== 'chart'} alt={t('definitions.chartAlt', { name: say(bothWords(known.name)) })} />}</Reading>
    </section>
  );
}
