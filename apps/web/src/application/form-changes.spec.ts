import { describe, expect, it } from 'vitest';
import type { FormDefinition } from '../definitions/artefact.js';
import { changedFields } from './form-changes.js';

const form: FormDefinition = {
  key: 'application',
  title: { zh: '申报书' },
  blocks: [
    { key: 'cover', title: null, fields: [{ key: 'unit', type: 'text', label: { zh: '单位' }, required: true, from: 'applicant.name' }, { key: 'contact', type: 'text', label: { zh: '联系人' }, required: true }] },
    { key: 'goals', title: { zh: '一、目标任务' }, fields: [{ key: 'text', type: 'long_text', label: { zh: '正文' }, required: true }] },
  ],
};

describe('what differs from the version before', () => {
  it('is named by its field, or by its block where that has only one', () => {
    const before = { cover: { contact: '甲' }, goals: { text: '旧' } };
    expect(changedFields(form, before, { cover: { contact: '乙' }, goals: { text: '新' } })).toEqual([
      { path: 'cover.contact', label: { zh: '联系人' } },
      { path: 'goals.text', label: { zh: '一、目标任务' } },
    ]);
    expect(changedFields(form, before, before)).toEqual([]);
  });

  it('leaves out what nobody types', () => {
    expect(changedFields(form, { cover: { unit: '旧校名' } }, { cover: {} })).toEqual([]);
  });
});
