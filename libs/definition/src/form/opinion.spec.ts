import { describe, expect, it } from 'vitest';
import { opinionBlock, validateOpinion, type OpinionGiven, type OpinionWanted } from './opinion.js';

const unit = { form: 'application', block: 'unit_opinion', title: { zh: '十、单位意见', en: '10. Opinion of the unit' }, signature: true, seal: true, date: true };
const province: OpinionWanted = { ...unit, block: 'province_opinion', title: { zh: '十一、审定意见' }, signature: false };
const whole: OpinionGiven = { text: '同意', signature: '示例校长', seal: true, onDate: '2016-03-01' };
const codes = (wanted: OpinionWanted, given: OpinionGiven | undefined): readonly string[] => validateOpinion(wanted, given, '2016-03-02').map(({ path, code }) => `${path} ${code}`);

describe('an opinion', () => {
  it('is complete with text, signature, seal and date where the block asks for them (R-0-37)', () => {
    expect(codes(unit, whole)).toEqual([]);
    expect(codes(unit, { text: ' ' })).toEqual(['/opinion/text missing', '/opinion/signature missing', '/opinion/seal missing', '/opinion/onDate missing']);
    expect(codes(unit, { ...whole, seal: false, signature: ' ' })).toEqual(['/opinion/signature missing', '/opinion/seal missing']);
    expect(codes(unit, undefined)).toEqual(['/opinion missing']);
  });

  it('takes nothing that the block has no place for (R-0-38)', () => {
    expect(codes(province, whole)).toEqual(['/opinion/signature not_asked']);
    expect(codes({ ...province, seal: false, date: false }, { text: '同意', seal: true, onDate: '2016-03-01' })).toEqual(['/opinion/seal not_asked', '/opinion/onDate not_asked']);
  });

  it('is dated today or earlier', () => {
    expect(codes(unit, { ...whole, onDate: '2016-03-02' })).toEqual([]);
    expect(codes(unit, { ...whole, onDate: '2016-03-03' })).toEqual(['/opinion/onDate in_future']);
  });

  it('holds only text that can be kept', () => {
    expect(codes(unit, { ...whole, text: 'a\u0000', signature: '\ud800' })).toEqual(['/opinion/text unsound_text', '/opinion/signature unsound_text']);
  });

  it('names what is asked in both languages', () => {
    expect(validateOpinion(unit, undefined, '2016-03-02')[0]?.words).toEqual({ zh: '“十、单位意见”须填写意见，并有签字、公章、日期', en: '“10. Opinion of the unit” needs an opinion with its signature, seal, date' });
  });
});

describe('the block that a task writes', () => {
  const block = { key: 'unit_opinion', title: { zh: '十、单位意见' }, writer: 'applicant', fields: [], opinion: { signature: true, seal: true, date: true } };
  const form = { key: 'application', title: { zh: '申报书' }, count: 'cjk-and-words' as const, blocks: [block, { ...block, key: 'goals', title: null }] };
  const artefact = { forms: { application: form }, entry: { form: 'application' } } as unknown as Parameters<typeof opinionBlock>[0];

  it('is named with or without its form', () => {
    expect(opinionBlock(artefact, 'application.unit_opinion')).toEqual({ ...unit, title: { zh: '十、单位意见' } });
    expect(opinionBlock(artefact, 'unit_opinion')?.block).toBe('unit_opinion');
  });

  it('is none where the form has no such block', () => {
    expect(opinionBlock(artefact, 'application.elsewhere')).toBeUndefined();
    expect(opinionBlock(artefact, 'nowhere.unit_opinion')).toBeUndefined();
  });
});
