import { transitionsOf } from '@shidian/definition';
import { describe, expect, it } from 'vitest';
import { makeDiagram } from './make-diagram.js';
import { caseAfter, liaoning, RETURNED_ONCE } from './spec-case.js';

const artefact = liaoning();
const chart = makeDiagram({ artefact, of: 'case', view: 'chart', language: 'zh' });
const road = makeDiagram({ artefact, of: 'case', view: 'road', language: 'zh' });
const edge = (from: string, to: string, diagram = road) => diagram.edges.find((one) => one.from === from && one.to === to);

describe('the full chart', () => {
  it('draws every state once, and every end beside each stage that leads to it', () => {
    const states = Object.values(artefact.caseChart.states);
    const drawn = chart.nodes.map(({ id }) => id);
    expect(new Set(drawn).size).toBe(drawn.length);
    for (const { id } of states) expect(drawn.filter((one) => one === id || one.startsWith(`${id}@`)).length, id).toBeGreaterThanOrEqual(1);
    expect(drawn.filter((id) => id.startsWith('end/逾期未报@'))).toEqual(['end/逾期未报@apply', 'end/逾期未报@gather_county', 'end/逾期未报@gather_city']);
    expect(states.filter(({ kind }) => kind !== 'final').length + 1 + drawn.filter((id) => id.includes('@')).length).toBe(drawn.length);
  });

  it('leaves out no transition that moves', () => {
    const moving = transitionsOf(artefact.caseChart.machine).filter(({ targets }) => targets.length > 0);
    for (const { id, source, targets } of moving) {
      const there = chart.edges.some((one) => (one.from === source || (one.both && one.to === source)) && targets.some((target) => [one.to, one.both ? one.from : ''].some((end) => end === target || end.startsWith(`${target}/`) || end.startsWith(`${target}@`))));
      expect(there, id).toBe(true);
    }
  });

  it('says who does what in a state and what the clock only reminds of', () => {
    expect(chart.nodes.find(({ id }) => id === 'accept/preparing')?.notes).toEqual(['申报单位：提交成果材料', '辽宁省教育厅信息化处：未交成果，不予通过（可办）', '到期：试点期满，只催办']);
    expect(edge('apply/drafting', 'end/逾期未报@apply', chart)).toMatchObject({ kind: 'clock', labels: ['到期：县级收件截止、单位内部截止'] });
    expect(edge('announce/waiting', 'implement', chart)?.labels).toEqual(['项目已公布后']);
  });

  it('says how case and program read each other', () => {
    const program = makeDiagram({ artefact, of: 'program', view: 'chart', language: 'zh' });
    expect(edge('announce/idle', 'announce/preparing', program)?.labels).toEqual(['有“待公布”的件，没有“在审”的件']);
  });

  it('draws a return and the way straight back as one line with two arrows', () => {
    expect(edge('gather_county/here/checking', 'apply/correcting', chart)).toMatchObject({ kind: 'back', both: true, labels: ['退回修改'] });
    expect(chart.edges.filter(({ kind, both }) => kind === 'back' && !both).map(({ from }) => from)).toEqual(['gather_county/sent', 'gather_city/sent']);
  });
});

describe('the road', () => {
  it('has the stages in their order, those beside within the one that they watch', () => {
    expect(road.nodes.filter(({ kind, parent }) => kind === 'state' && parent === undefined).map(({ label }) => label)).toEqual(['申报', '县级汇总上报', '市级汇总上报', '收件与形式审查', '审定', '公布', '阶段性验收', '验收整改']);
    expect(road.nodes.filter(({ parent }) => parent === 'implement*').map(({ label }) => label)).toEqual(['实施', '专家指导', '中期检查', '中期整改']);
  });

  it('sends the basic schools by county and city and the others straight to the province (R-0-11 … R-0-13)', () => {
    expect(edge('apply', 'gather_county')?.labels).toEqual(['基础教育申报单位']);
    expect(edge('apply', 'gather_city')?.labels).toEqual(['基础教育申报单位（不经县级汇总上报）']);
    expect(edge('apply', 'receive')?.labels).toEqual(['其他单位']);
    // Nobody who was with a county goes past the city.
    expect(edge('gather_county', 'receive')).toBeUndefined();
  });

  it('says of each stage who works on it, by when and how it may end there', () => {
    expect(road.nodes.find(({ id }) => id === 'gather_city')?.notes).toEqual(['市级教育行政部门', '时限：省级收件截止', '或止于：逾期未报、未推荐']);
  });

  it('has the way of a case with its numbers, and nothing numbered without one', () => {
    const coloured = makeDiagram({ artefact, of: 'case', view: 'road', language: 'zh', instance: caseAfter(artefact, RETURNED_ONCE) });
    expect(coloured.edges.filter(({ steps }) => steps.length > 0).map(({ from, to, steps }) => [from, to, steps])).toEqual([
      ['apply', 'gather_county', [1]],
      ['gather_county', 'apply', [2, 3]],
      ['gather_county', 'gather_city', [6]],
      ['gather_city', 'receive', [9]],
    ]);
    expect(coloured.nodes.filter(({ standing }) => standing === 'now').map(({ id }) => id)).toEqual(['receive']);
    expect(road.edges.some(({ steps }) => steps.length > 0)).toBe(false);
    expect(road.nodes.some(({ standing }) => standing !== undefined)).toBe(false);
  });

  it('shows the end that a case has come to, where the road would only mention it', () => {
    const late = makeDiagram({ artefact, of: 'case', view: 'road', language: 'zh', instance: caseAfter(artefact, [['2016-03-20', '']]) });
    expect(late.nodes.find(({ id }) => id === 'end/逾期未报@apply')).toMatchObject({ kind: 'end', standing: 'done' });
    expect(road.nodes.some(({ id }) => id === 'end/逾期未报@apply')).toBe(false);
  });

  it('is there for the program too', () => {
    expect(makeDiagram({ artefact, of: 'program', view: 'road', language: 'en' }).nodes.map(({ label }) => label)).toEqual(['Call and run', 'Announcement', 'Naming the days of the mid-term check', 'Closed']);
  });
});
