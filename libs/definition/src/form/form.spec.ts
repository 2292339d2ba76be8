import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { FieldDefinition, FormDefinition } from '../artefact.js';
import { completeForm } from './complete.js';
import { count } from './count.js';
import { leastForm, sampleText } from './least.js';
import { maskValue } from './mask.js';
import { validateForm } from './validate.js';

function field(key: string, more: Partial<FieldDefinition> = {}): FieldDefinition {
  return { key, label: { zh: key }, type: 'text', required: true, ...more };
}

const form: FormDefinition = {
  key: 'application',
  title: { zh: '申报书' },
  count: 'cjk-and-words',
  blocks: [
    {
      key: 'cover',
      title: null,
      writer: 'applicant',
      fields: [
        field('unit', { label: { zh: '申报单位' }, from: 'applicant.name' }),
        field('title', { label: { zh: '申报试点名称' }, from: 'topic.title', writable: 'topic.open' }),
        field('mobile', { label: { zh: '手机' }, type: 'mobile' }),
      ],
    },
    { key: 'goals', title: { zh: '一、目标任务' }, writer: 'applicant', fields: [field('text', { type: 'long_text', chars: { min: 1000 } })] },
    {
      key: 'plan',
      title: { zh: '六、工作计划' },
      writer: 'applicant',
      fields: [
        field('text', { type: 'long_text', chars: { max: 10 }, required: false }),
        field('items', {
          label: { zh: '工作节点' },
          type: 'table',
          rows: { min: 1 },
          columns: [field('work', { label: { zh: '工作' } }), field('from', { label: { zh: '开始' }, type: 'date' }), field('to', { label: { zh: '结束' }, type: 'date' })],
          checks: [{ says: { zh: '结束早于开始' }, cel: 'row.to >= row.from' }],
        }),
      ],
    },
    { key: 'opinion', title: { zh: '十一、审定意见' }, writer: 'province', fields: [], opinion: { signature: false, seal: true, date: true } },
  ],
};
const context = { applicant: { name: '示例第一小学' }, topic: { code: 'Xxjsrhcxtz1-1', title: '示例', open: false } };
const open = { ...context, topic: { code: 'Xxjsrhcxtz1-x', title: '', open: true } };

describe('字数', () => {
  it.each([
    ['汉字，标点。', 6],
    ['互联网+教育', 6],
    ['E-mail 和 3.14', 3],
    ['one two  three\nfour', 4],
    ['“互联网+”', 6],
    ["don't stop", 2],
    ['', 0],
    [' \n\t　', 0],
    ['2016年3月14日', 6],
  ])('of %j is %i', (text, expected) => {
    expect(count(text)).toBe(expected);
  });

  it('of n sample characters is n, and joining texts with a space adds up', () => {
    fc.assert(fc.property(fc.nat(300), (n) => { expect(count(sampleText(n))).toBe(n); }));
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => { expect(count(`${a} ${b}`)).toBe(count(a) + count(b)); }));
  });
});

describe('a form', () => {
  it('is accepted in its least filling, and lacks what is one short of it (R-0-26)', () => {
    const least = leastForm(form, context);
    expect(validateForm(form, least, context)).toEqual([]);
    const issues = validateForm(form, { ...least, goals: { text: sampleText(999) } }, context);
    expect(issues.map(({ path, code, words }) => [path, code, words.zh])).toEqual([['goals.text', 'too_short', '一、目标任务少1字']]);
  });

  it('takes what is on record from the record, whatever was typed', () => {
    const completed = completeForm(form, { cover: { unit: '别的单位', title: '别的题目' } }, context);
    expect(completed['cover']).toMatchObject({ unit: '示例第一小学', title: '示例' });
  });

  it('wants a self-written title where the topic is open, and only there (R-0-8)', () => {
    const least = leastForm(form, open);
    expect(validateForm(form, least, open)).toEqual([]);
    const cover = { ...(least['cover'] as object), title: '' };
    expect(validateForm(form, completeForm(form, { ...least, cover }, open), open).map((issue) => issue.words.zh)).toEqual(['申报试点名称未填']);
  });

  it('names every issue at once, with its place', () => {
    const issues = validateForm(form, { nonsense: 1, opinion: {}, cover: { mobile: '12', extra: 1 }, plan: { text: sampleText(12), items: [{ work: '甲', from: '2016-05-01', to: '2016-04-01' }, { work: '', from: '2016-02-30', to: 3 }] } }, context);
    expect(issues.map((issue) => `${issue.path} ${issue.code}`)).toEqual([
      'nonsense unknown', 'opinion not_yours', 'cover.extra unknown', 'cover.unit missing', 'cover.title missing', 'cover.mobile wrong_type', 'goals.text too_short', 'plan.text too_long',
      'plan.items.1 row_check', 'plan.items.2.work missing', 'plan.items.2.from wrong_type', 'plan.items.2.to wrong_type',
    ]);
  });

  it('refuses text that cannot be stored', () => {
    for (const bad of ['a\u0000b', '\ud800']) {
      const least = leastForm(form, open);
      const cover = { ...(least['cover'] as object), title: bad };
      expect(validateForm(form, { ...least, cover }, open).map((issue) => issue.code)).toEqual(['unsound_text']);
    }
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => { validateForm(form, completeForm(form, value as never, context), context); }));
  });
});

describe('masking', () => {
  it('keeps enough to recognise', () => {
    expect(maskValue({ type: 'mobile' }, '13800008000')).toBe('138****8000');
    expect(maskValue({ type: 'email' }, 'sample@example.org')).toBe('s***@example.org');
    expect(maskValue({ type: 'person' }, '示例人')).toBe('示*');
  });
});
