import { Button, Checkbox, Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../generated/api.js';
import { today } from '../look/moment.js';
import { UploadOne } from '../look/upload-one.js';
import { useSay } from '../words/say.js';
import { kindOf, type ActDraft } from './act-body.js';

interface Shown {
  readonly action: Action;
  readonly draft: ActDraft;
  readonly change: (draft: ActDraft) => void;
  /** Names that are to be marked. */
  readonly missing: readonly string[];
  /** Whether a scan may stand for the seal; over many cases it may not, being of one alone. */
  readonly scans?: boolean;
}

/** The fields of one act, in the order in which they print. */
export function ActFields({ action, draft, change, missing, scans = true }: Shown): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { opinion } = action;
  const set = (part: Partial<ActDraft>): void => {
    change({ ...draft, ...part });
  };
  const lacks = (name: string): ReactNode => missing.includes(name) && <span className="field-error">{name === 'reason' ? t('case.actReasonNeeded') : t('case.actNeeded')}</span>;
  return (
    <>
      {action.returnTo.length > 0 && (
        <fieldset className="plain">
          <legend>{t('case.actReturnTo')}</legend>
          <Radio.Group value={draft.to} onChange={({ target }) => { set({ to: target.value as string }); }} options={action.returnTo.map(({ id, name }) => ({ value: id, label: say(name) }))} />
          {lacks('to')}
        </fieldset>
      )}
      {action.then.length > 1 && (
        <fieldset className="plain">
          <legend>{t('case.actThen')}</legend>
          <Radio.Group
            value={draft.then}
            onChange={({ target }) => { set({ then: target.value as string }); }}
            options={action.then.map((way) => ({ value: way, label: way === 'onward' ? t('case.actThenOnward') : t('case.actThenSender') }))}
          />
        </fieldset>
      )}
      {opinion && (
        <>
          <label>
            {t('case.actOpinion', { block: say(opinion.title) })}
            <Input.TextArea value={draft.text} autoSize={{ minRows: 3, maxRows: 10 }} maxLength={10_000} status={missing.includes('opinion') ? 'error' : ''} onChange={({ target }) => { set({ text: target.value }); }} />
            {lacks('opinion')}
          </label>
          <Phrases choose={(text) => { set({ text }); }} />
          {opinion.signature && (
            <label>
              {t('case.actSignature')}
              <Input value={draft.signature} maxLength={100} status={missing.includes('signature') ? 'error' : ''} onChange={({ target }) => { set({ signature: target.value }); }} />
              {lacks('signature')}
            </label>
          )}
          {opinion.seal && (
            <div className="stack" style={{ gap: '0.4rem' }}>
              <Checkbox checked={draft.sealed} onChange={({ target }) => { set({ sealed: target.checked }); }}>
                {t('case.actSealed')}
              </Checkbox>
              {scans && <UploadOne label={t('case.actSealScan')} value={draft.sealAttachment} change={(sealAttachment) => { set({ sealAttachment }); }} />}
              {lacks('sealed')}
            </div>
          )}
          {opinion.date && (
            <label>
              {t('case.actDate')}
              <Input type="date" value={draft.onDate} max={today()} onChange={({ target }) => { set({ onDate: target.value }); }} />
              {lacks('onDate')}
            </label>
          )}
        </>
      )}
      {[...action.needs, ...(action.happenedOn && !action.needs.includes('happened_on') ? ['happened_on'] : [])].map((need) => (
        <NeedField key={need} need={need} draft={draft} set={set} marked={missing.includes(need)} note={lacks(need)} />
      ))}
    </>
  );
}

interface Need {
  readonly need: string;
  readonly draft: ActDraft;
  readonly set: (part: Partial<ActDraft>) => void;
  readonly marked: boolean;
  readonly note: ReactNode;
}

function NeedField({ need, draft, set, marked, note }: Need): ReactNode {
  const label = useNeedName()(need);
  const value = draft.data[need];
  const put = (given: string | boolean): void => {
    set({ data: { ...draft.data, [need]: given } });
  };
  const kind = kindOf(need);
  const text = typeof value === 'string' ? value : '';
  const status = marked ? ('error' as const) : ('' as const);
  if (kind === 'yes') {
    return (
      <div>
        <Checkbox checked={value === true} onChange={({ target }) => { put(target.checked); }}>
          {label}
        </Checkbox>
        {note}
      </div>
    );
  }
  return (
    <label>
      {label}
      {kind === 'long' ? (
        <Input.TextArea value={text} autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1000} status={status} onChange={({ target }) => { put(target.value); }} />
      ) : (
        <Input
          type={kind === 'day' ? 'date' : kind === 'count' ? 'number' : 'text'}
          value={text}
          status={status}
          {...(need === 'happened_on' && { max: today() })}
          {...(need === 'fix_by' && { min: today() })}
          {...(kind === 'count' && { min: 0, max: 100, step: 1 })}
          onChange={({ target }) => { put(target.value); }}
        />
      )}
      {note}
    </label>
  );
}

/** Names of payload fields in words; one that nobody has named stands as the workflow file writes it. */
export function useNeedName(): (need: string) => string {
  const { t } = useTranslation();
  return (need) => {
    switch (need) {
      case 'reason':
        return t('case.actReason');
      case 'fix_by':
        return t('case.actFixBy');
      case 'happened_on':
        return t('case.actHappenedOn');
      case 'copies':
        return t('case.actCopies');
      case 'list':
        return t('case.actList');
      case 'seal':
        return t('case.actSeal');
      case 'letter':
        return t('case.actLetter');
      default:
        return t('case.actOther', { name: need });
    }
  };
}

function Phrases({ choose }: { readonly choose: (text: string) => void }): ReactNode {
  const { t } = useTranslation();
  const phrases = [t('case.actAgree'), t('case.actAgreeApply'), t('case.actAgreeList')];
  return (
    <div className="row small">
      <span className="soft">{t('case.actCommon')}</span>
      {phrases.map((text) => (
        <Button key={text} size="small" onClick={() => { choose(text); }}>
          {text}
        </Button>
      ))}
    </div>
  );
}
