import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NetworkLost, refusalOf } from '../client/problem.js';
import { problemRemedies } from '../generated/problems.js';
import { useSay } from '../words/say.js';

interface Shown {
  readonly error: unknown;
  readonly retry?: (() => void) | undefined;
  readonly children?: ReactNode;
}

/** What went wrong, in words, with what to do about it. Never a code, never a stack. */
export function Failure({ error, retry, children }: Shown): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const problem = refusalOf(error)?.problem;
  const remedy = problem && problemRemedies[problem.code];
  const lost = error instanceof NetworkLost;
  return (
    <div className="failure" role="alert">
      <strong>{problem ? say(problem.messages) : lost ? t('look.lost') : t('look.broken')}</strong>
      <div>{problem ? remedy && t('look.remedy', { remedy: say(remedy) }) : lost ? t('look.lostRemedy') : t('look.brokenRemedy')}</div>
      {problem && problem.errors.length > 0 && (
        <ul>
          {problem.errors.map((place) => (
            <li key={`${place.path} ${place.code}`}>{say(place.messages)}</li>
          ))}
        </ul>
      )}
      {problem && problem.status >= 500 && <div className="small">{t('look.reference', { instance: problem.instance })}</div>}
      {children}
      {retry && (
        <Button size="small" onClick={retry}>
          {t('look.retry')}
        </Button>
      )}
    </div>
  );
}
