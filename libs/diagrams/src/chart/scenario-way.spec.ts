import { findRecord, type RecordedScenario } from '@shidian/definition';
import { describe, expect, it } from 'vitest';
import { makeDiagram } from '../make-diagram.js';
import { liaoning } from '../spec-case.js';
import { writeMermaid } from '../text/mermaid.js';

const artefact = liaoning();
const found = findRecord('workflows/programs/liaoning-integration-2016', artefact);
const all: readonly RecordedScenario[] = found.kind === 'current' ? found.record.scenarios : [];
const drawn = (scenarios: { readonly all: readonly RecordedScenario[]; readonly chosen?: number }, of: 'case' | 'program' = 'case') => makeDiagram({ artefact, of, view: 'chart', language: 'zh', scenarios });
const placeOf = (name: string): number => all.findIndex((one) => one.name.zh === name);

describe('what all scenarios reach, drawn on the full chart', () => {
  it('marks every state and every line of a program whose scenarios leave nothing out', () => {
    for (const half of ['case', 'program'] as const) {
      const diagram = drawn({ all }, half);
      expect(diagram.nodes.filter(({ standing }) => standing !== 'done').map(({ id }) => id)).toEqual([]);
      expect(diagram.edges.filter(({ steps, kind }) => steps.length === 0 && kind !== 'start').map(({ id }) => id)).toEqual([]);
      expect(diagram.edges.flatMap(({ labels }) => labels).filter((label) => label.includes('✗'))).toEqual([]);
      expect(diagram.subtitle).toMatch(new RegExp(`${all.length} 个场景走到：转移 (\\d+)/\\1，条件 (\\d+)/\\2，时限 (\\d+)/\\3$`));
    }
  });

  it('says of each line how many scenarios went there, and not which', () => {
    const start = drawn({ all }).edges.find(({ from, to }) => from === 'apply/drafting' && to.startsWith('door/'));
    const went = all.filter(({ way }) => way.flat().includes('apply/drafting apply/submit.submitted 0')).length;
    expect(went).toBeGreaterThan(30);
    expect(start?.steps).toEqual([went]);
  });

  it('marks what none of them reached: the state, the line, and within a shared line the words', () => {
    const few = all.filter(({ way, states }) => !states.includes('rectify_end/correcting') && !way.flat().some((id) => id.includes('gather_county/check.reject')));
    expect(few.length).toBeLessThan(all.length);
    const diagram = drawn({ all: few });
    expect(diagram.nodes.find(({ id }) => id === 'rectify_end/correcting')?.standing).toBe('missed');
    const missed = diagram.edges.filter(({ steps, kind }) => steps.length === 0 && kind !== 'start');
    expect(missed.length).toBeGreaterThan(0);
    for (const { labels } of missed) expect(labels.every((label) => label.startsWith('✗'))).toBe(true);
    expect(diagram.subtitle).not.toMatch(/转移 (\d+)\/\1，/);
    expect(writeMermaid(diagram)).toMatch(/class [s\d,]+ missed/);
  });
});

describe('one scenario, drawn alone', () => {
  it('is its way in the order in which it went, and nothing else', () => {
    const chosen = placeOf('市级退回学校, 直接回到市级');
    const diagram = drawn({ all, chosen });
    const way = diagram.edges.filter(({ steps }) => steps.length > 0).flatMap(({ steps, from, to }) => steps.map((step) => ({ step, from, to }))).sort((a, b) => a.step - b.step);
    expect(way.map(({ from, to }) => `${from} → ${to}`)).toContain('gather_city/here/checking → apply/correcting');
    expect(new Set(way.map(({ step }) => step))).toEqual(new Set(Array.from({ length: way.at(-1)?.step ?? 0 }, (_, index) => index + 1)));
    // A stage of that name is in the chart of the program too, which has always been there.
    for (const id of ['announce', 'announce/waiting', 'implement/working']) expect(diagram.nodes.find((node) => node.id === id)?.standing, id).toBe('ahead');
    for (const id of ['gather_city', 'gather_city/here', 'gather_city/here/checking']) expect(diagram.nodes.find((node) => node.id === id)?.standing, id).toBe('done');
    expect(diagram.nodes.some(({ standing }) => standing === 'missed')).toBe(false);
    expect(diagram.subtitle).toBe(`场景 ${chosen + 1}：市级退回学校, 直接回到市级`);
  });

  it('has not been where it was refused', () => {
    const diagram = drawn({ all, chosen: placeOf('别的单位不能代交申报书') });
    expect(diagram.edges.filter(({ steps }) => steps.length > 0)).toEqual([]);
    expect(diagram.nodes.filter(({ standing, kind }) => standing === 'done' && kind === 'state').map(({ id }) => id)).toEqual(['apply/drafting']);
  });
});
