import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../client/call.js';
import type { Artefact } from '../definitions/artefact.js';
import type { AdministerCaseRequest, Case } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { useFocusBack } from '../look/focus-back.js';
import { useStanding } from '../program/standing.js';
import { useAccount } from '../shell/session.js';
import { AdministerDialog } from './administer-dialog.js';
import { AdministrationHistory } from './administration-history.js';
import { openSeats, type AdministerKind } from './administrative.js';
import { ExtendDialog } from './extend-dialog.js';
import { useMarks } from '../words/marks.js';

interface Shown {
  readonly one: Case;
  readonly tag: string;
  readonly artefact: Artefact;
}

/** What governs a case rather than handles it, for those who may; each act says what it does and asks why. */
export function Administration({ one, tag, artefact }: Shown): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const { posts } = useAccount();
  const { office, organiser } = useStanding(one.item.programId);
  const client = useQueryClient();
  const [chosen, setChosen] = useState<AdministerKind | 'extend'>();
  const [done, setDone] = useState('');
  const { told, opened, closed } = useFocusBack<HTMLParagraphElement>();
  const plain = useMutation({
    mutationFn: (body: AdministerCaseRequest) => call('administerCase', { params: { caseId: one.item.id }, body }),
    onMutate: () => { setDone(''); },
    onSuccess: (_answer, body) => { setDone(body.act === 'nudge' ? t('case.nudged') : t('case.woken')); },
    onSettled: () => client.invalidateQueries({ queryKey: ['case', one.item.id] }),
  });
  const names = useKindNames();
  const seats = openSeats(one);
  const mine = seats.some(({ post }) => posts.some(({ id }) => id === post));
  const [over, suspended] = [one.item.outcome !== null, one.suspendedAt !== null];
  const within = posts.map(({ organisationId }) => organisationId).includes(one.item.applicantId);
  const kinds: readonly (AdministerKind | 'extend')[] = over
    ? office && one.item.tags.includes('lapsed') ? ['extend'] : []
    : suspended
      ? office ? ['resume', 'void'] : []
      : office ? ['suspend', 'extend', ...(seats.length > 0 ? ['hand_over' as const] : []), 'jump', 'void'] : mine ? ['hand_over'] : [];
  const nudgeable = over || suspended || (!office && (!organiser || mine || within)) ? [] : one.tasks.filter(({ closedAt, optional, members }) => closedAt === null && !optional && members.some(({ actedAt }) => actedAt === null));
  const open = (kind: AdministerKind | 'extend'): void => {
    opened();
    setDone('');
    setChosen(kind);
  };
  const end = (acted: boolean): void => {
    if (acted && chosen) setDone(t('case.administered', { act: names[chosen] }));
    setChosen(undefined);
    closed(acted);
  };
  if (kinds.length + nudgeable.length === 0 && !organiser) return null;
  return (
    <section className="panel stack" id="administer" aria-labelledby="administer-title">
      <h2 id="administer-title">{t('case.administer')}</h2>
      {kinds.length + nudgeable.length > 0 && <p className="soft no-print">{t('case.administerAbout')}</p>}
      <div className="row no-print">
        {kinds.map((kind) => (
          <Button key={kind} danger={kind === 'void'} aria-haspopup="dialog" onClick={() => { open(kind); }}>
            {names[kind]}
          </Button>
        ))}
        {nudgeable.map((task) => (
          <Button key={task.number} loading={plain.isPending} onClick={() => { plain.mutate({ act: 'nudge', task: task.number }); }}>
            {marks.named(t('case.nudge'), marks.list(task.members.filter(({ actedAt }) => actedAt === null).map(({ organisationName }) => organisationName)))}
          </Button>
        ))}
        {office && !over && !suspended && (
          <Button loading={plain.isPending} onClick={() => { plain.mutate({ act: 'wake' }); }}>
            {t('case.wake')}
          </Button>
        )}
      </div>
      <p ref={told} tabIndex={-1} role="status" className={done === '' ? 'unseen' : 'hint'}>{done}</p>
      {plain.isError && <Failure error={plain.error} />}
      {organiser && <AdministrationHistory caseId={one.item.id} />}
      {chosen === 'extend' && <ExtendDialog one={one} end={end} />}
      {chosen !== undefined && chosen !== 'extend' && <AdministerDialog key={chosen} kind={chosen} name={names[chosen]} one={one} tag={tag} artefact={artefact} office={office} end={end} />}
    </section>
  );
}

function useKindNames(): Readonly<Record<AdministerKind | 'extend', string>> {
  const { t } = useTranslation();
  return { suspend: t('case.suspend'), resume: t('case.resume'), jump: t('case.jump'), void: t('case.void'), hand_over: t('case.handOver'), extend: t('case.extend') };
}
