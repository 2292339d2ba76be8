import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { notices } from '../client/queries.js';
import { useAccount } from './session.js';

const places = [
  { to: '/', words: 'shell.desk' },
  { to: '/programs', words: 'shell.programs' },
  { to: '/notices', words: 'shell.notices' },
  { to: '/definitions', words: 'shell.definitions' },
  { to: '/help', words: 'shell.help' },
] as const;

/** Messages of the whole installation are the system administrator's. */
const governing = { to: '/deliveries', words: 'sending.title' } as const;

/** The main places: in the header, and at the foot of a phone. */
export function Navigation({ className }: { readonly className: string }): ReactNode {
  const { t } = useTranslation();
  const { administers } = useAccount();
  return (
    <nav className={className} aria-label={t('shell.navigation')}>
      {[...places, ...(administers === 'system' ? [governing] : [])].map(({ to, words }) => (
        <NavLink key={to} to={to} end={to === '/'}>
          {t(words)}
          {to === '/notices' && <UnreadCount />}
        </NavLink>
      ))}
    </nav>
  );
}

function UnreadCount(): ReactNode {
  const { t } = useTranslation();
  const { data } = useInfiniteQuery(notices(true));
  const [first] = data?.pages ?? [];
  if (!first || first.items.length === 0) return null;
  const count = first.items.length;
  const many = first.next !== null;
  return (
    <span className="unread-count">
      <span aria-hidden="true">{many ? `${count}+` : count}</span>
      <span className="unseen">{many ? t('shell.unreadMany', { count }) : t('shell.unread', { count })}</span>
    </span>
  );
}
