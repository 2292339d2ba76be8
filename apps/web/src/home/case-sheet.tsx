import type { TFunction } from 'i18next';
import { createContext, memo, useContext, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseItem, DeskCase } from '../generated/api.js';
import { minuteOf } from '../look/moment.js';
import { Sheet, type Column } from '../look/sheet.js';
import { useLanguage, useSay } from '../words/say.js';

type Stood = Pick<CaseItem, 'states' | 'outcome'>;

/** Where a case stands, or how it ended. */
export function StateWords({ item }: { readonly item: Stood }): ReactNode {
  const { t } = useTranslation();
  return stateTags(item, t, useSay());
}

/** For lists, whose rows each ask for nothing themselves. */
function stateTags({ outcome, states }: Stood, t: TFunction, say: ReturnType<typeof useSay>): ReactNode {
  if (outcome !== null) return <span className="tag">{t('home.ended', { outcome })}</span>;
  return states.map(({ id, name }) => <span key={id} className="tag tag-accent">{say(name)}</span>);
}

interface Shown {
  readonly caption: string;
  /** The same list as long as nothing in it is another: rows that were drawn are not drawn again. */
  readonly items: readonly (CaseItem | DeskCase)[];
  /** Where the list is of one program the column is left out. */
  readonly ofOneProgram?: boolean;
  /** Where some of them can be chosen: which are, and choosing one. */
  readonly chosen?: readonly string[];
  readonly choose?: (id: string, on: boolean) => void;
}

interface Choice {
  readonly chosen: ReadonlySet<string>;
  readonly choose: (id: string, on: boolean) => void;
}

const ChoiceContext = createContext<Choice>({ chosen: new Set(), choose: () => undefined });

/** A list of cases that may grow to thousands of rows: what is typed, chosen or read on beside it draws only what is new. */
export const CaseSheet = memo(function CaseSheet({ caption, items, ofOneProgram = false, chosen, choose }: Shown): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const mayChoose = choose !== undefined;
  const columns = useMemo((): readonly Column<CaseItem | DeskCase>[] => {
    const program: Column<CaseItem | DeskCase> = { key: 'program', label: t('home.program'), cell: (item) => ('programName' in item ? item.programName : '') };
    const choice: Column<CaseItem | DeskCase> = { key: 'choice', label: t('bulk.select'), cell: ({ id, applicantName, number }) => <Pick id={id} label={t('bulk.selectOne', { name: `${applicantName} ${number}` })} /> };
    return [
      ...(mayChoose ? [choice] : []),
      { key: 'applicant', label: t('home.applicant'), bare: true, cell: (item) => <Link to={`/cases/${item.id}`}><strong>{item.applicantName}</strong></Link> },
      { key: 'number', label: t('home.number'), cell: ({ number }) => number },
      { key: 'topic', label: t('home.topic'), cell: ({ topic, title }) => `${topic} ${title ?? ''}` },
      ...(ofOneProgram ? [] : [program]),
      { key: 'state', label: t('home.state'), cell: (item) => stateTags(item, t, (words) => words[language]) },
      { key: 'updated', label: t('home.updated'), cell: ({ updatedAt }) => <time dateTime={updatedAt}>{minuteOf(updatedAt, language)}</time> },
    ];
  }, [t, language, ofOneProgram, mayChoose]);
  const choosing = useMemo(() => ({ chosen: new Set(chosen), choose: choose ?? (() => undefined) }), [chosen, choose]);
  return (
    <ChoiceContext value={choosing}>
      <Sheet caption={caption} columns={columns} rows={items} keyOf={idOf} />
    </ChoiceContext>
  );
});

const idOf = ({ id }: { readonly id: string }): string => id;

function Pick({ id, label }: { readonly id: string; readonly label: string }): ReactNode {
  const { chosen, choose } = useContext(ChoiceContext);
  return <input type="checkbox" className="pick" checked={chosen.has(id)} aria-label={label} onChange={({ target }) => { choose(id, target.checked); }} />;
}
