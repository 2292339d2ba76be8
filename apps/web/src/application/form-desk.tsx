import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addressOf, call } from '../client/call.js';
import { programCall } from '../client/queries.js';
import { at, put } from '../case/form-values.js';
import { Returned } from '../case/returned.js';
import { bothWords, type Artefact, type FormDefinition } from '../definitions/artefact.js';
import type { Action, Case, Issue } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { Loading } from '../look/quiet.js';
import { useSay } from '../words/say.js';
import { fieldId } from './field-id.js';
import { FormField } from './form-field.js';
import { IssueList } from './issue-list.js';
import { PrefillOffer } from './prefill-offer.js';
import { Receipt } from './receipt.js';
import { recordValue } from './record-values.js';
import { Resubmission } from './resubmission.js';
import { SavingLine } from './saving-line.js';
import { SubmitPanel } from './submit-panel.js';
import { useDraft } from './use-draft.js';

interface Shown {
  readonly one: Case;
  readonly tag: string;
  /** The act that submits it; undefined where there is none for the reader. */
  readonly action: Action | undefined;
  readonly definition: FormDefinition;
  readonly artefact: Artefact;
}

export function FormDesk({ one, tag, action, definition, artefact }: Shown): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const client = useQueryClient();
  const [submitted, setSubmitted] = useState(false);
  const last = one.forms.findLast(({ form }) => form === definition.key);
  // A form that came back is mended, not written anew. What is written many times begins empty each time.
  const draft = useDraft(one.item.id, definition.key, definition.key === artefact.entry.form ? (last?.values ?? {}) : {});
  const [issues, setIssues] = useState<readonly Issue[]>();
  const [checkFailed, setCheckFailed] = useState<unknown>();
  // What was changed since it was checked is not marked any more: whether it is right now, the next check says.
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set());
  const left = useMemo(() => issues?.filter(({ path }) => ![...mended].some((field) => path === field || path.startsWith(`${field}.`))), [issues, mended]);
  const byPath = useMemo(() => new Map((left ?? []).map(({ path, words }) => [path, say(words)])), [left, say]);
  const topics = useQuery(programCall(one.item.programId)).data?.topics;
  const topic = topics?.find(({ code }) => code === one.item.topic);
  // Decided when the form is opened: it stays while the first words are typed.
  const [offered] = useState(last === undefined && definition.key === artefact.entry.form);
  if (submitted) return <Receipt caseId={one.item.id} form={definition.key} />;
  if (draft.values === undefined) return draft.error === undefined ? <Loading rows={8} /> : <Failure error={draft.error} />;
  const check = async (): Promise<readonly Issue[] | undefined> => {
    setCheckFailed(undefined);
    // Where the form can no longer be written the case has moved on: the page then says how.
    const readAgain = (): Promise<void> => client.invalidateQueries({ queryKey: ['case', one.item.id] });
    if (!(await draft.flush())) {
      await readAgain();
      return undefined;
    }
    try {
      const { items } = await call('formIssues', { params: { caseId: one.item.id, form: definition.key } });
      setIssues(items);
      setMended(new Set());
      return items;
    } catch (error) {
      setCheckFailed(error);
      await readAgain();
      return undefined;
    }
  };
  const blocks = definition.blocks.filter(({ opinion }) => opinion === undefined);
  return (
    <>
      <h1>{t('application.title', { form: say(bothWords(definition.title)) })}</h1>
      <div className="soft">{`${one.item.applicantName}　${one.item.number}　${one.item.topic}`}</div>
      {one.outstanding && <Returned outstanding={one.outstanding} />}
      <SavingLine draft={draft} />
      <div className="form-page">
        <nav className="panel form-aside no-print" aria-label={t('application.sections')}>
          {blocks.map((block) => (
            <a key={block.key} href={`#${fieldId(block.key)}`}>
              {block.title ? say(bothWords(block.title)) : say(bothWords(definition.title))}
            </a>
          ))}
          <Button onClick={() => void check()}>{t('application.issuesRead')}</Button>
          <a href={addressOf('caseDocument', { params: { caseId: one.item.id, form: definition.key }, query: { format: 'pdf', version: 'draft' } })} download onClick={() => void draft.flush()}>
            {t('application.preview')}
          </a>
          {blocks.length < definition.blocks.length && (
            <a href={addressOf('caseDocument', { params: { caseId: one.item.id, form: definition.key }, query: { format: 'docx', version: 'draft', part: 'seal' } })} download onClick={() => void draft.flush()}>
              {t('application.sealPage')}
            </a>
          )}
        </nav>
        <div className="stack">
          {action && offered && <PrefillOffer one={one} definition={definition} values={draft.values} change={draft.change} />}
          {blocks.map((block) => (
            <section key={block.key} className="panel" id={fieldId(block.key)} tabIndex={-1} aria-label={block.title ? say(bothWords(block.title)) : say(bothWords(definition.title))}>
              {block.title && <h2>{say(bothWords(block.title))}</h2>}
              {block.fields.map((field) => (
                <FormField
                  key={field.key}
                  field={field}
                  path={`${block.key}.${field.key}`}
                  value={at(draft.values, [block.key, field.key])}
                  record={recordValue(field, one.item, topic)}
                  named={block.fields.length === 1 && block.title !== null}
                  issues={byPath}
                  change={(value) => {
                    draft.change(put(draft.values, [block.key, field.key], value));
                    if (issues) setMended((before) => new Set(before).add(`${block.key}.${field.key}`));
                  }}
                />
              ))}
            </section>
          ))}
          {action && checkFailed !== undefined && <Failure error={checkFailed} retry={() => void check()} />}
          {left && <IssueList issues={left} all={mended.size === 0} />}
          {action && last && definition.key === artefact.entry.form && <Resubmission definition={definition} before={last} values={draft.values} />}
          {action ? (
            <SubmitPanel
              one={one}
              tag={tag}
              action={action}
              chart={artefact.caseChart}
              check={check}
              done={() => {
                setSubmitted(true);
              }}
            />
          ) : (
            <p className="hint">
              {one.item.outcome === null ? t('application.notOpen') : t('application.ended', { outcome: one.item.outcome })} <Link to={`/cases/${one.item.id}`}>{t('application.backToCase')}</Link>
            </p>
          )}
        </div>
      </div>
    </>
  );
}
