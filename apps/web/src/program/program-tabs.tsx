import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';

const pages = [
  { path: '', words: 'program.overview' },
  { path: '/cases', words: 'program.cases' },
  { path: '/rolls', words: 'program.rolls' },
  { path: '/dates', words: 'program.dates' },
  { path: '/apply', words: 'program.apply' },
] as const;

export function ProgramTabs({ programId }: { readonly programId: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <nav className="tabs no-print" aria-label={t('program.tabs')}>
      {pages.map(({ path, words }) => (
        <NavLink key={path} to={`/programs/${programId}${path}`} end>
          {t(words)}
        </NavLink>
      ))}
    </nav>
  );
}
