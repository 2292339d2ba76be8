import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bothWords, type FieldDefinition } from '../definitions/artefact.js';
import type { JsonValue } from '../generated/api.js';
import { UploadOne } from '../look/upload-one.js';
import { cellText } from '../case/form-values.js';
import { useMarks } from '../words/marks.js';
import { useSay } from '../words/say.js';
import { Counter } from './counter.js';
import { fieldId } from './field-id.js';
import { PlainInput } from './plain-input.js';
import { FormTable } from './form-table.js';

export interface FieldShown {
  readonly field: FieldDefinition;
  readonly path: string;
  readonly value: JsonValue | undefined;
  readonly change: (value: JsonValue) => void;
  /** What the service says is wrong with it, by path. */
  readonly issues: ReadonlyMap<string, string>;
  /** Its value from the record, where it is not typed. */
  readonly record?: string | undefined;
  /** The heading of its block names it already. */
  readonly named: boolean;
}

/** One field of a form, by its type. */
export function FormField({ field, path, value, change, issues, record, named }: FieldShown): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const label = say(bothWords(field.label));
  const issue = issues.get(path);
  const hint = field.hint && <div className="small soft">{say(bothWords(field.hint))}</div>;
  const heading = (
    <span className={named ? 'unseen' : undefined}>
      {label}
      {field.required && <span className="small soft">{marks.aside('', t('application.needed'))}</span>}
    </span>
  );
  const note = issue !== undefined && <span className="field-error">{issue}</span>;
  if (record !== undefined) {
    return (
      <div className="form-field">
        <span>{label}</span>
        <output id={fieldId(path)}>{record}</output>
        <span className="small soft">{t('application.fromRecord')}</span>
      </div>
    );
  }
  if (field.type === 'table') {
    return (
      <div className="form-field" id={fieldId(path)} tabIndex={-1}>
        {heading}
        {hint}
        <FormTable field={field} path={path} value={value} change={change} issues={issues} label={label} />
        {note}
      </div>
    );
  }
  if (field.type === 'person') {
    const there = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [key: string]: JsonValue }) : {};
    return (
      <fieldset className="plain person" id={fieldId(path)} tabIndex={-1}>
        <legend>{label}</legend>
        {note}
        <div className="person-fields">
          {(field.columns ?? []).map((column) => (
            <FormField
              key={column.key}
              field={column}
              path={`${path}.${column.key}`}
              value={there[column.key]}
              change={(next) => {
                change({ ...there, [column.key]: next });
              }}
              issues={issues}
              named={false}
            />
          ))}
        </div>
      </fieldset>
    );
  }
  if (field.type === 'files') {
    const ids = Array.isArray(value) ? (value as readonly JsonValue[]).map(cellText) : [];
    return (
      <div className="form-field" id={fieldId(path)}>
        {heading}
        {hint}
        {[...ids, ''].map((id, index) => (
          <UploadOne
            key={id === '' ? `new ${index}` : id}
            label={t('application.attachmentsAdd')}
            value={id}
            change={(next) => {
              const others = ids.filter((_, place) => place !== index);
              change(next === '' ? others : [...others, next]);
            }}
          />
        ))}
        {note}
      </div>
    );
  }
  return (
    <label className="form-field">
      {heading}
      {hint}
      <PlainInput field={field} id={fieldId(path)} value={value} change={change} wrong={issue !== undefined} label={label} />
      {(field.type === 'long_text' || field.chars) && <Counter text={cellText(value)} chars={field.chars ?? {}} />}
      {note}
    </label>
  );
}
