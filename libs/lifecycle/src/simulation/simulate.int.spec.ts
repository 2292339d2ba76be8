import { readFileSync } from 'node:fs';
import { check } from '@shidian/definition';
import { scratchWorld } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { moment } from './moment.js';
import { peopleOf } from './scenario-people.js';
import { simulationScript } from './script.js';
import { simulate } from './simulate.js';

const folder = 'workflows/programs/liaoning-integration-2016';
const organisations = {
  辽宁省教育厅: { kind: '教育行政部门', tier: 'province' as const, posts: ['信息化处', '分管厅领导', '厅长', '专家'] },
  沈阳市教育局: { kind: '教育行政部门', tier: 'city' as const, under: '辽宁省教育厅' },
  大连市教育局: { kind: '教育行政部门', tier: 'city' as const, under: '辽宁省教育厅' },
  和平区教育局: { kind: '教育行政部门', tier: 'county' as const, under: '沈阳市教育局' },
  沈河区教育局: { kind: '教育行政部门', tier: 'county' as const, under: '沈阳市教育局' },
  中山区教育局: { kind: '教育行政部门', tier: 'county' as const, under: '大连市教育局' },
};

describe('the simulation of the Liaoning program', () => {
  it('tells 2016–2018 with every fate of its script, the record whole, the same story every time', async () => {
    const { artefact } = check(folder);
    if (artefact === undefined) throw new Error('no artefact');
    const script = simulationScript.parse(parse(readFileSync(`${folder}/simulation.yaml`, 'utf8')));
    const small = { ...script, profiles: Object.fromEntries(Object.entries(script.profiles).map(([name, profile]) => [name, { ...profile, count: 1 }])) };
    const tell = async () => {
      const { world, close } = await scratchWorld(moment(script.starts));
      try {
        return await simulate({ world, artefact, script: small, ...peopleOf({ now: script.starts, organisations, cases: {} }) });
      } finally {
        await close();
      }
    };
    const told = await tell();
    expect(told.byProfile).toEqual({
      steady: { 通过阶段性验收: 1 },
      of_city: { 通过阶段性验收: 1 },
      direct: { 通过阶段性验收: 1 },
      late: { 逾期未报: 1 },
      never: { 逾期未报: 1 },
      returned: { 通过阶段性验收: 1 },
      sent_back: { 通过阶段性验收: 1 },
      declined: { 未推荐: 1 },
      rejected: { 未入选: 1 },
      mended: { 通过阶段性验收: 1 },
      removed: { 终止试点: 1 },
      slow: { 通过阶段性验收: 1 },
      almost: { 通过阶段性验收: 1 },
      failed: { 未通过阶段性验收: 1 },
    });
    expect(told.chainsWhole).toBe(true);
    expect(told.story.filter((entry) => entry.kind === 'refused' && entry.text.includes('逾期不再受理'))).toHaveLength(1);
    expect(told.notices).toMatchObject({ reminder: expect.any(Number) as number, overdue: expect.any(Number) as number, escalation: expect.any(Number) as number });
    const again = await tell();
    expect(again.story).toEqual(told.story);
  }, 180_000);
});
