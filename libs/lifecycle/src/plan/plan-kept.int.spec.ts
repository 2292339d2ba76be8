import { readFileSync } from 'node:fs';
import { WorkingCalendar } from '@shidian/calendar';
import { check } from '@shidian/definition';
import { scratchWorld } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { moment } from '../simulation/moment.js';
import { peopleOf } from '../simulation/scenario-people.js';
import { simulationScript } from '../simulation/script.js';
import { simulate } from '../simulation/simulate.js';
import { planOf } from './plan-of.js';

const folder = 'workflows/programs/liaoning-integration-2016';
const organisations = {
  辽宁省教育厅: { kind: '教育行政部门', tier: 'province' as const, posts: ['信息化处', '分管厅领导', '厅长', '专家'] },
  沈阳市教育局: { kind: '教育行政部门', tier: 'city' as const, under: '辽宁省教育厅' },
  和平区教育局: { kind: '教育行政部门', tier: 'county' as const, under: '沈阳市教育局' },
};

describe('the plan of Liaoning held against its life', () => {
  it('named every instant at which somebody was reminded or it was reported upwards, from 2016 to 2018', async () => {
    const { artefact } = check(folder);
    if (artefact === undefined) throw new Error('no artefact');
    const plan = planOf({ artefact, calendar: new WorkingCalendar() });
    const script = simulationScript.parse(parse(readFileSync(`${folder}/simulation.yaml`, 'utf8')));
    const small = { ...script, profiles: Object.fromEntries(Object.entries(script.profiles).map(([name, profile]) => [name, { ...profile, count: 1 }])) };
    const { world, close } = await scratchWorld(moment(script.starts));
    try {
      const { story } = await simulate({ world, artefact, script: small, ...peopleOf({ now: script.starts, organisations, cases: {} }) });
      const names = new Set(plan.relative.map(({ name }) => name.zh));
      const rungs = story.filter(({ kind, text }) => ['reminder', 'overdue', 'escalation'].includes(kind) && ![...names].some((name) => text.includes(`——${name}，`)));
      const moments = (all: readonly { readonly at: number; readonly kind: string }[]): readonly string[] => [...new Set(all.map(({ at, kind }) => `${new Date(at).toISOString()} ${kind}`))].sort();
      const planned = moments(plan.entries.filter(({ kind }) => kind !== 'opens' && kind !== 'due'));
      const heard = moments(rungs);
      expect(rungs.length).toBeGreaterThan(30);
      expect(heard.filter((one) => !planned.includes(one))).toEqual([]);
      // Everybody is accepted, or not, before the last ladder begins: of that one nobody hears.
      expect(planned.filter((one) => !heard.includes(one) && one < '2018-12-27')).toEqual([]);
    } finally {
      await close();
    }
  }, 180_000);
});
