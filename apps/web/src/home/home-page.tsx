import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useParams } from 'react-router';
import { useAccount } from '../shell/session.js';
import { NotFoundPage } from '../shell/not-found.js';
import { CopiedList } from './copied-list.js';
import { StartedList } from './started-list.js';
import { TaskList } from './task-list.js';

const lists = [
  { name: 'open', to: '/', words: 'home.open' },
  { name: 'done', to: '/desk/done', words: 'home.done' },
  { name: 'started', to: '/desk/started', words: 'home.started' },
  { name: 'copied', to: '/desk/copied', words: 'home.copied' },
  { name: 'drafts', to: '/desk/drafts', words: 'home.drafts' },
] as const;

/** What there is to do, what was done, what was begun. */
export function HomePage(): ReactNode {
  const { t } = useTranslation();
  const { administers } = useAccount();
  const { list = 'open' } = useParams();
  if (!lists.some(({ name }) => name === list)) return <NotFoundPage />;
  if (administers !== null) {
    return (
      <div className="page">
        <h1>{t('home.title')}</h1>
        <p className="hint">{t('shell.administrator')}</p>
      </div>
    );
  }
  return (
    <div className="page">
      <h1>{t('home.title')}</h1>
      <nav className="tabs no-print" aria-label={t('home.lists')}>
        {lists.map(({ name, to, words }) => (
          <NavLink key={name} to={to} end>
            {t(words)}
          </NavLink>
        ))}
      </nav>
      {list === 'open' && <TaskList state="open" />}
      {list === 'done' && <TaskList state="done" />}
      {list === 'started' && <StartedList drafts={false} />}
      {list === 'copied' && <CopiedList />}
      {list === 'drafts' && <StartedList drafts />}
    </div>
  );
}
