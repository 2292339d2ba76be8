import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Regions } from '../generated/api.js';
import { useSay } from '../words/say.js';
import { heatOf } from './stages.js';

/** Regions down, stages across, the more cases the stronger the colour; the number always stands there. */
export function RegionGrid({ found }: { readonly found: Regions }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const largest = Math.max(0, ...found.rows.flatMap(({ byStage }) => Object.values(byStage)));
  return (
    <section className="panel" aria-labelledby="regions-title">
      <h2 id="regions-title">{t('program.regions')}</h2>
      {found.rows.length === 0 ? (
        <p className="soft">{t('program.regionsNone')}</p>
      ) : (
        <div className="sheet-frame" tabIndex={0} role="region" aria-label={t('program.regions')}>
          <table className="sheet">
            <caption className="unseen">{t('program.regions')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('program.region')}</th>
                {found.stages.map(({ key, name }) => (
                  <th key={key} scope="col" className="number">
                    {say(name)}
                  </th>
                ))}
                <th scope="col" className="number">{t('program.funnelEnded')}</th>
                <th scope="col" className="number">{t('program.total')}</th>
              </tr>
            </thead>
            <tbody>
              {found.rows.map((row) => (
                <tr key={row.place.id}>
                  <th scope="row">{row.place.name}</th>
                  {found.stages.map(({ key }) => {
                    const cases = row.byStage[key] ?? 0;
                    const strength = Math.round(heatOf(cases, largest) * 100);
                    return (
                      <td key={key} className="heat" style={strength === 0 ? undefined : { background: `color-mix(in srgb, var(--accent) ${strength / 2}%, var(--paper))` }}>
                        {cases === 0 ? '' : cases}
                      </td>
                    );
                  })}
                  <td className="heat">{row.ended === 0 ? '' : row.ended}</td>
                  <td className="heat">
                    <strong>{row.cases}</strong>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

export function Overdue({ found, programId }: { readonly found: Regions; readonly programId: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="overdue-title">
      <h2 id="overdue-title">{t('program.overdue')}</h2>
      {found.overdue.length === 0 ? (
        <p className="soft">{t('program.overdueNone')}</p>
      ) : (
        <ul className="plain-list">
          {found.overdue.map(({ place, tasks }) => (
            <li key={place.id} className="row spread">
              <span>{place.name}</span>
              <span className="tag tag-red">{t('program.overdueTasks', { count: tasks })}</span>
            </li>
          ))}
        </ul>
      )}
      {found.overdue.length > 0 && <Link className="no-print" to={`/programs/${programId}/oversight`}>{t('program.toNudge')}</Link>}
    </section>
  );
}

/** As many as the service lists at most. */
const most = 500;

export function NotStarted({ found, programId }: { readonly found: Regions; readonly programId: string }): ReactNode {
  const { t } = useTranslation();
  const { notStarted } = found;
  return (
    <section className="panel">
      <details>
        <summary>
          <strong>{t('program.notStarted', { count: notStarted.length })}</strong>
        </summary>
        {notStarted.length === 0 && <p className="soft">{t('program.notStartedNone')}</p>}
        {notStarted.length > 0 && <p className="no-print"><Link to={`/programs/${programId}/oversight`}>{t('program.toNudge')}</Link></p>}
        {notStarted.length >= most && <p className="soft">{t('program.notStartedMany')}</p>}
        <ul className="names">
          {notStarted.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}
