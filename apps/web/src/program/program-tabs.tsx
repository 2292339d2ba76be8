import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useStanding, type Standing } from './standing.js';

const pages: readonly { readonly path: string; readonly words: 'program.overview' | 'program.cases' | 'program.stages' | 'program.rolls' | 'program.oversight' | 'program.dates' | 'program.sending' | 'program.import' | 'program.apply'; readonly within?: true; readonly for?: keyof Standing }[] = [
  { path: '', words: 'program.overview' },
  { path: '/cases', words: 'program.cases' },
  { path: '/stages', words: 'program.stages', within: true, for: 'organiser' },
  { path: '/rolls', words: 'program.rolls' },
  { path: '/oversight', words: 'program.oversight', for: 'organiser' },
  { path: '/dates', words: 'program.dates' },
  { path: '/sending', words: 'program.sending', for: 'organiser' },
  { path: '/import', words: 'program.import' },
  { path: '/apply', words: 'program.apply' },
];

/** The pages of a program; those of organisers are shown to organisers. */
export function ProgramTabs({ programId }: { readonly programId: string }): ReactNode {
  const { t } = useTranslation();
  const standing = useStanding(programId);
  return (
    <nav className="tabs no-print" aria-label={t('program.tabs')}>
      {pages
        .filter((page) => page.for === undefined || standing[page.for])
        .map(({ path, words, within = false }) => (
          <NavLink key={path} to={`/programs/${programId}${path}`} end={!within}>
            {t(words)}
          </NavLink>
        ))}
    </nav>
  );
}
