import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../client/call.js';
import { noticeWish } from '../client/queries.js';
import type { NoticeWish } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { Reading } from '../look/reading.js';

/** How one wishes to be told: at once, gathered once a day, or here only. What is urgent comes at once whatever is chosen. */
export function WishPanel(): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const read = useQuery({ ...noticeWish, enabled: open });
  return (
    <details className="panel no-print" onToggle={({ currentTarget }) => { setOpen(currentTarget.open); }}>
      <summary>
        <strong>{t('notices.wish')}</strong>
      </summary>
      {open && <Reading of={read} rows={2}>{(wish) => <WishForm wish={wish} />}</Reading>}
    </details>
  );
}

/** As the service takes them: digits, with a plus before the country. */
const looksLikeMobile = (text: string): boolean => /^\+?[0-9]{5,15}$/.test(text);

function WishForm({ wish }: { readonly wish: NoticeWish }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [other, setOther] = useState(wish.other);
  const [mobile, setMobile] = useState(wish.mobile ?? '');
  const typed = mobile.replaceAll(/[\s-]/g, '');
  const wrong = typed !== '' && !looksLikeMobile(typed);
  const save = useMutation({
    mutationFn: (body: NoticeWish) => call('saveNoticeWish', { body }),
    onSuccess: (saved) => { client.setQueryData(noticeWish.queryKey, saved); },
  });
  return (
    <form
      className="stack"
      style={{ marginTop: '0.75rem' }}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) save.mutate({ other, mobile: typed === '' ? null : typed });
      }}
    >
      <fieldset className="plain">
        <legend>{t('notices.wishOther')}</legend>
        <Radio.Group
          vertical
          value={other}
          onChange={({ target }) => { setOther(target.value as NoticeWish['other']); save.reset(); }}
          options={[
            { value: 'at_once', label: t('notices.wishAtOnce') },
            { value: 'digest', label: t('notices.wishDigest') },
            { value: 'inbox', label: t('notices.wishInbox') },
          ]}
        />
      </fieldset>
      <p className="soft">{t('notices.wishUrgent')}</p>
      <label style={{ maxWidth: '20rem' }}>
        {t('notices.wishMobile')}
        <Input type="tel" autoComplete="tel" value={mobile} maxLength={20} status={wrong ? 'error' : ''} onChange={({ target }) => { setMobile(target.value); save.reset(); }} />
        {wrong && <span className="field-error" role="alert">{t('notices.wishMobileWrong')}</span>}
      </label>
      {save.isError && <Failure error={save.error} />}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('notices.wishSave')}
        </Button>
        <span role="status">{save.isSuccess && t('notices.wishSaved')}</span>
      </div>
    </form>
  );
}
