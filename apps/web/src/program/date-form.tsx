import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { call } from '../client/call.js';
import { Intention } from '../client/intention.js';
import { regionsBelow } from '../client/organiser-queries.js';
import type { NewDate, ProgramCalendar } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { useAccount } from '../shell/session.js';
import { useSay } from '../words/say.js';
import { programScope, ruleOf, scopeOf } from './date-scope.js';

interface Shown {
  readonly programId: string;
  readonly dates: ProgramCalendar['dates'];
}

/** Sets, extends or brings forward one date, for the program or for one region, with reason, approver and document. */
export function DateForm({ programId, dates }: Shown): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const say = useSay();
  const { posts } = useAccount();
  const regions = useQuery(regionsBelow).data ?? [];
  const own = [...new Map(posts.map(({ organisationId, organisationName }) => [organisationId, { id: organisationId, name: organisationName }])).values()];
  const intention = useRef(new Intention());
  const [lacking, setLacking] = useState(false);
  const setting = useMutation({
    mutationFn: (body: NewDate) => call('setDate', { params: { programId }, headers: { 'idempotency-key': intention.current.keyFor(body) }, body }),
    onSuccess: async () => {
      intention.current.answered();
      await client.invalidateQueries({ queryKey: ['program', programId] });
    },
  });
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const [name, from, until, reason, approver, documentNumber] = [text('name'), text('from'), text('until'), text('reason'), text('approver'), text('document')];
    setLacking(name === '' || until === '' || reason === '');
    if (name === '' || until === '' || reason === '') return;
    setting.mutate({
      name,
      ...scopeOf(text('scope'), programId),
      rule: ruleOf(from, until),
      reason,
      ...(approver !== '' && { approver }),
      ...(documentNumber !== '' && { documentNumber }),
    });
  };
  return (
    <section className="panel stack no-print" aria-labelledby="set-title">
      <h2 id="set-title">{t('program.dateSet')}</h2>
      <p className="soft">{t('program.dateAbout')}</p>
      <form className="date-form" onSubmit={submit} noValidate>
        <label>
          {t('program.dateWhich')}
          <select name="name" className="choice">
            {dates.filter(({ name }) => !/[./]/.test(name)).map(({ name, words }) => (
              <option key={name} value={name}>
                {say(words)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('program.dateFor')}
          <select name="scope" className="choice">
            <option value={programScope}>{t('program.dateProgram')}</option>
            {[...own, ...regions.filter(({ id }) => !own.some((one) => one.id === id))].map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('program.dateFrom')}
          <Input type="date" name="from" />
        </label>
        <label>
          {t('program.dateUntil')}
          <Input type="date" name="until" />
        </label>
        <label>
          {t('program.dateWhy')}
          <Input name="reason" maxLength={2000} />
        </label>
        <label>
          {t('program.dateApprover')}
          <Input name="approver" maxLength={100} />
        </label>
        <label>
          {t('program.dateDocument')}
          <Input name="document" maxLength={100} />
        </label>
        <Button type="primary" htmlType="submit" loading={setting.isPending}>
          {t('program.dateDo')}
        </Button>
      </form>
      {lacking && (
        <p className="field-error" role="alert">
          {t('program.dateNeeded')}
        </p>
      )}
      {setting.isError && <Failure error={setting.error} />}
      {setting.data && (
        <div className="hint" role="status">
          {t('program.dateDone')}
          {setting.data.reopened.length > 0 && (
            <>
              <div>{t('program.dateReopened')}</div>
              <ul>
                {setting.data.reopened.map(({ caseId, number, applicantName }) => (
                  <li key={caseId}>
                    <Link to={`/cases/${caseId}`}>{`${number} ${applicantName}`}</Link>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </section>
  );
}
