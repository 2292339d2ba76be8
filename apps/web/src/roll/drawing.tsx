import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNeedName } from '../case/act-fields.js';
import { call } from '../client/call.js';
import { Intention } from '../client/intention.js';
import { NetworkLost, Refusal, refusalOf } from '../client/problem.js';
import type { Candidates, DeskRoll, NewRoll } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { Nothing } from '../look/quiet.js';
import { LineRows } from './line-rows.js';
import { firstLines, linesFor, rollBody, incomplete, type Line } from './lines.js';
import { reordered, rollTableOf } from './table.js';
import { TableView } from './table-view.js';
import { useMarks } from '../words/marks.js';

interface Shown {
  readonly roll: DeskRoll;
  readonly found: Candidates;
  readonly programId: string;
  readonly answers: string | undefined;
}

export function Drawing({ roll, found, programId, answers }: Shown): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const nameOf = useNeedName();
  const client = useQueryClient();
  const intention = useRef(new Intention());
  const [put, setPut] = useState<readonly Line[]>(() => firstLines(roll, found));
  const [data, setData] = useState<Readonly<Record<string, boolean>>>({});
  const [tried, setTried] = useState(false);
  const lines = useMemo(() => linesFor(put, roll, found), [put, roll, found]);
  const included = lines.filter((line) => line.included);
  const lacking = roll.needs.filter((need) => data[need] !== true);
  const unfinished = incomplete(lines, roll);
  const table = rollTableOf(found.table);
  const confirming = useMutation({
    mutationFn: async (body: NewRoll) => {
      const [stage = '', name = ''] = roll.key.split('/');
      try {
        const answer = await call('confirmRoll', { params: { programId, stage, roll: name }, headers: { 'idempotency-key': intention.current.keyFor(body) }, body });
        intention.current.answered();
        return answer;
      } catch (error) {
        if (error instanceof Refusal) intention.current.answered();
        throw error;
      }
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['cases'] });
      void client.invalidateQueries({ queryKey: ['tasks'] });
    },
  });
  if (confirming.data) {
    return (
      <p className="hint" role="status">
        {t('roll.done', { serial: confirming.data.serial })} <Link to={`/rolls/${confirming.data.id}`}>{t('roll.doneOpen')}</Link>
      </p>
    );
  }
  const confirm = (): void => {
    setTried(true);
    if (lacking.length === 0 && unfinished.length === 0) confirming.mutate(rollBody(lines, roll, data, answers));
  };
  const nothing = found.cases.length === 0;
  const label = nothing ? t('roll.confirmNil') : roll.answers === null ? t('roll.confirm', { count: included.length }) : t('roll.confirmAnswer', { count: included.length });
  return (
    <div className="stack">
      {nothing ? <div className="panel"><Nothing>{answers === undefined ? t('roll.empty') : t('roll.emptyAnswer')}</Nothing></div> : <LineRows roll={roll} found={found} lines={lines} change={setPut} marked={tried ? unfinished : []} />}
      {table && included.length > 0 && (
        <section className="stack">
          <h2>{t('roll.table')}</h2>
          <TableView table={reordered(table, found.cases.map(({ caseId }) => caseId), included.map(({ caseId }) => caseId))} caption={t('roll.table')} />
        </section>
      )}
      {!(nothing && answers !== undefined) && (
        <section className="panel stack no-print">
          {roll.needs.map((need) => (
            <Checkbox key={need} checked={data[need] === true} onChange={({ target }) => { setData({ ...data, [need]: target.checked }); }}>
              {nameOf(need)}
            </Checkbox>
          ))}
          <p className="soft">{t('roll.allOrNone')}</p>
          {tried && lacking.length > 0 && <p className="field-error" role="alert">{t('roll.needed', { names: marks.list(lacking.map(nameOf)) })}</p>}
          {tried && unfinished.length > 0 && <p className="field-error" role="alert">{t('roll.reasonNeeded')}</p>}
          {confirming.isError && <Failure error={confirming.error}><RefusedLines error={confirming.error} /></Failure>}
          <div>
            <Button type="primary" size="large" loading={confirming.isPending} onClick={confirm}>
              {confirming.error instanceof NetworkLost ? t('case.actLostAgain') : label}
            </Button>
          </div>
        </section>
      )}
    </div>
  );
}

/** Which cases stand in the way of the whole roll, each with its reason. */
function RefusedLines({ error }: { readonly error: Error }): ReactNode {
  const { t, i18n } = useTranslation();
  const marks = useMarks();
  const lines = refusalOf(error)?.problem.details?.['lines'];
  if (!Array.isArray(lines)) return null;
  return (
    <>
      <div>{t('roll.refused')}</div>
      <ul>
        {(lines as readonly { readonly number: string; readonly zh: string; readonly en: string }[]).map((line) => (
          <li key={line.number}>{marks.named(line.number, i18n.language === 'en' ? line.en : line.zh)}</li>
        ))}
      </ul>
    </>
  );
}
