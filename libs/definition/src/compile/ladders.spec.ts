import { describe, expect, it } from 'vitest';
import { check } from '../check.js';

const compiled = (fixture: string) => {
  const { artefact } = check(`libs/definition/src/fixtures/${fixture}`);
  if (artefact === undefined) throw new Error(`${fixture} does not compile`);
  return artefact;
};
const rungs = (artefact: ReturnType<typeof compiled>) => Object.values(artefact.caseChart.deadlines).flatMap(({ ladder }) => ladder);

describe('when people may be reminded', () => {
  it('is as the file says; its reminders wait for it, what is urgent or overdue does not', () => {
    const artefact = compiled('remind');
    expect(artefact.remind).toEqual({ hours: { from: 510, to: 1050 }, days: 'working', quiet: [{ from: '2016-02-07', to: '2016-02-13' }, { from: '2016-05-01', to: '2016-05-01' }] });
    const rung = (id: string) => rungs(artefact).find((one) => one.id === id);
    expect(['rung-1-members', 'rung-2-members'].map((id) => [rung(id)?.offset.waits, rung(id)?.urgent])).toEqual([[true, undefined], [undefined, true]]);
    expect(rungs(artefact).filter(({ kind, offset }) => kind !== 'reminder' && offset.waits === true)).toEqual([]);
  });

  it('is any time where the file says nothing', () => {
    const artefact = compiled('base');
    expect(artefact.remind).toBeUndefined();
    expect(rungs(artefact).filter(({ offset }) => offset.waits === true)).toEqual([]);
  });
});
