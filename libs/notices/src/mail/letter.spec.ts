import type { DeliveryLine, DeliveryRow } from '@shidian/lifecycle';
import { describe, expect, it } from 'vitest';
import { compose } from './letter.js';

const settings = { publicUrl: 'https://shidian.example.org' };
const line: DeliveryLine = {
  programId: '01936f5e-7d1c-7c2f-8b62-0a2d3b1f5a01',
  programName: '融合应用试点',
  caseId: '01936f5e-7d1c-7c2f-8b62-0a2d3b1f5a02',
  caseNumber: '000012',
  kind: 'reminder',
  text: { zh: '提醒：000012——修改申报书，时限 3月18日', en: 'Reminder: 000012 — revise the application, due 18 March' },
  urgent: false,
  at: Date.UTC(2016, 2, 15, 1),
};
const delivery: DeliveryRow = {
  id: '1',
  key: 'case/7/0/post/account',
  address: 'office@school.example.org',
  recipient: '示例第一小学 电教办',
  digestOf: null,
  lines: [line],
  total: 1,
  urgent: false,
  noticedAt: Date.UTC(2016, 2, 15, 1),
  attempts: 1,
};
const about = (change: Partial<DeliveryLine>): DeliveryRow => ({ ...delivery, lines: [{ ...line, ...change }] });

describe('the mail of a notice', () => {
  it('says it in Chinese first and in English below, with number and address of the case', () => {
    const { subject, text } = compose(delivery, settings);
    expect(subject).toBe('提醒：000012——修改申报书，时限 3月18日');
    expect(text.indexOf('提醒：')).toBeLessThan(text.indexOf('Reminder:'));
    expect(text).toContain('受理号：000012');
    expect(text).toContain('https://shidian.example.org/cases/01936f5e-7d1c-7c2f-8b62-0a2d3b1f5a02');
  });

  it('leads to the program where it is not about a case', () => {
    const { text } = compose(about({ caseId: null, caseNumber: null }), settings);
    expect(text).toContain('https://shidian.example.org/programs/01936f5e-7d1c-7c2f-8b62-0a2d3b1f5a01');
    expect(text).not.toContain('受理号');
  });

  it('repeats the Chinese where there is no English', () => {
    const { text } = compose(about({ text: { zh: '只有中文' } }), settings);
    expect(text.match(/只有中文/g)).toHaveLength(2);
  });

  it('keeps the subject to one line of bounded length, whatever a title holds', () => {
    const { subject } = compose(about({ text: { zh: `急\u0000件\r\nBcc: everybody@example.org\n${'长'.repeat(300)}` } }), settings);
    expect(subject).not.toMatch(/[\u0000-\u001f\u2028]/);
    expect(compose(about({ text: { zh: '𠀀'.repeat(300) } }), settings).subject).toBe(`${'𠀀'.repeat(119)}…`);
  });

  it('marks what is urgent', () => {
    expect(compose(about({ urgent: true }), settings).subject).toMatch(/^【急】/);
  });
});

describe('the digest of a day', () => {
  const many: DeliveryRow = { ...delivery, key: 'digest/a/mail/2016-03-16', digestOf: '2016-03-16', lines: [line, { ...line, caseId: null, text: { zh: '结果已公布' } }, { ...line, programName: '另一试点' }], total: 5 };

  it('counts its notices, groups them by program and leads to each', () => {
    const { subject, text, urgent } = compose(many, settings);
    expect(subject).toBe('试点项目通知汇总 2016-03-16（5 条）');
    expect(urgent).toBe(false);
    expect(text.match(/项目：融合应用试点/g)).toHaveLength(1);
    expect(text).toContain('项目：另一试点');
    expect(text).toContain('https://shidian.example.org/programs/01936f5e-7d1c-7c2f-8b62-0a2d3b1f5a01');
    expect(text).toContain('另有 2 条');
    expect(text).toContain('2 more');
  });
});
