import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { call } from '../client/call.js';
import { isCode } from '../client/problem.js';
import type { CodedDocument } from '../generated/api.js';
import { Failure } from '../look/failure.js';

/** Which case and version a paper is by the code printed on it, and whether it is the current one. */
export function CheckCode(): ReactNode {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const look = useMutation({ mutationFn: (typed: string) => call('checkCode', { params: { code: typed } }) });
  return (
    <div className="panel stack no-print">
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim() !== '') look.mutate(code.trim());
        }}
      >
        <Input style={{ maxWidth: '20rem' }} value={code} maxLength={40} aria-label={t('board.code')} placeholder={t('board.code')} onChange={({ target }) => { setCode(target.value); }} />
        <Button htmlType="submit" loading={look.isPending} disabled={code.trim() === ''}>
          {t('board.codeCheck')}
        </Button>
      </form>
      {look.isError && (isCode(look.error, 'not_found') ? <p role="status">{t('board.codeNone')}</p> : <Failure error={look.error} />)}
      {look.data && (
        <ul className="plain-list" role="status">
          {look.data.items.length === 0 && <li>{t('board.codeNone')}</li>}
          {look.data.items.map((one) => (
            <Found key={`${one.id} ${one.key} ${one.serial}`} one={one} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Found({ one }: { readonly one: CodedDocument }): ReactNode {
  const { t } = useTranslation();
  const text = one.kind === 'form' ? t('board.codeForm', { key: one.key, serial: one.serial, number: one.number ?? '' }) : t('board.codeRoll', { key: one.key, serial: one.serial });
  return (
    <li className="row">
      <Link to={one.kind === 'form' ? `/cases/${one.id}` : `/rolls/${one.id}`}>
        <strong>{one.organisationName}</strong>
      </Link>
      <span>{text}</span>
      <span className={one.current ? 'tag tag-green' : 'tag tag-red'}>{one.current ? t('board.codeCurrent') : t('board.codeOld')}</span>
    </li>
  );
}
