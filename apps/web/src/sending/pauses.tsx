import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../client/call.js';
import { noticePauses } from '../client/organiser-queries.js';
import type { NoticePause, PauseNoticesRequest } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { minuteOf } from '../look/moment.js';
import { Reading } from '../look/reading.js';
import { useLanguage } from '../words/say.js';
import { concerns } from './pausing.js';

/** Pausing what leaves: for one program, or as the administrator for everything or one channel. */
export function Pauses({ programId, channels }: { readonly programId?: string; readonly channels: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const read = useQuery(noticePauses);
  const [reason, setReason] = useState('');
  const [channel, setChannel] = useState('');
  const [lacking, setLacking] = useState(false);
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['deliveries'] });
  const pause = useMutation({ mutationFn: (body: PauseNoticesRequest) => call('pauseNotices', { body }), onSuccess: async () => { setReason(''); await again(); } });
  const resume = useMutation({ mutationFn: (pauseId: string) => call('resumeNotices', { params: { pauseId }, body: {} }), onSuccess: again });
  const submit = (): void => {
    setLacking(reason.trim() === '');
    if (reason.trim() === '') return;
    const what = programId !== undefined ? { scope: 'program' as const, programId } : channel !== '' ? { scope: 'channel' as const, channel } : { scope: 'installation' as const };
    pause.mutate({ ...what, reason: reason.trim() });
  };
  return (
    <section className="panel stack" aria-labelledby="pauses-title">
      <h2 id="pauses-title">{t('sending.pauses')}</h2>
      <p className="soft">{t('sending.pausesAbout')}</p>
      <Reading of={read} rows={2}>
        {({ items }) => {
          const now = items.filter((one) => one.resumedAt === null && concerns(one, programId));
          return (
            <>
              {now.length === 0 && <p>{t('sending.pausedNone')}</p>}
              {now.map((one) => (
                <div key={one.id} className="hint row spread" role="status">
                  <PauseWords pause={one} />
                  {(programId === undefined || one.scope === 'program') && (
                    <Button className="no-print" type="primary" loading={resume.isPending} onClick={() => { resume.mutate(one.id); }}>
                      {t('sending.resume')}
                    </Button>
                  )}
                </div>
              ))}
              {resume.isError && <Failure error={resume.error} />}
              {!(programId !== undefined && now.some(({ scope }) => scope === 'program')) && (
                <form className="row no-print" noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
                  {programId === undefined && (
                    <select className="choice" style={{ width: 'auto' }} aria-label={t('sending.pauseWhat')} value={channel} onChange={({ target }) => { setChannel(target.value); }}>
                      <option value="">{t('sending.pauseAll')}</option>
                      {channels.map((name) => <option key={name} value={name}>{name}</option>)}
                    </select>
                  )}
                  <Input style={{ maxWidth: '24rem' }} value={reason} maxLength={500} aria-label={t('sending.reason')} placeholder={t('sending.reason')} status={lacking ? 'error' : ''} onChange={({ target }) => { setReason(target.value); }} />
                  <Button htmlType="submit" loading={pause.isPending}>
                    {programId !== undefined ? t('sending.pauseProgram') : channel === '' ? t('sending.pauseInstallation') : `${t('sending.didPause')} ${channel}`}
                  </Button>
                  {lacking && <span className="field-error" role="alert">{t('sending.reasonNeeded')}</span>}
                </form>
              )}
              {pause.isError && <Failure error={pause.error} />}
            </>
          );
        }}
      </Reading>
    </section>
  );
}

function PauseWords({ pause }: { readonly pause: NoticePause }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const said = { at: minuteOf(pause.pausedAt, language), by: pause.pausedBy, reason: pause.reason };
  return <span>{pause.scope === 'program' ? t('sending.pausedProgram', said) : pause.scope === 'channel' ? t('sending.pausedChannel', { ...said, channel: pause.channel ?? '' }) : t('sending.pausedInstallation', said)}</span>;
}
