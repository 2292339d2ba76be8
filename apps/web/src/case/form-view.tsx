import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bothWords, type FieldDefinition, type FormDefinition } from '../definitions/artefact.js';
import type { JsonValue } from '../generated/api.js';
import { useSay } from '../words/say.js';
import { at, cellText, differs, rowsOf } from './form-values.js';

interface Shown {
  readonly definition: FormDefinition;
  readonly values: JsonValue;
  /** The version before, where what differs from it is to be marked. */
  readonly before?: JsonValue | undefined;
}

/** A form that was submitted, in its own order, to be read. */
export function FormView({ definition, values, before }: Shown): ReactNode {
  const say = useSay();
  return (
    <div className="form-view">
      {definition.blocks
        .filter(({ opinion }) => opinion === undefined)
        .map((block) => (
          <section key={block.key}>
            {block.title && <h3>{say(bothWords(block.title))}</h3>}
            <dl>
              {block.fields.map((field) => {
                const path = [block.key, field.key];
                const single = block.fields.length === 1 && block.title !== null;
                const changed = before !== undefined && differs(at(values, path), at(before, path));
                return (
                  <Field key={field.key} field={field} value={at(values, path)} {...(changed && { was: at(before, path) ?? null })} label={single ? '' : say(bothWords(field.label))} />
                );
              })}
            </dl>
          </section>
        ))}
    </div>
  );
}

interface OneField {
  readonly field: FieldDefinition;
  readonly value: JsonValue | undefined;
  /** What stood there before, where it was something else. */
  readonly was?: JsonValue;
  readonly label: string;
}

function Field({ field, value, was, label }: OneField): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {was !== undefined && <span className="tag tag-amber">{t('application.changed')}</span>}{' '}
        <Value field={field} value={value} />
        {was !== undefined && (
          <details className="small">
            <summary>{t('application.before')}</summary>
            <Value field={field} value={was} />
          </details>
        )}
      </dd>
    </>
  );
}

function Value({ field, value }: { readonly field: FieldDefinition; readonly value: JsonValue | undefined }): ReactNode {
  const say = useSay();
  if (field.type !== 'table' && field.type !== 'person') return <>{cellText(value)}</>;
  const columns = field.columns ?? [];
  const label = say(bothWords(field.label));
  return (
    <div className="sheet-frame" tabIndex={0} role="region" aria-label={label}>
      <table className="sheet">
        <caption className="unseen">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {say(bothWords(column.label))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(value).map((row, index) => (
            <tr key={String(index)}>
              {columns.map((column) => (
                <td key={column.key}>{cellText(row[column.key])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
