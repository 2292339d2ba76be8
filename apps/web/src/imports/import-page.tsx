import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { addressOf } from '../client/call.js';
import { isCode, refusalOf } from '../client/problem.js';
import { program } from '../client/queries.js';
import type { ImportedCases } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { Sheet } from '../look/sheet.js';
import { ProgramTabs } from '../program/program-tabs.js';
import { useSay } from '../words/say.js';
import { faultsOf, unfit } from './faults.js';
import { checkAndSave, startFrom } from './send-workbook.js';

/** Many applications from one workbook: download it, fill it in, check it, start them all. */
export function ImportPage(): ReactNode {
  const { t } = useTranslation();
  const { programId = '' } = useParams();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const head = useQuery(program(programId)).data?.body;
  const check = useMutation({ mutationFn: (chosen: File) => checkAndSave(programId, chosen) });
  const start = useMutation({ mutationFn: (chosen: File) => startFrom(programId, chosen), onSuccess: () => client.invalidateQueries({ queryKey: ['cases'] }) });
  const wrong = file && unfit(file);
  const choose = (chosen: File | undefined): void => {
    if (!chosen) return;
    check.reset();
    start.reset();
    setFile(chosen);
  };
  return (
    <div className="page">
      <h1>{head?.name ?? t('imports.title')}</h1>
      <ProgramTabs programId={programId} />
      <section className="panel" aria-labelledby="import-first">
        <h2 id="import-first">{t('imports.first')}</h2>
        <p>{t('imports.about')}</p>
        <a href={addressOf('importTemplate', { params: { programId } })} download>
          {t('imports.template')}
        </a>
      </section>
      <section className="panel" aria-labelledby="import-second">
        <h2 id="import-second">{t('imports.second')}</h2>
        <input ref={input} type="file" accept=".xlsx" hidden aria-label={t('imports.choose')} onChange={({ target }) => { choose(target.files?.[0]); target.value = ''; }} />
        <div className="row">
          <Button onClick={() => input.current?.click()}>{t('imports.choose')}</Button>
          {file && <span>{t('imports.chosen', { name: file.name, size: `${Math.max(1, Math.round(file.size / 1024))} KB` })}</span>}
        </div>
        {wrong !== undefined && (
          <p className="field-error" role="alert">
            {wrong === 'kind' ? t('imports.kind') : t('imports.large')}
          </p>
        )}
      </section>
      <section className="panel stack" aria-labelledby="import-third">
        <h2 id="import-third">{t('imports.third')}</h2>
        <div className="row">
          <Button disabled={!file || wrong !== undefined} loading={check.isPending} onClick={() => { if (file) check.mutate(file); }}>
            {t('imports.check')}
          </Button>
          <span className="soft">{t('imports.checkAbout')}</span>
        </div>
        <p role="status" className={check.isSuccess ? 'hint' : 'unseen'}>{check.isSuccess && t('imports.checkDone')}</p>
        {check.isError && <Failure error={check.error} />}
        <div className="row">
          <Button type="primary" disabled={!file || wrong !== undefined || start.isSuccess} loading={start.isPending} onClick={() => { if (file) start.mutate(file); }}>
            {t('imports.start')}
          </Button>
          <span className="soft">{t('imports.startAbout')}</span>
        </div>
        {start.isError && !isCode(start.error, 'import.refused') && <Failure error={start.error} />}
      </section>
      {start.isError && isCode(start.error, 'import.refused') && <Faults error={start.error} />}
      {start.data && <Started found={start.data} />}
    </div>
  );
}

function Faults({ error }: { readonly error: Error }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const problem = refusalOf(error)?.problem;
  if (!problem) return null;
  const faults = faultsOf(problem);
  return (
    <section className="stack" role="alert" aria-labelledby="import-faults">
      <h2 id="import-faults">{t('imports.faults', { count: faults.length })}</h2>
      <p>{say(problem.messages)}</p>
      <Sheet
        caption={t('imports.faults', { count: faults.length })}
        rows={faults.map((fault, index) => ({ ...fault, index }))}
        keyOf={({ index }) => String(index)}
        columns={[
          { key: 'sheet', label: t('imports.sheet'), cell: ({ sheet }) => sheet },
          { key: 'row', label: t('imports.row'), number: true, cell: ({ row }) => row ?? '' },
          { key: 'cell', label: t('imports.cell'), cell: ({ cell }) => cell },
          { key: 'fault', label: t('imports.fault'), cell: ({ words }) => say(words) },
        ]}
      />
    </section>
  );
}

function Started({ found }: { readonly found: ImportedCases }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="stack" role="status">
      <p className="hint">{found.replayed ? t('imports.replayed') : t('imports.started', { count: found.cases.length })}</p>
      <Sheet
        caption={t('imports.started', { count: found.cases.length })}
        rows={found.cases}
        keyOf={({ id }) => id}
        columns={[
          { key: 'number', label: t('imports.number'), bare: true, cell: ({ id, number }) => <Link to={`/cases/${id}`}><strong>{number}</strong></Link> },
          { key: 'row', label: t('imports.row'), number: true, cell: ({ row }) => row },
          { key: 'open', label: t('imports.open'), cell: ({ open }) => (open === 0 ? t('imports.openNone') : t('imports.openCount', { count: open })) },
        ]}
      />
    </section>
  );
}
