import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../client/call.js';
import { Intention } from '../client/intention.js';
import { NetworkLost, Refusal } from '../client/problem.js';
import { organisationOfPost } from '../client/organiser-queries.js';
import { bothWords, type Artefact } from '../definitions/artefact.js';
import type { AdministerCaseRequest, Case } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { useKept } from '../look/kept.js';
import { useAccount } from '../shell/session.js';
import { useMarks } from '../words/marks.js';
import { useSay } from '../words/say.js';
import { administerBody, emptyAdministerDraft, lacking, openSeats, type AdministerDraft, type AdministerKind } from './administrative.js';

interface Shown {
  readonly kind: AdministerKind;
  readonly name: string;
  readonly one: Case;
  readonly tag: string;
  readonly artefact: Artefact;
  /** The program office gives every seat away, others their own. */
  readonly office: boolean;
  readonly end: (acted: boolean) => void;
}

/** One act of administration: what it does, what it needs, why. What is typed stays until it is done. */
export function AdministerDialog({ kind, name, one, tag, artefact, office, end }: Shown): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const intention = useRef(new Intention());
  const [tried, setTried] = useState(false);
  const [draft, setDraft, forget] = useKept<AdministerDraft>(`administer.${one.item.id}.${kind}`, emptyAdministerDraft);
  const about: Readonly<Record<AdministerKind, string>> = { suspend: t('case.suspendAbout'), resume: t('case.resumeAbout'), jump: t('case.jumpAbout'), void: t('case.voidAbout'), hand_over: t('case.handOverAbout') };
  const act = useMutation({
    mutationFn: async (body: AdministerCaseRequest) => {
      try {
        await call('administerCase', { params: { caseId: one.item.id }, headers: { 'if-match': tag, 'idempotency-key': intention.current.keyFor(body) }, body });
        intention.current.answered();
      } catch (error) {
        if (error instanceof Refusal && error.problem.status < 500) intention.current.answered();
        throw error;
      }
    },
    onSuccess: () => {
      forget();
      end(true);
    },
    // Where somebody else was first the page is read again, and the next try is against what is told then.
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['case', one.item.id] });
      void client.invalidateQueries({ queryKey: ['tasks'] });
    },
  });
  const lacks = lacking(kind, draft);
  const confirm = (): void => {
    setTried(true);
    if (lacks.length === 0) act.mutate(administerBody(kind, draft));
  };
  const set = (part: Partial<AdministerDraft>): void => {
    setDraft({ ...draft, ...part });
  };
  const needed = (field: keyof AdministerDraft): ReactNode => tried && lacks.includes(field) && <span className="field-error">{field === 'reason' ? t('case.actReasonNeeded') : t('case.actNeeded')}</span>;
  return (
    <Modal
      open
      title={name}
      onCancel={() => { end(false); }}
      mask={{ closable: false }}
      width={620}
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={() => { end(false); }}>{t('look.cancel')}</Button>
          <Button type="primary" danger={kind === 'void'} loading={act.isPending} onClick={confirm}>
            {act.error instanceof NetworkLost ? t('case.actLostAgain') : t('case.actConfirm', { decision: name })}
          </Button>
        </div>
      }
    >
      <div className="act-fields">
        <p className="hint">{about[kind]}</p>
        {kind === 'jump' && <JumpField artefact={artefact} one={one} value={draft.to} change={(to) => { set({ to }); }} note={needed('to')} />}
        {kind === 'hand_over' && <HandOverFields one={one} office={office} draft={draft} set={set} needed={needed} />}
        <label>
          {t('case.actReason')}
          <Input.TextArea value={draft.reason} autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1000} status={tried && lacks.includes('reason') ? 'error' : ''} onChange={({ target }) => { set({ reason: target.value }); }} />
          {needed('reason')}
        </label>
        {act.isError && <Failure error={act.error} />}
      </div>
    </Modal>
  );
}

interface Jump {
  readonly artefact: Artefact;
  readonly one: Case;
  readonly value: string;
  readonly change: (to: string) => void;
  readonly note: ReactNode;
}

function JumpField({ artefact, one, value, change, note }: Jump): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const here = new Set(one.item.states.map(({ id }) => id));
  return (
    <label>
      {t('case.jumpTo')}
      <select className="choice" value={value} onChange={({ target }) => { change(target.value); }}>
        <option value="">{t('case.choose')}</option>
        {artefact.stages.map((stage) => {
          const states = Object.values(artefact.caseChart.states).filter((state) => state.stage === stage.key && state.kind === 'atomic' && !here.has(state.id));
          return (
            states.length > 0 && (
              <optgroup key={stage.key} label={say(bothWords(stage.name))}>
                {states.map((state) => (
                  <option key={state.id} value={state.id}>
                    {say(bothWords(state.name))}
                  </option>
                ))}
              </optgroup>
            )
          );
        })}
      </select>
      {note}
    </label>
  );
}

interface HandOver {
  readonly one: Case;
  readonly office: boolean;
  readonly draft: AdministerDraft;
  readonly set: (part: Partial<AdministerDraft>) => void;
  readonly needed: (field: keyof AdministerDraft) => ReactNode;
}

function HandOverFields({ one, office, draft, set, needed }: HandOver): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const { posts } = useAccount();
  const seats = openSeats(one).filter(({ post }) => office || posts.some(({ id }) => id === post));
  const seat = seats.find(({ task, post }) => `${task} ${post}` === draft.seat);
  const receivers = useQuery({ ...organisationOfPost(seat?.post ?? '', seat?.organisationName ?? ''), enabled: seat !== undefined });
  const free = (receivers.data?.posts ?? []).filter(({ id, vacant }) => !vacant && id !== seat?.post && !seats.some(({ task, post }) => task === seat?.task && post === id));
  return (
    <>
      <label>
        {t('case.handOverFrom')}
        <select className="choice" value={draft.seat} onChange={({ target }) => { set({ seat: target.value, receiver: '' }); }}>
          <option value="">{t('case.choose')}</option>
          {seats.map(({ task, taskName, post, postName, organisationName }) => (
            <option key={`${task} ${post}`} value={`${task} ${post}`}>{marks.named(say(taskName), `${organisationName} · ${postName}`)}</option>
          ))}
        </select>
        {needed('seat')}
      </label>
      <label>
        {t('case.handOverTo')}
        <select className="choice" value={draft.receiver} disabled={seat === undefined} onChange={({ target }) => { set({ receiver: target.value }); }}>
          <option value="">{t('case.choose')}</option>
          {free.map(({ id, name, seats: sitting }) => (
            <option key={id} value={id}>{marks.aside(name, marks.list(sitting.map((one) => one.name)))}</option>
          ))}
        </select>
        {seat !== undefined && receivers.isSuccess && free.length === 0 && <span className="small soft">{t('case.handOverNobody')}</span>}
        {needed('receiver')}
      </label>
      {receivers.isError && <Failure error={receivers.error} />}
    </>
  );
}
