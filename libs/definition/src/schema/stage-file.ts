/** The stage file: a parametrised statechart fragment with named exits. */
import { z } from 'zod';
import { anything, list, namedDate, words } from './common.js';

export const PARAMETER_KINDS = ['party', 'date', 'window', 'length', 'form', 'opinion', 'table', 'text', 'number', 'flag', 'results', 'needs'] as const;
export type ParameterKind = (typeof PARAMETER_KINDS)[number];

const parameter = z.strictObject({
  is: z.enum(PARAMETER_KINDS),
  ask: words.optional().describe('问程序设计者的话'),
  default: anything.optional().describe('省略时的取值；none = 不用'),
});

const strings = list(z.string().min(1));

const decision = z.union([
  words,
  z.strictObject({
    name: words,
    needs: z.array(z.string().min(1)).optional(),
    happened_on: z.boolean().optional().describe('可以写明实际发生的日期，凭据在案'),
  }),
]);

const fraction = z.string().regex(/^\d+\/\d+$/, 'a fraction such as 2/3');

const vote = z.strictObject({
  vote: z.strictObject({
    pass: z.string().regex(/^>=? ?\d+\/\d+$/, '> 1/2 or >= 2/3'),
    of: z.enum(['cast', 'members']),
    quorum: fraction.optional(),
    no_quorum: z.string().optional(),
    close: z.enum(['all', 'early']).optional(),
  }),
});

const task = z.strictObject({
  by: z.string().min(1).describe('参与方'),
  do: words,
  decide: z.record(z.string().min(1), decision).describe('从轻到重；第一个是肯定的'),
  complete: z.union([z.enum(['any', 'all', 'in_order']), vote]).optional().describe('或签、会签、顺签或票签'),
  breaks: z.array(z.string()).optional(),
  form: z.string().optional(),
  writes: z.string().optional().describe('写哪一个意见栏：<表>.<块>'),
  needs: strings.optional(),
  reason: z.array(z.string()).optional().describe('哪些决定要写理由'),
  due: z.string().optional().describe('本状态或上层状态的一个时限'),
  optional: z.boolean().optional().describe('有权利无义务：只有按钮，不进待办'),
  times: z.enum(['once', 'many']).optional(),
});

const deadline = z.union([z.string().min(1), z.strictObject({ date: z.string().min(1), name: words.optional(), owner: strings.optional(), ladder: z.union([z.literal('none'), z.array(anything)]).optional() })]);

/** On a human's outcome a map words when refused → CEL; on `always` and `.due` one string. */
const guard = z.union([z.string().min(1), z.record(z.string().min(1), z.string().min(1))]);

const candidate = z.union([
  z.string().min(1),
  z.strictObject({ guard: guard.optional(), target: z.string().min(1).optional(), return: z.union([z.literal('earlier'), z.array(z.string().min(1))]).optional(), then: z.array(z.enum(['onward', 'sender'])).optional() }),
]);
const candidates = list(candidate);

const stateParts = {
  name: words.optional(),
  tags: strings.optional(),
  type: z.literal('final').optional(),
  freezes: z.string().optional().describe('进入时把这张表的最新版冻结为基准'),
  deadlines: z.record(z.string().min(1), deadline).optional(),
  tasks: z.record(z.string().min(1), task).optional(),
  always: candidates.optional(),
  on: z.record(z.string().min(1), candidates).optional(),
  initial: z.string().optional(),
};

export interface StateShape {
  readonly name?: z.infer<typeof words> | undefined;
  readonly tags?: string | readonly string[] | undefined;
  readonly type?: 'final' | undefined;
  readonly freezes?: string | undefined;
  readonly deadlines?: Readonly<Record<string, z.infer<typeof deadline>>> | undefined;
  readonly tasks?: Readonly<Record<string, z.infer<typeof task>>> | undefined;
  readonly always?: z.infer<typeof candidates> | undefined;
  readonly on?: Readonly<Record<string, z.infer<typeof candidates>>> | undefined;
  readonly initial?: string | undefined;
  readonly states?: Readonly<Record<string, StateShape>> | undefined;
}

const state: z.ZodType<StateShape> = z.strictObject({
  ...stateParts,
  get states() {
    return z.record(z.string().min(1), state).optional();
  },
});

const roll = z.strictObject({
  name: words,
  by: z.string().min(1),
  of: strings.describe('从哪些状态取件'),
  each: z.boolean().optional().describe('每个汇总单位一格：可零报告，可补报'),
  ordered: z.boolean().optional(),
  table: z.string().optional(),
  needs: strings.optional(),
  answers: z.string().optional().describe('答复哪一份名册，整份或其中几件'),
  decide: z.record(z.string().min(1), decision),
});

export const stageFile = z.strictObject({
  stage: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: words,
  does: words.describe('一句话：这一段做什么'),
  params: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), parameter).optional(),
  dates: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), namedDate).optional().describe('本段自己的日期；可用本段状态（进入之时）作起点'),
  exits: z.record(z.string().min(1), z.string().min(1)).optional().describe('出口: 默认去向；required = 程序文件必须写'),
  entries: z.strictObject({ returned: z.string().min(1) }).optional().describe('退回到本段时从哪个状态进'),
  tags: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.strictObject({ zh: z.string(), en: z.string(), positive: z.boolean().optional().describe('只能由人给予，时限到了不会自动得到') })).optional(),
  case: state.optional(),
  program: state.optional(),
  rolls: z.record(z.string().min(1), roll).optional(),
  notices: z.record(z.string().min(1), z.strictObject({ to: strings, text: words })).optional(),
});

export type StageFile = z.infer<typeof stageFile>;
export type ParameterShape = z.infer<typeof parameter>;
export type TaskShape = z.infer<typeof task>;
export type CandidateShape = z.infer<typeof candidate>;
export type GuardShape = z.infer<typeof guard>;
export type DecisionShape = z.infer<typeof decision>;
export type RollShape = z.infer<typeof roll>;
