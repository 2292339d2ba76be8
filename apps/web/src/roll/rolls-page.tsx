import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { deskRolls, program, rolls } from '../client/queries.js';
import type { DeskRoll, RollItem } from '../generated/api.js';
import { Nothing } from '../look/quiet.js';
import { Reading } from '../look/reading.js';
import { Sheet } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { ProgramTabs } from '../program/program-tabs.js';
import { useSay } from '../words/say.js';

/** The rolls of a program: what is mine to draw, what came in, what was confirmed. */
export function RollsPage(): ReactNode {
  const { t } = useTranslation();
  const { programId = '' } = useParams();
  const head = useQuery(program(programId));
  const mine = useQuery(deskRolls(programId));
  const confirmed = useQuery(rolls(programId));
  const names = new Map((mine.data?.items ?? []).map((roll) => [roll.key, roll]));
  return (
    <div className="page">
      <h1>{t('roll.title', { program: head.data?.body.name ?? '' })}</h1>
      <ProgramTabs programId={programId} />
      <section className="panel" aria-labelledby="mine-title">
        <h2 id="mine-title">{t('roll.mine')}</h2>
        <Reading of={mine}>{({ items }) => (items.length === 0 ? <Nothing>{t('roll.none')}</Nothing> : <div className="stack">{items.map((roll) => <OneRoll key={roll.key} roll={roll} programId={programId} />)}</div>)}</Reading>
      </section>
      <section className="stack" aria-labelledby="confirmed-title">
        <h2 id="confirmed-title">{t('roll.confirmed')}</h2>
        <Reading of={confirmed}>{({ items }) => (items.length === 0 ? <div className="panel"><Nothing>{t('roll.confirmedNone')}</Nothing></div> : <Confirmed items={items} names={names} />)}</Reading>
      </section>
    </div>
  );
}

function OneRoll({ roll, programId }: { readonly roll: DeskRoll; readonly programId: string }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const to = `/programs/${programId}/rolls/${roll.key}`;
  const waiting = roll.answers?.incoming.filter((one) => one.waiting > 0) ?? [];
  return (
    <article>
      <h3>{`${say(roll.stageName)} · ${say(roll.name)}`}</h3>
      {roll.answers === null ? (
        <div className="row">
          <span className={roll.ready > 0 ? 'tag tag-accent' : 'tag'}>{t('roll.ready', { count: roll.ready })}</span>
          <Link to={to}>{t('roll.draw')}</Link>
        </div>
      ) : waiting.length === 0 ? (
        <p className="soft">{t('roll.noneWaiting')}</p>
      ) : (
        <ul className="plain-list">
          {waiting.map((one) => (
            <li key={one.id} className="row">
              <strong>{one.organisationName}</strong>
              <span>{t('roll.serial', { serial: one.serial, lines: one.lines })}</span>
              <span className="tag tag-accent">{t('roll.waiting', { count: one.waiting })}</span>
              <Link to={`${to}?answers=${one.id}`}>{t('roll.answer')}</Link>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function Confirmed({ items, names }: { readonly items: readonly RollItem[]; readonly names: ReadonlyMap<string, DeskRoll> }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const nameOf = (key: string): string => {
    const known = names.get(key);
    return known ? `${say(known.stageName)} · ${say(known.name)}` : key;
  };
  return (
    <Sheet
      caption={t('roll.confirmed')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { key: 'name', label: t('roll.name'), bare: true, cell: ({ id, key }) => <Link to={`/rolls/${id}`}>{nameOf(key)}</Link> },
        { key: 'serial', label: t('roll.lines'), cell: ({ serial, lines }) => (lines === 0 ? t('roll.nil') : t('roll.serial', { serial, lines })) },
        { key: 'at', label: t('roll.at'), cell: ({ confirmedAt }) => <Time at={confirmedAt} bare /> },
      ]}
    />
  );
}
