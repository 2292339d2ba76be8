import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NudgeAllAnswer, NudgeAllRequest } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { sentencesOf, type NudgeSentence } from './nudging.js';

/** What became of the last nudge, in words. */
export function NudgeAnswer({ nudge }: { readonly nudge: UseMutationResult<NudgeAllAnswer, Error, NudgeAllRequest> }): ReactNode {
  const { t } = useTranslation();
  const { data } = nudge;
  const say = (sentence: NudgeSentence, answer: NudgeAllAnswer): string => {
    switch (sentence) {
      case 'told':
        return t('oversight.told', { notStarted: answer.notStarted, overdue: answer.overdue });
      case 'toldNobody':
        return t('oversight.toldNobody');
      case 'tooSoon':
        return t('oversight.tooSoon', { count: answer.tooSoon });
      case 'noDesk':
        return t('oversight.noDesk', { count: answer.noDesk });
      case 'left':
        return t('oversight.left', { count: answer.left });
    }
  };
  if (nudge.isError) return <Failure error={nudge.error} />;
  return (
    <p role="status" className={data ? 'hint' : 'unseen'}>
      {data && sentencesOf(data).map((sentence) => say(sentence, data)).join(' ')}
    </p>
  );
}
