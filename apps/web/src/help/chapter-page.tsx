import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { NotFoundPage } from '../shell/not-found.js';
import { useLanguage, useSay } from '../words/say.js';
import { guide } from './guide.js';
import { pictureOf } from './pictures.js';
import './help.css';

/** One chapter: what a role does, in order, with what it looks like. */
export function ChapterPage(): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const { chapter } = useParams();
  const found = guide.chapters.find(({ key }) => key === chapter);
  if (!found) return <NotFoundPage />;
  return (
    <div className="page">
      <Link className="no-print" to="/help">{t('help.all')}</Link>
      <h1>{say(found.title)}</h1>
      <p>{say(found.about)}</p>
      <ol className="plain-list stack">
        {found.steps.map(({ title, text, picture }, index) => {
          const address = pictureOf(picture, language);
          return (
            <li key={picture} className="panel">
              <h2>{`${index + 1}. ${say(title)}`}</h2>
              <p>{say(text)}</p>
              {address !== undefined && <img className="screen" src={address} alt={t('help.picture', { title: say(title) })} loading="lazy" />}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
