import { createMachine } from 'xstate';
import { describe, expect, it } from 'vitest';
import { check } from './check.js';
import { leastForm } from './form/least.js';
import { validateForm } from './form/validate.js';

const LIAONING = 'workflows/programs/liaoning-integration-2016';

describe('the Liaoning program', () => {
  const result = check(LIAONING);
  const artefact = result.artefact!;

  it('compiles without a single finding and may be published', () => {
    expect(result.diagnostics).toEqual([]);
    expect(result.publishable).toBe(true);
  });

  it('has the same hash however its folder is named', () => {
    expect(check(`${process.cwd()}/${LIAONING}/`).artefact?.hash).toBe(artefact.hash);
  });

  it('is a chart that XState accepts, with every target resolved', () => {
    for (const chart of [artefact.caseChart, artefact.programChart]) expect(() => createMachine(chart.machine as Parameters<typeof createMachine>[0])).not.toThrow();
  });

  it('has 29 named codes and four open ones', () => {
    expect(artefact.topics.filter(({ open }) => !open)).toHaveLength(29);
    expect(artefact.topics.filter(({ open }) => open).map(({ code }) => code)).toEqual(['Xxjsrhcxtz1-x', 'Xxjsrhcxtz2-x', 'Xxjsrhcxtz3-x', 'Xxjsrhcxtz4-x']);
  });

  it('leaves publicity out while the answer to A-0-11 is no', () => {
    expect(artefact.stages.map(({ key }) => key)).not.toContain('publicity');
    expect(artefact.caseChart.states['publicity/standing']).toBeUndefined();
  });

  it('decides at compile time that the close refuses what is late', () => {
    const states = artefact.caseChart.machine['states'] as unknown as Record<string, { states: Record<string, { on: Record<string, unknown> }> }>;
    expect(states['apply']?.states['drafting']?.on['apply/due.due']).toMatchObject([{ target: '#end/逾期未报' }]);
  });

  it('keeps of a hard close only the rungs up to the instant', () => {
    expect(artefact.caseChart.deadlines['apply/due']?.ladder.map(({ id }) => id)).toEqual(['remind-3wd', 'remind-1wd', 'remind-day']);
    expect(artefact.caseChart.deadlines['midterm/closes']?.ladder).toHaveLength(7);
  });

  it('offers in a return every earlier step that can take a case back, each guarded', () => {
    expect(artefact.caseChart.tasks['receive/check']?.decisions['back']).toMatchObject({ returns: ['apply', 'gather_county', 'gather_city'], then: ['onward', 'sender'], needs: ['reason', 'fix_by'] });
  });

  it('has a form whose least filling is accepted', () => {
    const context = { applicant: { name: '示例第一小学', address: '示例路1号' }, topic: { code: 'Xxjsrhcxtz3-2', title: '创客教育', open: false } };
    for (const form of Object.values(artefact.forms)) expect(validateForm(form, leastForm(form, context), context)).toEqual([]);
  });
});
