import { Button } from 'antd';
import { useState, type ClipboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../case/form-values.js';
import { bothWords, type FieldDefinition } from '../definitions/artefact.js';
import type { JsonValue } from '../generated/api.js';
import { useSay } from '../words/say.js';
import { fieldId } from './field-id.js';
import { cellsOf, pasted } from './paste.js';
import { PlainInput } from './plain-input.js';

interface Shown {
  readonly field: FieldDefinition;
  readonly path: string;
  readonly value: JsonValue | undefined;
  readonly change: (value: JsonValue) => void;
  readonly issues: ReadonlyMap<string, string>;
  readonly label: string;
}

/** A table of a form: a row a person or an item, cells pasted from Excel as they are. */
export function FormTable({ field, path, value, change, issues, label }: Shown): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const [said, setSaid] = useState('');
  const columns = field.columns ?? [];
  const rows = rowsOf(value);
  const most = field.rows?.max ?? 200;
  const paste = (event: ClipboardEvent, row: number, column: number): void => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    change(pasted(rows, columns, { row, column }, text).slice(0, most));
    setSaid(t('application.pasted', { rows: cellsOf(text).length }));
  };
  return (
    <div>
      <div className="small soft">{t('application.paste')}</div>
      <div className="sheet-frame" tabIndex={0} role="region" aria-label={label}>
        <table className="sheet folds entry">
          <caption className="unseen">{label}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.key} scope="col">
                  {say(bothWords(column.label))}
                </th>
              ))}
              <th scope="col">{t('application.rowActions')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={String(index)}>
                {columns.map((column, place) => {
                  const cell = `${path}.${index + 1}.${column.key}`;
                  const name = say(bothWords(column.label));
                  const issue = issues.get(cell);
                  return (
                    <td key={column.key} data-label={name} onPaste={(event) => { paste(event, index, place); }}>
                      <PlainInput
                        field={column}
                        id={fieldId(cell)}
                        value={row[column.key]}
                        wrong={issue !== undefined}
                        label={`${name} ${index + 1}`}
                        change={(next) => {
                          change(rows.map((other, at) => (at === index ? { ...other, [column.key]: next } : other)));
                        }}
                      />
                      {issue !== undefined && <span className="field-error">{issue}</span>}
                    </td>
                  );
                })}
                <td>
                  <Button size="small" aria-label={t('application.removeRow', { row: index + 1 })} onClick={() => { change(rows.filter((_, at) => at !== index)); }}>
                    ✕
                  </Button>
                  <span className="field-error">{issues.get(`${path}.${index + 1}`)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="row" style={{ marginTop: '0.4rem' }}>
        <Button
          size="small"
          disabled={rows.length >= most}
          onPaste={(event) => { paste(event, rows.length, 0); }}
          onClick={() => {
            change([...rows, {}]);
          }}
        >
          {t('application.addRow')}
        </Button>
        <span className="small soft" aria-live="polite">
          {said}
        </span>
      </div>
    </div>
  );
}
