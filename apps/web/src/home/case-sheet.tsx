import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseItem, DeskCase } from '../generated/api.js';
import { Sheet, type Column } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { useSay } from '../words/say.js';

/** Where a case stands, or how it ended. */
export function StateWords({ item }: { readonly item: Pick<CaseItem, 'states' | 'outcome'> }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  if (item.outcome !== null) return <span className="tag">{t('home.ended', { outcome: item.outcome })}</span>;
  return <>{item.states.map(({ id, name }) => <span key={id} className="tag tag-accent">{say(name)}</span>)}</>;
}

interface Shown {
  readonly caption: string;
  readonly items: readonly (CaseItem | DeskCase)[];
  /** Where the list is of one program the column is left out. */
  readonly ofOneProgram?: boolean;
  /** Where some of them can be chosen: which are, and choosing one. */
  readonly chosen?: readonly string[];
  readonly choose?: (id: string, on: boolean) => void;
}

export function CaseSheet({ caption, items, ofOneProgram = false, chosen = [], choose }: Shown): ReactNode {
  const { t } = useTranslation();
  const program: Column<CaseItem | DeskCase> = { key: 'program', label: t('home.program'), cell: (item) => ('programName' in item ? item.programName : '') };
  const choice: Column<CaseItem | DeskCase> = {
    key: 'choice', label: t('bulk.select'), cell: ({ id, applicantName, number }) => <input type="checkbox" className="pick" checked={chosen.includes(id)} aria-label={t('bulk.selectOne', { name: `${applicantName} ${number}` })} onChange={({ target }) => choose?.(id, target.checked)} />,
  };
  const columns: readonly Column<CaseItem | DeskCase>[] = [
    ...(choose ? [choice] : []),
    { key: 'applicant', label: t('home.applicant'), bare: true, cell: (item) => <Link to={`/cases/${item.id}`}><strong>{item.applicantName}</strong></Link> },
    { key: 'number', label: t('home.number'), cell: ({ number }) => number },
    { key: 'topic', label: t('home.topic'), cell: ({ topic, title }) => `${topic} ${title ?? ''}` },
    ...(ofOneProgram ? [] : [program]),
    { key: 'state', label: t('home.state'), cell: (item) => <StateWords item={item} /> },
    { key: 'updated', label: t('home.updated'), cell: ({ updatedAt }) => <Time at={updatedAt} bare /> },
  ];
  return <Sheet caption={caption} columns={columns} rows={items} keyOf={({ id }) => id} />;
}
