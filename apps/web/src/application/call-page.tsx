import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { call } from '../client/call.js';
import { Intention } from '../client/intention.js';
import { programCall, program } from '../client/queries.js';
import type { Call, NewCase } from '../generated/api.js';
import { bothWords, type FieldDefinition, type FormDefinition } from '../definitions/artefact.js';
import { useArtefact } from '../definitions/use-artefact.js';
import { DueText } from '../look/due.js';
import { Failure } from '../look/failure.js';
import { Reading } from '../look/reading.js';
import { useMarks } from '../words/marks.js';
import { useSay } from '../words/say.js';
import { estimatedHours, pace, toBring } from './effort.js';
import './application.css';

/** Before anything is begun: who may apply, what it takes, by when; then it begins. */
export function CallPage(): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const { programId = '' } = useParams();
  const head = useQuery(program(programId));
  const read = useQuery(programCall(programId));
  const artefact = useArtefact(head.data?.body.definitionHash);
  return (
    <div className="page">
      <h1>{t('application.callTitle', { program: head.data?.body.name ?? '' })}</h1>
      <Reading of={read}>
        {(asked) => (
          <div className="stack">
            <section className="panel">
              <p className="said">{say(asked.purpose)}</p>
              <h2>{t('application.callDocuments')}</h2>
              <ul>
                {asked.documents.map(({ title, number }) => (
                  <li key={title}>{`${title} ${number ?? ''}`}</li>
                ))}
              </ul>
              <h2>{t('application.callDue')}</h2>
              {asked.due ? <DueText due={asked.due} /> : <p>{t('application.callNoDue')}</p>}
            </section>
            <section className="panel">
              <h2>{t('application.callWho')}</h2>
              <p>{marks.list(asked.eligible.map(say))}</p>
              {asked.applicants.map((one) => (
                <p key={one.organisationId} className="hint">
                  {one.may ? t('application.callMay', { name: one.name, kind: one.kind ? say(one.kind) : '' }) : t('application.callMayNot', { name: one.name, reason: one.reason ? say(one.reason) : '' })}
                </p>
              ))}
              <h2>{t('application.callTakes')}</h2>
              <ul>
                <li>{t('application.callForm', { form: say(asked.form.title), blocks: asked.form.blocks, fields: asked.form.fields, characters: asked.form.leastCharacters })}</li>
                <li>{t('application.callOpinions', { opinions: asked.form.opinions })}</li>
                <Bring form={artefact.data?.forms[asked.form.key]} />
                <li>{t('application.callEstimate', { hours: estimatedHours(asked.form), minutes: pace.minutesPerField, characters: pace.charactersPerMinute })}</li>
                <li>{t('application.callTime')}</li>
              </ul>
            </section>
            {asked.applicants.some(({ may }) => may) && <Begin programId={programId} asked={asked} />}
          </div>
        )}
      </Reading>
    </div>
  );
}

/** Tables and files, once the definition is read; without it the rest stands alone. */
function Bring({ form }: { readonly form: FormDefinition | undefined }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  if (!form) return null;
  const { tables, files } = toBring(form);
  const names = (fields: readonly FieldDefinition[]): string => marks.list(fields.map(({ label }) => say(bothWords(label))));
  return (
    <>
      {tables.length > 0 && <li>{t('application.callTables', { count: tables.length, names: names(tables) })}</li>}
      <li>{files.length > 0 ? t('application.callFiles', { names: names(files) }) : t('application.callNoFiles')}</li>
    </>
  );
}

function Begin({ programId, asked }: { readonly programId: string; readonly asked: Call }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const intention = useRef(new Intention());
  const may = asked.applicants.filter((one) => one.may);
  const [applicantId, setApplicant] = useState(may[0]?.organisationId ?? '');
  const [topic, setTopic] = useState('');
  const [title, setTitle] = useState('');
  const [tried, setTried] = useState(false);
  const chosen = asked.topics.find(({ code }) => code === topic);
  const begun = useQuery({ queryKey: ['cases', programId, 'of', applicantId], queryFn: ({ signal }) => call('cases', { params: { programId }, query: { applicantId, limit: '50' } }, signal) });
  const begin = useMutation({
    mutationFn: (body: NewCase) => call('startCase', { params: { programId }, headers: { 'idempotency-key': intention.current.keyFor(body) }, body }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['cases'] });
      await navigate(`/cases/${id}/forms/${asked.form.key}`);
    },
  });
  const submit = (): void => {
    setTried(true);
    if (topic === '' || (chosen?.open === true && title.trim() === '')) return;
    begin.mutate({ applicantId, topic, ...(chosen?.open === true && { title: title.trim() }) });
  };
  const categories = [...new Set(asked.topics.map(({ category }) => category))];
  return (
    <section className="panel stack" aria-labelledby="topic-title">
      <h2 id="topic-title">{t('application.callTopic')}</h2>
      {(begun.data?.items.length ?? 0) > 0 && (
        <p className="hint">
          {t('application.callStarted')}{' '}
          {begun.data?.items.map((item) => (
            <Link key={item.id} to={`/cases/${item.id}`} style={{ marginInlineEnd: '0.75em' }}>
              {item.topic}
            </Link>
          ))}
        </p>
      )}
      {may.length > 1 && (
        <label>
          {t('application.callApplicant')}
          <select className="choice" value={applicantId} onChange={({ target }) => { setApplicant(target.value); }}>
            {may.map((one) => (
              <option key={one.organisationId} value={one.organisationId}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="topics" role="radiogroup" aria-labelledby="topic-title">
        {categories.map((category) => (
          <div key={category}>
            <h3>{category}</h3>
            {asked.topics
              .filter((one) => one.category === category)
              .map((one) => (
                <label key={one.code}>
                  <input type="radio" name="topic" value={one.code} checked={topic === one.code} onChange={() => { setTopic(one.code); }} />
                  <span>{`${one.code}　${one.title ?? t('application.callOpenTopic')}`}</span>
                </label>
              ))}
          </div>
        ))}
      </div>
      {tried && topic === '' && <span className="field-error" role="alert">{t('application.callTopicNeeded')}</span>}
      {chosen?.open === true && (
        <label>
          {t('application.callOwnTitle')}
          <Input value={title} maxLength={200} status={tried && title.trim() === '' ? 'error' : ''} onChange={({ target }) => { setTitle(target.value); }} />
          {tried && title.trim() === '' && <span className="field-error">{t('application.callOwnTitleNeeded')}</span>}
        </label>
      )}
      {begin.isError && <Failure error={begin.error} />}
      <div>
        <Button type="primary" size="large" loading={begin.isPending} onClick={submit}>
          {t('application.callBegin')}
        </Button>
      </div>
    </section>
  );
}
