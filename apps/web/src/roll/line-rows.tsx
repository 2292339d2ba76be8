import { Button, Checkbox, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Candidates, DeskRoll } from '../generated/api.js';
import { today } from '../look/moment.js';
import { useSay } from '../words/say.js';
import type { Line } from './lines.js';
import { moved } from './table.js';

interface Shown {
  readonly roll: DeskRoll;
  readonly found: Candidates;
  readonly lines: readonly Line[];
  readonly change: (lines: readonly Line[]) => void;
  /** Cases whose reason is missing. */
  readonly marked: readonly string[];
}

/** The cases of a roll: taken in or left out, put in order by dragging or by keyboard, each with its decision. */
export function LineRows({ roll, found, lines, change, marked }: Shown): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const [dragged, setDragged] = useState<number>();
  const [target, setTarget] = useState<number>();
  const [said, setSaid] = useState('');
  const cases = new Map(found.cases.map((one) => [one.caseId, one]));
  const set = (index: number, part: Partial<Line>): void => {
    change(lines.map((line, at) => (at === index ? { ...line, ...part } : line)));
  };
  const move = (from: number, to: number): void => {
    const next = moved(lines, from, to);
    change(next);
    const one = lines[from];
    const place = one === undefined ? -1 : next.indexOf(one);
    setSaid(t('roll.moved', { name: cases.get(one?.caseId ?? '')?.applicantName ?? '', place: place + 1 }));
  };
  return (
    <section className="stack">
      {roll.ordered && <p className="soft no-print">{t('roll.orderAbout')}</p>}
      <div className="sheet-frame" tabIndex={0} role="region" aria-label={t('roll.lines')}>
        <table className="sheet folds draw">
          <caption className="unseen">{t('roll.lines')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('roll.include')}</th>
              <th scope="col">{t('roll.applicant')}</th>
              <th scope="col">{t('roll.topic')}</th>
              {roll.decisions.length > 1 && <th scope="col">{t('roll.decision')}</th>}
              {roll.ordered && <th scope="col">{t('roll.order')}</th>}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => {
              const one = cases.get(line.caseId);
              const name = one?.applicantName ?? '';
              return (
                <tr
                  key={line.caseId}
                  draggable={roll.ordered}
                  className={[dragged === index ? 'dragged' : '', target === index && dragged !== undefined ? 'target' : '', line.included ? '' : 'left-out'].join(' ')}
                  onDragStart={() => { setDragged(index); }}
                  onDragEnd={() => { setDragged(undefined); setTarget(undefined); }}
                  onDragOver={(event) => {
                    if (dragged === undefined) return;
                    event.preventDefault();
                    if (target !== index) setTarget(index);
                  }}
                  onDrop={(event) => {
                    event.preventDefault();
                    if (dragged !== undefined) move(dragged, index);
                    setDragged(undefined);
                    setTarget(undefined);
                  }}
                >
                  <td>
                    <Checkbox checked={line.included} aria-label={`${t('roll.include')} ${name}`} onChange={({ target: box }) => { set(index, { included: box.checked }); }} />
                  </td>
                  <td data-label={t('roll.applicant')}>
                    <Link to={`/cases/${line.caseId}`} draggable={false}>
                      {name}
                    </Link>{' '}
                    <span className="small soft">{one?.number}</span>
                  </td>
                  <td data-label={t('roll.topic')}>{`${one?.topic ?? ''} ${one?.title ?? ''}`}</td>
                  {roll.decisions.length > 1 && (
                    <td data-label={t('roll.decision')}>
                      <Decision roll={roll} line={line} set={(part) => { set(index, part); }} name={name} marked={marked.includes(line.caseId)} say={say} />
                    </td>
                  )}
                  {roll.ordered && (
                    <td className="no-print">
                      <span className="move-buttons">
                        <Button size="small" disabled={index === 0} aria-label={t('roll.up', { name })} onClick={() => { move(index, index - 1); }}>
                          ↑
                        </Button>
                        <Button size="small" disabled={index === lines.length - 1} aria-label={t('roll.down', { name })} onClick={() => { move(index, index + 1); }}>
                          ↓
                        </Button>
                      </span>
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <span className="unseen" aria-live="polite">
        {said}
      </span>
    </section>
  );
}

interface DecisionShown {
  readonly roll: DeskRoll;
  readonly line: Line;
  readonly set: (part: Partial<Line>) => void;
  readonly name: string;
  readonly marked: boolean;
  readonly say: ReturnType<typeof useSay>;
}

function Decision({ roll, line, set, name, marked, say }: DecisionShown): ReactNode {
  const { t } = useTranslation();
  const chosen = roll.decisions.find(({ key }) => key === line.decision);
  return (
    <div className="stack" style={{ gap: '0.3rem' }}>
      <select className="choice" aria-label={`${t('roll.decision')} ${name}`} value={line.decision} onChange={({ target }) => { set({ decision: target.value }); }}>
        {roll.decisions.map((decision) => (
          <option key={decision.key} value={decision.key}>
            {say(decision.name)}
          </option>
        ))}
      </select>
      {(chosen?.returns === true || chosen?.reason === true) && (
        <Input size="small" aria-label={`${t('roll.reason')} ${name}`} placeholder={t('roll.reason')} maxLength={1000} value={line.reason} status={marked ? 'error' : ''} onChange={({ target }) => { set({ reason: target.value }); }} />
      )}
      {chosen?.returns === true && <Input size="small" type="date" min={today()} aria-label={`${t('roll.fixBy')} ${name}`} value={line.fixBy} onChange={({ target }) => { set({ fixBy: target.value }); }} />}
    </div>
  );
}
