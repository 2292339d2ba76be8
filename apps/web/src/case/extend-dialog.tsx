import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../client/call.js';
import { Intention } from '../client/intention.js';
import { NetworkLost, Refusal } from '../client/problem.js';
import { programCalendar } from '../client/organiser-queries.js';
import type { Case, NewDate } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { useKept } from '../look/kept.js';
import { lastDayOf, today } from '../look/moment.js';
import { Reading } from '../look/reading.js';
import { useMarks } from '../words/marks.js';
import { useLanguage, useSay } from '../words/say.js';

interface Draft {
  readonly name: string;
  readonly until: string;
  readonly reason: string;
  readonly approver: string;
  readonly document: string;
}

const empty: Draft = { name: '', until: '', reason: '', approver: '', document: '' };

/** More time (or less) for this case alone, with why, who approved it and by which paper. */
export function ExtendDialog({ one, end }: { readonly one: Case; readonly end: (acted: boolean) => void }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const language = useLanguage();
  const client = useQueryClient();
  const intention = useRef(new Intention());
  const [tried, setTried] = useState(false);
  const [draft, setDraft, forget] = useKept<Draft>(`extend.${one.item.id}`, empty);
  const calendar = useQuery(programCalendar(one.item.programId));
  const set = (part: Partial<Draft>): void => {
    setDraft({ ...draft, ...part });
  };
  const extending = useMutation({
    mutationFn: async (body: NewDate) => {
      try {
        await call('setDate', { params: { programId: one.item.programId }, headers: { 'idempotency-key': intention.current.keyFor(body) }, body });
        intention.current.answered();
      } catch (error) {
        if (error instanceof Refusal && error.problem.status < 500) intention.current.answered();
        throw error;
      }
    },
    onSuccess: async () => {
      forget();
      await Promise.all([['case', one.item.id], ['program', one.item.programId], ['tasks']].map((queryKey) => client.invalidateQueries({ queryKey })));
      end(true);
    },
  });
  const movable = (calendar.data?.dates ?? []).filter(({ extend }) => extend?.for.includes('case') === true);
  const name = movable.some((date) => date.name === draft.name) ? draft.name : (movable[0]?.name ?? '');
  const lacks = { until: draft.until === '', reason: draft.reason.trim() === '' };
  const confirm = (): void => {
    setTried(true);
    if (name === '' || lacks.until || lacks.reason) return;
    const [approver, documentNumber] = [draft.approver.trim(), draft.document.trim()];
    extending.mutate({ name, scope: 'case', scopeId: one.item.id, rule: `by ${draft.until}`, reason: draft.reason.trim(), ...(approver !== '' && { approver }), ...(documentNumber !== '' && { documentNumber }) });
  };
  return (
    <Modal
      open
      title={t('case.extend')}
      onCancel={() => { end(false); }}
      mask={{ closable: false }}
      width={620}
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={() => { end(false); }}>{t('look.cancel')}</Button>
          <Button type="primary" disabled={movable.length === 0} loading={extending.isPending} onClick={confirm}>
            {extending.error instanceof NetworkLost ? t('case.actLostAgain') : t('case.actConfirm', { decision: t('case.extend') })}
          </Button>
        </div>
      }
    >
      <div className="act-fields">
        <p className="hint">{t('case.extendAbout')}</p>
        <Reading of={calendar} rows={2}>
          {() =>
            movable.length === 0 ? (
              <p>{t('case.extendNone')}</p>
            ) : (
              <>
                <label>
                  {t('case.extendWhich')}
                  <select className="choice" value={name} onChange={({ target }) => { set({ name: target.value }); }}>
                    {movable.map((date) => (
                      <option key={date.name} value={date.name}>{date.closes === null ? say(date.words) : marks.aside(say(date.words), t('case.extendNow', { at: lastDayOf(date.closes, language) }))}</option>
                    ))}
                  </select>
                </label>
                <label>
                  {t('case.extendUntil')}
                  <Input type="date" min={today()} value={draft.until} status={tried && lacks.until ? 'error' : ''} onChange={({ target }) => { set({ until: target.value }); }} />
                  {tried && lacks.until && <span className="field-error">{t('case.actNeeded')}</span>}
                </label>
                <label>
                  {t('case.actReason')}
                  <Input.TextArea value={draft.reason} autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} status={tried && lacks.reason ? 'error' : ''} onChange={({ target }) => { set({ reason: target.value }); }} />
                  {tried && lacks.reason && <span className="field-error">{t('case.actReasonNeeded')}</span>}
                </label>
                <label>
                  {t('case.extendApprover')}
                  <Input value={draft.approver} maxLength={100} onChange={({ target }) => { set({ approver: target.value }); }} />
                </label>
                <label>
                  {t('case.extendDocument')}
                  <Input value={draft.document} maxLength={100} onChange={({ target }) => { set({ document: target.value }); }} />
                </label>
              </>
            )
          }
        </Reading>
        {extending.isError && <Failure error={extending.error} />}
      </div>
    </Modal>
  );
}
