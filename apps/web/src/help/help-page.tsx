import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useAccount } from '../shell/session.js';
import { useSay } from '../words/say.js';
import { chapterOf, guide } from './guide.js';
import { forgetTour } from './tour-seen.js';
import './help.css';

/** The chapters of the guide, the reader's own first. */
export function HelpPage(): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const account = useAccount();
  const own = chapterOf(account);
  const chapters = guide.chapters.toSorted((a, b) => Number(b.key === own) - Number(a.key === own));
  return (
    <div className="page">
      <h1>{t('help.title')}</h1>
      <p>{say(guide.about)}</p>
      <ul className="plain-list chapters">
        {chapters.map(({ key, title, about, steps }) => (
          <li key={key} className="panel">
            <h2>
              <Link to={`/help/${key}`}>{say(title)}</Link> {key === own && <span className="tag tag-accent">{t('help.own')}</span>}
            </h2>
            <p>{say(about)}</p>
            <ol>
              {steps.map((step) => (
                <li key={step.picture}>{say(step.title)}</li>
              ))}
            </ol>
          </li>
        ))}
      </ul>
      <div className="no-print">
        <Button
          onClick={() => {
            forgetTour(account.login);
            void navigate('/');
          }}
        >
          {t('help.tourAgain')}
        </Button>
      </div>
    </div>
  );
}
