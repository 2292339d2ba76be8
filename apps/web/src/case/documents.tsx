import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../client/call.js';
import type { Case } from '../generated/api.js';
import { useSay } from '../words/say.js';

/** The papers of the case, as the form prints them. */
export function Documents({ one }: { readonly one: Case }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const drafts = [...new Set(one.actions.flatMap(({ allowed, form }) => (allowed && form !== null ? [form] : [])))];
  return (
    <section className="panel" id="documents" aria-labelledby="documents-title">
      <h2 id="documents-title">{t('case.documents')}</h2>
      {one.forms.length + drafts.length === 0 && <p className="soft">{t('look.none')}</p>}
      <ul className="plain-list stack" style={{ gap: '0.4rem' }}>
        {one.forms.map((form) => (
          <Paper key={`${form.form} ${form.version}`} caseId={one.item.id} form={form.form} version={String(form.version)} name={t('case.documentsForm', { form: say(form.title), version: form.version })} />
        ))}
        {drafts.map((form) => (
          <Paper key={form} caseId={one.item.id} form={form} version="draft" name={t('case.documentsDraft')} />
        ))}
      </ul>
    </section>
  );
}

function Paper({ caseId, form, version, name }: { readonly caseId: string; readonly form: string; readonly version: string; readonly name: string }): ReactNode {
  const address = (format: string): string => addressOf('caseDocument', { params: { caseId, form }, query: { format, version } });
  return (
    <li className="row">
      <span>{name}</span>
      {(['pdf', 'docx'] as const).map((format) => (
        <a key={format} href={address(format)} download aria-label={`${name} ${format.toUpperCase()}`}>
          {format.toUpperCase()}
        </a>
      ))}
    </li>
  );
}
