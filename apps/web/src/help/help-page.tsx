import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const chapters = [
  { title: 'help.applicants', lines: ['help.applicants1', 'help.applicants2', 'help.applicants3', 'help.applicants4', 'help.applicants5'] },
  { title: 'help.local', lines: ['help.local1', 'help.local2', 'help.local3'] },
  { title: 'help.organiser', lines: ['help.organiser1', 'help.organiser2', 'help.organiser3', 'help.organiser4'] },
  { title: 'help.everyone', lines: ['help.everyone1', 'help.everyone2', 'help.everyone3'] },
  { title: 'help.code', lines: ['help.code1'] },
] as const;

/** What each role does here, in the order in which it does it. */
export function HelpPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="page">
      <h1>{t('help.title')}</h1>
      {chapters.map(({ title, lines }) => (
        <section key={title} className="panel">
          <h2>{t(title)}</h2>
          <ol>
            {lines.map((line) => (
              <li key={line}>{t(line)}</li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
