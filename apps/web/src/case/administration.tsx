import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../client/call.js';
import { Intention } from '../client/intention.js';
import { program } from '../client/queries.js';
import type { AdministerCaseRequest, Case } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { useAccount } from '../shell/session.js';

/** What the program office may do with a case: suspend, resume, nudge. Others do not see it. */
export function Administration({ one, tag }: { readonly one: Case; readonly tag: string }): ReactNode {
  const { t } = useTranslation();
  const { posts } = useAccount();
  const client = useQueryClient();
  const intention = useRef(new Intention());
  const [reason, setReason] = useState('');
  const [done, setDone] = useState('');
  const issuer = useQuery(program(one.item.programId)).data?.body.issuerId;
  const act = useMutation({
    mutationFn: (body: AdministerCaseRequest) => call('administerCase', { params: { caseId: one.item.id }, headers: { 'if-match': tag, 'idempotency-key': intention.current.keyFor(body) }, body }),
    onSuccess: async (_answer, body) => {
      intention.current.answered();
      setReason('');
      setDone(body.act === 'nudge' ? t('case.nudged') : t('case.administered'));
      await client.invalidateQueries({ queryKey: ['case', one.item.id] });
    },
  });
  if (issuer === undefined || !posts.some(({ organisationId }) => organisationId === issuer) || one.item.outcome !== null) return null;
  const open = one.tasks.filter(({ closedAt, optional }) => closedAt === null && !optional);
  return (
    <section className="panel no-print" aria-labelledby="administer-title">
      <h2 id="administer-title">{t('case.administer')}</h2>
      <p className="soft">{t('case.administerAbout')}</p>
      <div className="row">
        <Input style={{ maxWidth: '24rem' }} value={reason} maxLength={1000} aria-label={t('case.actReason')} placeholder={t('case.actReason')} onChange={({ target }) => { setReason(target.value); }} />
        <Button disabled={reason.trim() === ''} loading={act.isPending} onClick={() => { act.mutate({ act: one.suspendedAt === null ? 'suspend' : 'resume', reason: reason.trim() }); }}>
          {one.suspendedAt === null ? t('case.suspend') : t('case.resume')}
        </Button>
        {one.suspendedAt === null && open.map((task) => (
          <Button key={task.number} loading={act.isPending} onClick={() => { act.mutate({ act: 'nudge', task: task.number }); }}>
            {`${t('case.nudge')}：${task.members.filter(({ actedAt }) => actedAt === null).map(({ organisationName }) => organisationName).join('、')}`}
          </Button>
        ))}
      </div>
      <p aria-live="polite">{act.isPending ? '' : done}</p>
      {act.isError && <Failure error={act.error} />}
    </section>
  );
}
