/** The program file: what a program designer writes. */
import { z } from 'zod';
import { anything, cel, id, list, namedDate, words } from './common.js';

const setting = z.strictObject({
  ask: z.string().min(1).describe('原文没有说清的问题'),
  answer: z.string().min(1).optional().describe('本项目的答案；没有答案可以测试，不能发布'),
  at: z.string().min(1).optional().describe('答案在本文件的哪里生效，如 dates.province_due'),
  set: z.record(id, z.union([z.string(), z.number(), z.boolean()])).optional().describe('答案的取值，用 settings.<名> 引用'),
  basis: z.enum(['document', 'ours']).optional().describe('ours = 原文没有，由我们补上'),
});

const party = z.union([
  z.strictObject({ post: z.string().min(1).describe('岗位名'), in: z.enum(['applicant', 'issuer']) }).describe('申报单位或主办单位的一个岗位'),
  z.strictObject({ organisation: z.string().min(1), post: z.string().min(1).optional() }).describe('一个指定的单位'),
  z
    .strictObject({
      nearest: list(z.string().min(1)).describe('单位类别，如 教育行政部门'),
      above: z.literal('applicant').optional(),
      at_or_above: z.literal('applicant').optional(),
      tier: z.enum(['nation', 'province', 'city', 'county', 'unit']).optional(),
      post: z.string().min(1).optional(),
    })
    .describe('申报单位上方最近的一级单位'),
]);

const category = z.strictObject({
  name: words,
  code: z.string().min(1).describe('编号前缀；编号 = 前缀 + 顺序号'),
  topics: z.array(z.string().min(1)).describe('题目，按顺序编号 1、2、3…'),
  open: z.string().min(1).optional().describe('自拟题目的编号后缀，如 x'),
});

const quota = z.strictObject({
  counts: id.describe('数哪种标记的件；active = 未结束的件'),
  over: z.enum(['program', 'series', 'year']).optional(),
  per: z.array(z.string().min(1)),
  limit: z.union([z.number().int().nonnegative(), z.string().startsWith('settings.'), z.record(id, z.number().int().nonnegative())]),
});

const deadline = z.strictObject({
  late: z.enum(['refuse', 'mark']).describe('refuse = 到时截止；mark = 照收，记为逾期'),
  says: words.optional().describe('截止后拒收时说的话'),
  extend: z.strictObject({ by: id, for: z.array(z.enum(['case', 'county', 'program'])).min(1) }).optional(),
  on_suspend: z.enum(['runs', 'stops']).optional().describe('挂起期间：runs 照走，stops 停走并保留余下天数；省略 = 各件自己起算的停走，公共日期照走'),
});

const rung = z.strictObject({
  when: z.string().min(1).describe('3 working days before、on the day、16 hours before、1 working day after'),
  to: list(z.enum(['members', 'superior', 'superior_of_superior', 'office'])),
  kind: z.enum(['reminder', 'overdue', 'escalation']).optional(),
  urgent: z.boolean().optional().describe('提醒不等办公时间，立即发出'),
});

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 08:30');

const remind = z.strictObject({
  from: clockTime.describe('提醒最早几点，如 08:30'),
  to: clockTime.describe('提醒到几点为止，如 17:30'),
  days: z.enum(['working', 'all']).optional().describe('working = 只在工作日（默认），all = 每天'),
  quiet: z.array(z.string().regex(/^\d{4}-\d{2}-\d{2}( to \d{4}-\d{2}-\d{2})?$/, 'a day or “2016-02-01 to 2016-02-14”')).optional().describe('不打扰的日子'),
});

const table = z.strictObject({
  title: words,
  header: words,
  group: z.array(z.enum(['category', 'topic'])).optional(),
  columns: z.record(z.string().min(1), z.string().min(1)).describe('栏名: serial 或 <表>.<块>.<栏>；只引用，不重填'),
});

/** One use of a library stage; its parameters are checked against the stage's own `params`. */
export const stageUse = z
  .object({
    use: z.string().min(1).optional().describe('流程段；与键同名时省略'),
    name: words.optional(),
    for: cel.optional().describe('谁经过这一段；其余跳过'),
    exits: z.record(id, z.string().min(1)).optional().describe('出口: next | <段> | <段>.<入口> | end <结局> | done'),
    follows: id.optional().describe('（继承时）放在哪一段之后'),
    during: id.optional().describe('与哪一段并行'),
    basis: z.enum(['document', 'ours']).optional(),
  })
  .catchall(anything);

export const programFile = z.strictObject({
  shidian: z.literal(1).describe('文件格式版本'),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits, -').describe('标识，全库唯一'),
  series: z.string().min(1).optional().describe('同一系列各批的共同标识；省略时同 id'),
  extends: z.string().min(1).optional().describe('父文件，最多两层'),
  without: z.array(z.string().min(1)).optional().describe('从父文件中去掉的路径'),
  was: z.record(z.string().min(1), z.string().min(1)).optional().describe('改名: { 新标识: 旧标识 }，如 gather_county: gather；下级标识随之改名'),
  name: words,
  issuer: z.string().min(1).describe('主办单位'),
  purpose: z.string().min(1).describe('试点目的：文件路径（.md），向申报单位显示'),
  documents: z
    .record(id, z.strictObject({ title: z.string().min(1), number: z.string().optional(), attachment: z.number().int().optional(), issued: z.string().optional() }))
    .optional(),
  receiving: z.strictObject({ office: z.string().min(1) }).optional().describe('受理处；联系人、电话、邮箱按部署填写，不入文件'),
  settings: z.record(z.string().regex(/^(A-\d+-\d+|[a-z][a-z0-9_]*)$/), setting).optional(),
  applicants: z.record(id, z.strictObject({ name: words, who: cel })),
  parties: z.record(id, party),
  categories: z.record(id, category),
  quotas: z.record(id, quota).optional(),
  dates: z.record(id, namedDate),
  deadlines: z.record(id, deadline).optional(),
  remind: remind.optional().describe('什么时候可以提醒；提醒顺延到下一个办公时间，但不晚于时限；逾期和升级不等'),
  ladder: z.array(rung).optional().describe('提醒与升级；省略时用默认'),
  forms: z.record(id, z.string().regex(/\.yaml$/, 'a path ending in .yaml')),
  tables: z.record(id, table).optional(),
  stages: z.record(id, stageUse),
  beside: z.record(id, stageUse).optional(),
  notices: z.record(z.string().min(1), z.strictObject({ text: words, to: list(id).optional() })).optional().describe('改写流程段里的通知'),
});

export type ProgramFile = z.infer<typeof programFile>;
export type StageUse = z.infer<typeof stageUse>;
