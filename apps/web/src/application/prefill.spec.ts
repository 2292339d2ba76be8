import { describe, expect, it } from 'vitest';
import type { FieldDefinition, FormDefinition } from '../definitions/artefact.js';
import { prefilled } from './prefill.js';

const field = (key: string, type: FieldDefinition['type'], more: Partial<FieldDefinition> = {}): FieldDefinition => ({ key, type, label: { zh: key }, required: false, ...more });

const form: FormDefinition = {
  key: 'application',
  title: { zh: '申报书' },
  blocks: [
    { key: 'cover', title: null, fields: [field('unit', 'text', { from: 'applicant.name' }), field('contact', 'text'), field('mobile', 'mobile')] },
    { key: 'goals', title: { zh: '目标' }, fields: [field('text', 'long_text')] },
    { key: 'team', title: { zh: '成员' }, fields: [field('members', 'table', { columns: [field('name', 'text'), field('work', 'text')] }), field('proof', 'files')] },
    { key: 'opinion', title: { zh: '意见' }, fields: [field('text', 'long_text')], opinion: { signature: true, seal: true, date: true } },
  ],
};

const earlier = {
  cover: { unit: '旧校名', contact: '示例联系人', mobile: '13800000000' },
  goals: { text: '旧的目标' },
  team: { members: [{ name: '示例成员', work: '课程', age: 40 }], proof: ['an-attachment'] },
  opinion: { text: '同意' },
};

describe('what an earlier application fills in', () => {
  it('leaves alone what is typed already, the record, the files and the opinions, and knows no foreign columns', () => {
    expect(prefilled(form, { cover: { contact: '新联系人' } }, earlier, 'everything')).toEqual({
      cover: { contact: '新联系人', mobile: '13800000000' },
      goals: { text: '旧的目标' },
      team: { members: [{ name: '示例成员', work: '课程' }] },
    });
  });

  it('takes the people without the texts where only they are wanted', () => {
    expect(prefilled(form, {}, earlier, 'people')).toEqual({ cover: { contact: '示例联系人', mobile: '13800000000' }, team: { members: [{ name: '示例成员', work: '课程' }] } });
  });

  it('brings nothing over that has another shape now', () => {
    expect(prefilled(form, {}, { cover: { contact: [1], mobile: null }, goals: 'x', team: { members: 'none' } }, 'everything')).toEqual({});
  });
});
