import { describe, expect, it } from 'vitest';
import { describeParty, rightsTable, type RightsSource } from './rights.js';

const source: RightsSource = {
  parties: {
    local: { kind: 'nearest', kinds: ['教育行政部门'], from: 'above' },
    province: { kind: 'organisation', name: '辽宁省教育厅', post: '信息化处' },
  },
  tasks: {
    'decide/decide': { name: { zh: '审定' }, by: 'province', decisions: { chosen: { name: { zh: '试点单位' } }, not: { name: { zh: '未入选' } } }, optional: false },
    'gather/check': { name: { zh: '审核' }, by: 'local', decisions: { accept: { name: { zh: '列入汇总' } } }, optional: false },
    'apply/withdraw': { name: { zh: '撤回' }, by: 'applicant', decisions: { yes: { name: { zh: '撤回' } } }, optional: true },
    'ghost/act': { name: { zh: '无主' }, by: 'toString', decisions: {}, optional: false },
  },
  rolls: { 'gather/report': { name: { zh: '汇总表' }, by: 'local', decisions: ['sent'] } },
  blocks: [
    { form: 'application', block: 'cover', title: null, writer: 'applicant' },
    { form: 'application', block: 'province_opinion', title: { zh: '审定意见' }, writer: 'province' },
  ],
};

describe('the rights table', () => {
  it('lists every act, roll and block under its party, the applicant first and undefined parties last', () => {
    expect(rightsTable(source).map(({ party, right, on, decisions, optional, defined }) => [party, right, on, decisions.join('|'), optional, defined])).toEqual([
      ['applicant', 'act', 'apply/withdraw', 'yes', true, true],
      ['applicant', 'write', 'application/cover', '', false, true],
      ['local', 'act', 'gather/check', 'accept', false, true],
      ['local', 'send', 'gather/report', 'sent', false, true],
      ['province', 'act', 'decide/decide', 'chosen|not', false, true],
      ['province', 'write', 'application/province_opinion', '', false, true],
      ['toString', 'act', 'ghost/act', '', false, false],
    ]);
  });

  it('says who a party is in both languages', () => {
    expect(describeParty({ kind: 'nearest', kinds: ['教育行政部门'], from: 'above', tier: 'city' })).toEqual({
      zh: '申报单位上级中最近的市级教育行政部门的收文岗',
      en: 'the receiving desk of the nearest city 教育行政部门 above the applicant',
    });
    expect(describeParty({ kind: 'post', in: 'issuer', post: '信息化处' }).zh).toBe('主办单位的信息化处');
  });
});
