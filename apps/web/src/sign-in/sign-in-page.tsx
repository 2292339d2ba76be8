import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../client/call.js';
import { refusalOf } from '../client/problem.js';
import { Failure } from '../look/failure.js';
import { Choices } from '../shell/header.js';
import './sign-in.css';

/** Only back into this application. */
export const inside = (next: string | null): string => (next !== null && /^\/(?![/\\])/.test(next) ? next : '/');

export function SignInPage(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const [missing, setMissing] = useState(false);
  const signIn = useMutation({
    mutationFn: (body: { readonly login: string; readonly password: string }) => call('signIn', { body }),
    onSuccess: async (me) => {
      client.clear();
      client.setQueryData(['me'], me);
      await navigate(inside(query.get('next')), { replace: true });
    },
  });
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [login, password] = [form.get('login'), form.get('password')];
    const whole = typeof login === 'string' && typeof password === 'string' && login.trim() !== '' && password !== '';
    setMissing(!whole);
    if (whole) signIn.mutate({ login: login.trim(), password });
  };
  const retryAfter = refusalOf(signIn.error)?.retryAfter;
  return (
    <main className="sign-in">
      <form className="panel stack" onSubmit={submit} noValidate>
        <div className="row">
          <img src="/icon.svg" width="40" height="40" alt="" />
          <div>
            <h1>{t('shell.name')}</h1>
            <div className="soft">{t('signIn.subtitle')}</div>
          </div>
        </div>
        <label className="stack" style={{ gap: '0.25rem' }}>
          {t('signIn.login')}
          <Input name="login" autoComplete="username" autoFocus maxLength={100} size="large" />
        </label>
        <label className="stack" style={{ gap: '0.25rem' }}>
          {t('signIn.password')}
          <Input name="password" type="password" autoComplete="current-password" maxLength={200} size="large" />
        </label>
        {missing && <p role="alert">{t('signIn.missing')}</p>}
        {signIn.isError && <Failure error={signIn.error}>{retryAfter !== undefined && <div>{t('signIn.wait', { minutes: Math.ceil(retryAfter / 60) })}</div>}</Failure>}
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
          {signIn.isPending ? t('signIn.entering') : t('signIn.enter')}
        </Button>
        <div className="row">
          <Choices />
        </div>
      </form>
    </main>
  );
}
