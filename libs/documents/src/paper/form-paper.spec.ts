import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applicationForm, draftPaper, filledValues, LONG_NAME, submittedPaper } from '../spec-papers.js';
import { formPaper } from './form-paper.js';
import { PAPER_LIMITS, PaperTooLarge } from './size.js';
import { draftMark } from './mark.js';
import type { Paper, Piece } from './paper.js';
import { titleLines } from './title.js';

const piece = (paper: Paper, title: string, index = 0): Piece | undefined => paper.sections.find((section) => section.title === title)?.pieces[index];

describe('the paper of the application', () => {
  it('has the cover and the eleven headings of 附件2 in their order', () => {
    const paper = submittedPaper();
    expect(paper.cover.map((row) => row.map(({ label }) => label))).toEqual([['申报单位（盖章）'], ['申报试点名称'], ['申报项目编号'], ['联系人姓名'], ['手机', 'E-mail'], ['通讯地址']]);
    expect(paper.cover[0]?.[0]?.value).toBe(LONG_NAME);
    expect(paper.sections.map(({ title }) => title)).toEqual([
      '一、目标任务', '二、主要内容', '三、试点分工', '四、工作机制', '五、工作团队', '六、工作计划', '七、预期成果与影响', '八、风险评估与解决策略', '九、经费预算', '十、单位意见', '十一、辽宁省教育厅审定意见',
    ]);
    expect(titleLines(paper.title)).toEqual(['信息技术与教育融合创新', '试点申报书']);
  });

  it('draws the team as the form does: nine fields of the leader in three rows, twice a table of eight columns', () => {
    const paper = submittedPaper();
    const leader = piece(paper, '五、工作团队');
    expect(leader?.kind === 'person' ? leader.rows.map((row) => row.map(({ label }) => label)) : undefined).toEqual([['姓名', '性别', '职务', '职称'], ['学历', '学位', '专业'], ['联系电话', '邮箱']]);
    for (const [index, label, rows] of [[1, '领导小组', 9], [2, '实施团队', 28]] as const) {
      const table = piece(paper, '五、工作团队', index);
      if (table?.kind !== 'table') throw new Error('no table');
      expect([table.label, table.rows.length, table.columns.map((column) => column.label).join(' ')]).toEqual([label, rows, '姓名 性别 年龄 学历 专业 职务 职称 工作分工']);
      expect(table.columns.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    }
  });

  it('says what a text is asked for and how many 字 it has', () => {
    const text = piece(submittedPaper(), '一、目标任务');
    expect(text?.kind === 'text' ? text.note : '').toMatch(/^详细说明阶段性目标和最终目标。不少于1000字（1\d{3}字）。$/);
  });

  it('puts an opinion in the block that it was written for and leaves the others to be filled in by hand', () => {
    const paper = submittedPaper();
    expect(piece(paper, '十、单位意见')).toEqual({ kind: 'opinion', paragraphs: ['经校务会研究，同意申报。'], signature: '示例校长', seal: true, date: '2016年3月7日' });
    // 审定意见 has no place for a signature.
    expect(piece(paper, '十一、辽宁省教育厅审定意见')).toEqual({ kind: 'opinion', paragraphs: [], seal: false, date: '' });
  });

  it('is the empty form where nothing was filled in, with a row to write on in every table', () => {
    const paper = draftPaper();
    expect(piece(paper, '九、经费预算')).toMatchObject({ rows: [['', '', '', '']] });
    expect(paper.mark.code).toBeUndefined();
    expect(paper.mark.watermark).toBe('草稿');
  });

  it('prints amounts and dates as people write them', () => {
    expect(piece(submittedPaper(), '九、经费预算')).toMatchObject({ rows: expect.arrayContaining([expect.arrayContaining(['120,000'])]) as unknown });
    expect(JSON.stringify(piece(submittedPaper(), '六、工作计划', 1))).toContain('2016年9月1日');
  });

  it('is drawn of any draft, whatever is in it, without what cannot be shown', () => {
    const form = applicationForm();
    const keys = form.blocks.flatMap((block) => [block.key, ...block.fields.map((field) => field.key)]);
    const value = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, fc.string({ unit: 'binary' }), fc.jsonValue(), fc.dictionary(fc.constantFrom(...keys, 'constructor', '__proto__'), tie('value')), fc.array(tie('value'))),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys, 'toString'), value), (values) => {
        const text = JSON.stringify(formPaper({ form, values: values as never, opinions: [], mark: draftMark('1') }));
        expect(text).not.toMatch(/\\u00(0[0-8bcef]|1[0-9a-f])|\\ud[89a-f]/);
      }),
    );
  });

  it('is refused where a draft holds more than anybody prints', () => {
    const drawn = (values: object) => () => draftPaper(values as never);
    expect(drawn({ goals: { text: 'a'.repeat(PAPER_LIMITS.characters) } })).not.toThrow();
    for (const values of [{ goals: { text: 'a'.repeat(PAPER_LIMITS.characters + 1) } }, { goals: { text: 'a\n'.repeat(PAPER_LIMITS.paragraphs + 1) } }, { team: { leading: Array.from({ length: PAPER_LIMITS.rows + 1 }, () => ({})) } }]) expect(drawn(values)).toThrow(PaperTooLarge);
  });

  it('takes no tower of marks', () => {
    const text = piece(draftPaper({ goals: { text: `a${'\u0301'.repeat(5_000)}` } }), '一、目标任务');
    expect(text?.kind === 'text' ? text.paragraphs[0]?.length : 0).toBe(9);
  });

  it('holds the whole of what was submitted', () => {
    const text = JSON.stringify(submittedPaper());
    const leaves = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : []);
    for (const leaf of leaves(filledValues())) for (const line of leaf.split('\n')) if (!/^\d{4}-/.test(line)) expect(text).toContain(line.trim());
  });
});
