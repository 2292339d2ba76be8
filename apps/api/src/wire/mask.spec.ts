import type { FormDefinition, RollTable } from '@shidian/definition';
import { describe, expect, it } from 'vitest';
import { maskForm, maskTable } from './mask.js';

const field = (key: string, type: FormDefinition['blocks'][number]['fields'][number]['type'], more: object = {}) => ({ key, label: { zh: key }, type, required: false, ...more });
const form: FormDefinition = {
  key: 'application',
  title: { zh: '申报书' },
  count: 'cjk-and-words',
  blocks: [
    { key: 'cover', title: null, writer: 'applicant', fields: [field('unit', 'text'), field('contact', 'person'), field('mobile', 'mobile'), field('mail', 'email')] },
    {
      key: 'team',
      title: { zh: '五' },
      writer: 'applicant',
      fields: [field('phone', 'text', { personal: true }), field('group', 'table', { columns: [field('name', 'person'), field('duty', 'text'), field('age', 'number', { personal: true })] })],
    },
  ],
};
const values = {
  cover: { unit: '示例第一小学', contact: '张示例', mobile: '13800001234', mail: 'someone@example.org' },
  team: { phone: '024-1234', group: [{ name: '李样', duty: '统筹', age: 40 }, { name: '王', duty: '', age: null }] },
};

describe('masking', () => {
  it('shortens mobiles, mail addresses, names and what is marked personal, in tables too, and leaves the rest', () => {
    expect(maskForm(form, values)).toEqual({
      cover: { unit: '示例第一小学', contact: '张*', mobile: '138****1234', mail: 's***@example.org' },
      team: { phone: '0*', group: [{ name: '李*', duty: '统筹', age: '*' }, { name: '王*', duty: '', age: null }] },
    });
  });

  it('shows nothing of a value that has not the form it should', () => {
    const text = JSON.stringify(maskForm(form, { cover: { mobile: { deep: ['13800001234'] }, mail: 'someone', contact: 5 } }));
    expect(text).not.toMatch(/13800001234|someone/);
  });

  it('shortens the columns of a table that cite personal fields', () => {
    const table: RollTable = {
      key: 't',
      title: { zh: '汇总表' },
      header: { zh: '单位（盖章）' },
      group: [],
      columns: [
        { label: { zh: '序号' }, value: 'serial' },
        { label: { zh: '手机' }, value: 'application.cover.mobile' },
        { label: { zh: '申报单位' }, value: 'application.cover.unit' },
      ],
    };
    const generated = { title: '汇总表', columns: ['序号', '手机', '申报单位'], rows: [['1', '13800001234', '示例第一小学']] };
    expect(maskTable(table, { application: form }, generated)).toMatchObject({ rows: [['1', '138****1234', '示例第一小学']] });
  });
});
