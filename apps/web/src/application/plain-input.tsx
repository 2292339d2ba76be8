import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cellText } from '../case/form-values.js';
import type { FieldDefinition } from '../definitions/artefact.js';
import type { JsonValue } from '../generated/api.js';
import { cellValue } from './paste.js';

interface PlainShown {
  readonly field: FieldDefinition;
  readonly id: string;
  readonly value: JsonValue | undefined;
  readonly change: (value: JsonValue) => void;
  readonly wrong: boolean;
  readonly label: string;
}

/** An input for one value. */
export function PlainInput({ field, id, value, change, wrong, label }: PlainShown): ReactNode {
  const { t } = useTranslation();
  const text = cellText(value);
  const status = wrong ? ('error' as const) : ('' as const);
  if (field.type === 'sex' || field.type === 'choice') {
    const choices = field.type === 'sex' ? ['男', '女'] : (field.choices ?? []);
    const shown = (choice: string): string => (field.type !== 'sex' ? choice : choice === '男' ? t('application.male') : t('application.female'));
    return (
      <select id={id} className={wrong ? 'choice wrong' : 'choice'} aria-label={label} value={text} onChange={({ target }) => { change(target.value); }}>
        <option value="">{t('application.choose')}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {shown(choice)}
          </option>
        ))}
      </select>
    );
  }
  if (field.type === 'long_text') {
    return <Input.TextArea id={id} aria-label={label} value={text} status={status} autoSize={{ minRows: 5, maxRows: 24 }} maxLength={60_000} onChange={({ target }) => { change(target.value); }} />;
  }
  const isNumber = field.type === 'number' || field.type === 'money';
  return (
    <Input
      id={id}
      aria-label={label}
      value={text}
      status={status}
      type={field.type === 'date' ? 'date' : field.type === 'email' ? 'email' : field.type === 'mobile' ? 'tel' : 'text'}
      maxLength={2_000}
      {...(isNumber && { inputMode: 'decimal' as const })}
      onChange={({ target }) => {
        change(isNumber && !/[.]0*$/.test(target.value) ? cellValue(field, target.value) : target.value);
      }}
      onBlur={() => {
        if (isNumber && typeof value === 'string') change(cellValue(field, value));
      }}
    />
  );
}
