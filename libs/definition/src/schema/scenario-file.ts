/**
 * Scenarios beside a program: given, when, then, on a virtual clock. Organisations are called by
 * their names, cases by aliases, tasks and rolls by their keys (`gather_county/check`, or `check` where that is clear).
 */
import { z } from 'zod';

const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?)?$/, 'YYYY-MM-DD HH:MM[:SS[.mmm]]').describe('时刻，如 2016-03-14 23:59:59.999');
const name = z.string().min(1);
const alias = z.string().regex(/^[a-z][a-z0-9_]*$/);
const state = z.union([name, z.array(name)]);
const refused = z.string().min(1).describe('拒绝的原因：话里的一段，或错误代码');

const organisation = z.strictObject({
  kind: name,
  tier: z.enum(['nation', 'province', 'city', 'county', 'unit']).optional().describe('省略 = unit'),
  under: name.optional(),
  posts: z.array(name).optional().describe('岗位，第一个收件；后一个是前一个的上级'),
  address: name.optional(),
});

const given = z.strictObject({
  now: moment,
  dates: z.record(z.string(), z.string()).optional().describe('本轮的日期，代替流程文件里的'),
  organisations: z.record(name, organisation),
  cases: z.record(alias, z.strictObject({ applicant: name, topic: name, title: name.optional() })),
});

const act = z.strictObject({
  at: moment.optional().describe('省略 = 紧接着'),
  by: name.optional().describe('单位，或 单位/岗位'),
  do: name.optional().describe('任务.决定，如 gather_county/check.accept；start；roll；set_date；省略 = 只过时间'),
  case: z.union([alias, z.literal('program')]).optional(),
  form: z.union([z.literal('least'), z.record(z.string(), z.json())]).optional().describe('least = 恰好够；也可只写要改的栏，文字可写 “999 字”'),
  with: z.record(z.string(), z.json()).optional().describe('随办的内容：reason、fix_by、happened_on …'),
  opinion: z
    .union([
      z.literal(false),
      name,
      z.strictObject({ text: name.optional(), signature: z.union([z.literal(false), name]).optional(), seal: z.boolean().optional(), date: z.union([z.literal(false), name]).optional() }),
    ])
    .optional()
    .describe('意见：省略 = 按意见栏要求写全；false = 不写；文字；或 { signature、seal、date }，false 即不写该项'),
  roll: name.optional(),
  lines: z.union([z.array(alias), z.record(alias, z.union([name, z.strictObject({ decision: name, with: z.record(z.string(), z.json()).optional() })]))]).optional(),
  date: name.optional(),
  for: name.optional().describe('program、单位名或案件代号'),
  to: name.optional().describe('日期规则，如 by 2016-03-18'),
});

const expected = z.strictObject({
  refused: refused.optional(),
  state: z.record(alias, state).optional(),
  program: state.optional(),
  outcome: z.record(alias, name).optional(),
  task: z.record(name, z.union([name, z.array(name)])).optional().describe('单位: 待办名'),
  no_task: z.union([name, z.array(name)]).optional(),
  due: z.record(alias, moment).optional(),
  notices: z.array(z.strictObject({ to: name, says: name.optional(), kind: z.enum(['task', 'reminder', 'overdue', 'escalation', 'stage', 'date']).optional(), times: z.int().min(0).optional() })).optional(),
  journal: z.record(z.union([alias, z.literal('program')]), z.array(name)).optional().describe('这一步之后新增的留痕种类'),
  table: z.strictObject({ rows: z.int().min(0), equals: name.optional().describe('表中各列等于的栏组，如 application.cover') }).optional(),
  baseline: z.record(alias, name).optional(),
});

const step = z.strictObject({
  given: z.strictObject({ case: alias, reach: name.describe('一路顺利办到这个状态') }).optional(),
  when: act.optional(),
  then: expected.optional(),
});

export const scenarioFile = z.strictObject({
  program: name,
  given,
  scenarios: z.record(name, z.array(step).min(1)),
  english: z.record(name, name).optional().describe('场景的英文名：中文名: 英文名'),
});

export type ScenarioFile = z.infer<typeof scenarioFile>;
export type ScenarioStep = z.infer<typeof step>;
export type ScenarioAct = z.infer<typeof act>;
export type ScenarioExpectation = z.infer<typeof expected>;
