import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { oneCase } from '../client/queries.js';
import { useArtefact } from '../definitions/use-artefact.js';
import { Reading } from '../look/reading.js';
import { FormDesk } from './form-desk.js';
import './application.css';

/** Filling in one form of a case: it saves itself, says what is missing, and is submitted here. */
export function FormPage(): ReactNode {
  const { t } = useTranslation();
  const { caseId = '', form = '' } = useParams();
  const [query] = useSearchParams();
  const read = useQuery(oneCase(caseId));
  const artefact = useArtefact(read.data?.body.definitionHash);
  return (
    <div className="page">
      <Link to={`/cases/${caseId}`}>{t('application.backToCase')}</Link>
      <Reading of={read}>
        {({ body, tag }) => (
          <Reading of={artefact}>
            {(known) => {
              const definition = known.forms[form];
              if (!definition) return <p className="hint">{t('application.notOpen')}</p>;
              const wanted = (action: { readonly form: string | null; readonly task: number; readonly decision: string }): boolean =>
                action.form === form && (query.get('task') === null || String(action.task) === query.get('task'));
              const action = body.actions.find((one) => wanted(one) && one.allowed) ?? body.actions.find(wanted);
              return <FormDesk key={`${caseId} ${form}`} one={body} tag={tag ?? '*'} action={action} definition={definition} artefact={known} />;
            }}
          </Reading>
        )}
      </Reading>
    </div>
  );
}
