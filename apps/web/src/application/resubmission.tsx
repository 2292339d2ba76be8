import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bothWords, type FormDefinition } from '../definitions/artefact.js';
import type { Form, JsonValue } from '../generated/api.js';
import { useSay } from '../words/say.js';
import { goToField } from './field-id.js';
import { changedFields } from './form-changes.js';

/** Before a form that came back is sent again: what is different now from what was returned. */
export function Resubmission({ definition, before, values }: { readonly definition: FormDefinition; readonly before: Form; readonly values: JsonValue }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const changed = changedFields(definition, before.values, values);
  return (
    <section className="hint" aria-labelledby="changes-title">
      <h2 id="changes-title">{t('application.changes', { version: before.version, count: changed.length })}</h2>
      {changed.length === 0 ? (
        <p>{t('application.changesNone')}</p>
      ) : (
        <ul>
          {changed.map(({ path, label }) => (
            <li key={path}>
              <Button type="link" size="small" style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }} onClick={() => { goToField(path); }}>
                {say(bothWords(label))}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
