import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { addressOf, textOf } from '../client/call.js';
import { definitionScenarios } from '../client/definition-queries.js';
import type { Scenario, ScenarioCoverage, ScenarioTarget } from '../generated/api.js';
import { Picture } from '../look/picture.js';
import { Nothing } from '../look/quiet.js';
import { Reading } from '../look/reading.js';
import { Sheet } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { useLanguage, useSay } from '../words/say.js';
import { chosenScenario, sumsOf } from './coverage.js';

/** What the scenarios of a workflow show: drawn on its full chart, all of them together or one alone, and as a list. */
export function Scenarios({ hash, name }: { readonly hash: string; readonly name: string }): ReactNode {
  const { t } = useTranslation();
  const read = useQuery(definitionScenarios(hash));
  return (
    <section className="stack" id="scenarios" aria-labelledby="scenarios-title">
      <h2 id="scenarios-title">{t('definitions.scenarios')}</h2>
      <Reading of={read}>
        {(coverage) =>
          coverage.recordedAt === null ? (
            <div className="panel">
              <Nothing>{t('definitions.scenariosNone')}</Nothing>
            </div>
          ) : (
            <Covered hash={hash} name={name} coverage={coverage} recordedAt={coverage.recordedAt} />
          )
        }
      </Reading>
    </section>
  );
}

function Covered({ hash, name, coverage, recordedAt }: { readonly hash: string; readonly name: string; readonly coverage: ScenarioCoverage; readonly recordedAt: string }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { scenarios, targets } = coverage;
  const [asked, setAsked] = useSearchParams();
  const place = useRef<HTMLDivElement>(null);
  const chosen = chosenScenario(scenarios, asked.get('scenario'));
  const choose = (number: number | undefined): void => {
    setAsked(
      (before) => {
        const next = new URLSearchParams(before);
        if (number === undefined) next.delete('scenario');
        else next.set('scenario', String(number));
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  };
  const { whole, kinds, missed } = sumsOf(targets);
  return (
    <>
      <div className="panel scenario-place" ref={place}>
        <p>
          <span>{t('definitions.scenariosSum', { count: scenarios.length, reached: whole.reached, all: whole.all, transitions: share(kinds.transition), guards: share(kinds.guard), deadlines: share(kinds.deadline) })} </span>
          <span className="soft">
            {t('definitions.scenariosAt')} <Time at={recordedAt} bare />
          </span>
        </p>
        {missed.length > 0 && (
          <>
            <h3>{t('definitions.scenariosMissed', { count: missed.length })}</h3>
            <TargetList targets={missed} />
          </>
        )}
        <CoverageChart hash={hash} name={name} scenarios={scenarios} chosen={chosen} choose={choose} />
      </div>
      <Sheet
        caption={t('definitions.scenarios')}
        rows={scenarios}
        keyOf={({ number }) => String(number)}
        columns={[
          { key: 'number', label: t('definitions.question'), number: true, cell: ({ number }) => number },
          {
            key: 'name',
            label: t('definitions.scenario'),
            bare: true,
            cell: ({ number, name: said }) => (
              <button
                type="button"
                className="as-link"
                aria-pressed={chosen?.number === number}
                onClick={() => {
                  choose(number);
                  place.current?.scrollIntoView({ block: 'start' });
                }}
              >
                {say(said)}
              </button>
            ),
          },
          { key: 'requirements', label: t('definitions.requirements'), cell: ({ requirements }) => requirements.length > 0 && <span className="row">{requirements.map((one) => <span key={one} className="tag">{one}</span>)}</span> },
          { key: 'reaches', label: t('definitions.reaches'), cell: (scenario) => <Reached scenario={scenario} targets={targets} /> },
        ]}
      />
    </>
  );
}

const share = ({ reached, all }: { readonly reached: number; readonly all: number }): string => `${reached}/${all}`;

interface Drawn {
  readonly hash: string;
  readonly name: string;
  readonly scenarios: readonly Scenario[];
  readonly chosen: Scenario | undefined;
  readonly choose: (number: number | undefined) => void;
}

function CoverageChart({ hash, name, scenarios, chosen, choose }: Drawn): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const lang = useLanguage();
  const [of, setOf] = useState<'case' | 'program'>('case');
  const query = { of, lang, ...(chosen && { scenario: String(chosen.number) }) };
  const asked = { params: { hash }, query };
  const picture = useQuery({ queryKey: ['definition', hash, 'scenarios', of, chosen?.number ?? 0, lang], queryFn: ({ signal }) => textOf('scenarioDiagram', asked, signal), placeholderData: keepPreviousData });
  const alt = chosen ? t('definitions.scenarioAlt', { name: say(chosen.name) }) : t('definitions.scenariosAlt', { name });
  return (
    <>
      <div className="row spread no-print">
        <label className="scenario-choice">
          <span>{t('definitions.scenarioShown')}</span>
          <select className="choice" value={chosen?.number ?? ''} onChange={({ target }) => { choose(target.value === '' ? undefined : Number(target.value)); }}>
            <option value="">{t('definitions.scenariosAll', { count: scenarios.length })}</option>
            {scenarios.map(({ number, name: said }) => (
              <option key={number} value={number}>{`${number} ${say(said)}`}</option>
            ))}
          </select>
        </label>
        <div className="row">
          <Segmented value={of} onChange={setOf} options={[{ value: 'case', label: t('definitions.full') }, { value: 'program', label: t('definitions.program') }]} />
          <a href={addressOf('scenarioDiagram', asked)} target="_blank" rel="noreferrer">
            {t('definitions.pictureOpen')}
          </a>
        </div>
      </div>
      <p className="small soft" aria-live="polite">
        {chosen ? t('definitions.scenarioLegend', { name: say(chosen.name) }) : t('definitions.scenariosLegend')}
      </p>
      {/* The picture before stands there, pale, until the chosen one is drawn. */}
      <div className={picture.isPlaceholderData ? 'outdated' : ''} aria-busy={picture.isPlaceholderData}>
        <Reading of={picture} rows={8}>{(svg) => <Picture svg={svg} fits={false} alt={alt} />}</Reading>
      </div>
    </>
  );
}

/** What a scenario reaches, listed only once it is asked for: all of them together are some thousand lines. */
function Reached({ scenario, targets }: { readonly scenario: Scenario; readonly targets: readonly ScenarioTarget[] }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => { setOpen(currentTarget.open); }}>
      <summary>{t('definitions.places', { count: scenario.reaches })}</summary>
      {open && <TargetList targets={targets.filter(({ scenarios }) => scenarios.includes(scenario.number))} />}
    </details>
  );
}

function TargetList({ targets }: { readonly targets: readonly ScenarioTarget[] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const kinds = { transition: t('definitions.targetTransition'), guard: t('definitions.targetGuard'), deadline: t('definitions.targetDeadline') } as const;
  return (
    <ul className="plain-list small">
      {targets.map(({ id, chart, kind, words }) => (
        <li key={`${chart} ${kind} ${id}`}>
          <span className="soft">{kinds[kind]}</span> {say(words)}
        </li>
      ))}
    </ul>
  );
}
