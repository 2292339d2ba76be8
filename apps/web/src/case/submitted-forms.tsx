import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Artefact } from '../definitions/artefact.js';
import type { Case, Form } from '../generated/api.js';
import { minuteOf } from '../look/moment.js';
import { useMarks } from '../words/marks.js';
import { useLanguage, useSay } from '../words/say.js';
import { FormView } from './form-view.js';

/** Every version of every form that was submitted, newest first; what differs from the one before is marked. */
export function SubmittedForms({ one, artefact }: { readonly one: Case; readonly artefact: Artefact }): ReactNode {
  const { t } = useTranslation();
  const forms = one.forms.toReversed();
  return (
    <section className="panel" id="forms" aria-labelledby="forms-title">
      <h2 id="forms-title">{t('case.forms')}</h2>
      {forms.length === 0 && <p className="soft">{t('case.noForms')}</p>}
      <div className="stack">
        {forms.map((form) => (
          <OneForm key={`${form.form} ${form.version}`} form={form} before={one.forms.find((other) => other.form === form.form && other.version === form.version - 1)} artefact={artefact} />
        ))}
      </div>
    </section>
  );
}

function OneForm({ form, before, artefact }: { readonly form: Form; readonly before: Form | undefined; readonly artefact: Artefact }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const language = useLanguage();
  const [shown, setShown] = useState(false);
  const definition = artefact.forms[form.form];
  return (
    <article>
      <div className="row">
        <strong>{say(form.title)}</strong>
        <span className="small soft">{t('case.formVersion', { version: form.version, at: marks.aside(minuteOf(form.submittedAt, language), t('look.zone')) })}</span>
        {form.baseline && <span className="tag tag-accent">{t('case.baseline')}</span>}
        {form.masked && <span className="tag">{t('case.masked')}</span>}
        <Button
          size="small"
          className="no-print"
          aria-expanded={shown}
          onClick={() => {
            setShown(!shown);
          }}
        >
          {shown ? t('case.hide') : t('case.show')}
        </Button>
      </div>
      {shown && definition && <FormView definition={definition} values={form.values} before={before?.values} />}
    </article>
  );
}
