import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMachine } from 'xstate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

describe('a program that extends Liaoning', () => {
  let root = '';
  const variant = (name: string, text: string): ReturnType<typeof check> => {
    mkdirSync(join(root, 'programs', name), { recursive: true });
    writeFileSync(join(root, 'programs', name, 'program.yaml'), `extends: ../liaoning-integration-2016\nid: ${name}\n${text}`);
    return check(join(root, 'programs', name));
  };
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'shidian-variant-'));
    cpSync('workflows', root, { recursive: true });
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('has publicity when A-0-11 is answered the other way', () => {
    const { artefact, diagnostics } = variant('with-publicity', 'settings: { A-0-11: { answer: 公示5个工作日, set: { publicity: true } } }\n');
    expect(diagnostics).toEqual([]);
    expect(artefact?.caseChart.states['publicity/standing']).toBeDefined();
    expect(artefact?.dates['publicity/closes']).toMatchObject({ rule: { anchor: 'publicity.posted', direction: 'after' }, perCase: false });
    expect(artefact?.dates['publicity/answer']).toMatchObject({ rule: { anchor: 'publicity.contested' }, perCase: true });
  });

  it('says what a suspension does to a date', () => {
    const { artefact, diagnostics } = variant('stops', 'deadlines: { province_due: { late: refuse, on_suspend: stops } }\n');
    expect(diagnostics).toEqual([]);
    expect(artefact?.deadlines['province_due']).toMatchObject({ onSuspend: 'stops' });
    expect(variant('stays', 'deadlines: { province_due: { late: refuse, on_suspend: stay } }\n').diagnostics[0]).toMatchObject({ code: 'def.bad-value' });
  });

  it('keeps the late ones when the deadline marks instead of refusing', () => {
    const { artefact, diagnostics } = variant('late-marked', 'deadlines: { province_due: { late: mark } }\n');
    expect(diagnostics).toEqual([]);
    expect(artefact?.caseChart.states['end/逾期未报']).toBeDefined();
    expect(JSON.stringify(artefact?.caseChart.machine)).toContain('"apply/due.due":[{"actions":[{"type":"mark","params":{"mark":"apply.due.due"}}');
    expect(artefact?.caseChart.deadlines['apply/due']?.ladder).toHaveLength(7);
    expect(artefact?.caseChart.deadlines['apply/due']?.says).toBeUndefined();
  });

  it('has the English of its parent, but for what it says in other words itself', () => {
    const { artefact, diagnostics } = variant('renamed', 'name: 示例项目\nstages: { gather_city: { name: 市里汇总 } }\nbeside: { guidance: { name: 专家下校 } }\n');
    expect(diagnostics).toEqual([]);
    expect(artefact?.name).toEqual({ zh: '示例项目' });
    expect(artefact?.applicants['basic']?.name).toEqual({ zh: '基础教育申报单位', en: 'Basic education units' });
    const names = Object.fromEntries((artefact?.stages ?? []).map(({ key, name }) => [key, name]));
    expect([names['gather_county'], names['gather_city'], names['guidance']]).toEqual([{ zh: '县级汇总上报', en: 'Aggregation by the county' }, { zh: '市里汇总' }, { zh: '专家下校' }]);
    expect(artefact?.forms['guidance']?.title).toEqual({ zh: '专家指导记录', en: 'Record of expert guidance' });
    expect(artefact?.caseChart.states['end/未入选']?.name).toEqual({ zh: '未入选', en: 'Not selected' });
  });

  it('names its results in both languages', () => {
    const { artefact } = variant('results', 'settings: {}\n');
    const { approved, rejected } = artefact?.caseChart.tasks['decide/decide']?.decisions ?? {};
    expect([approved?.name, rejected?.name]).toEqual([{ zh: '试点单位', en: 'Pilot' }, { zh: '未入选', en: 'Not selected' }]);
  });

  it('has another hash for another answer', () => {
    expect(variant('other', 'issuer: 示例省教育厅\n').artefact?.hash).not.toBe(variant('other', 'issuer: 另一省教育厅\n').artefact?.hash);
  });
});
