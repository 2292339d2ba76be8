/** The form file: blocks in printed order, each with one writer. */
import { z } from 'zod';
import { cel, id, words } from './common.js';

export const FIELD_TYPES = ['text', 'long_text', 'number', 'money', 'date', 'mobile', 'email', 'sex', 'choice', 'person', 'files', 'table'] as const;

const limit = z.string().regex(/^(at least \d+|at most \d+|\d+ to \d+)$/, 'at least N, at most N, or N to M');

const fieldParts = {
  label: words,
  is: z.enum(FIELD_TYPES).optional().describe('省略 = text'),
  required: z.boolean().optional().describe('省略 = true'),
  chars: limit.optional().describe('字数：at least 1000、at most 1000、100 to 500'),
  from: z.enum(['applicant.name', 'applicant.address', 'topic.code', 'topic.title']).optional().describe('取自记录，不填写'),
  write_if: z.enum(['never', 'always', 'topic.open']).optional(),
  choices: z.array(z.string().min(1)).min(1).optional(),
  hint: words.optional(),
  rows: limit.optional(),
  checks: z.record(z.string().min(1), cel).optional().describe('不成立时说的话: CEL（row 为本行）'),
  personal: z.boolean().optional().describe('个人信息：平时遮住'),
};

export interface FieldShape {
  readonly label: z.infer<typeof words>;
  readonly is?: (typeof FIELD_TYPES)[number] | undefined;
  readonly required?: boolean | undefined;
  readonly chars?: string | undefined;
  readonly from?: 'applicant.name' | 'applicant.address' | 'topic.code' | 'topic.title' | undefined;
  readonly write_if?: 'never' | 'always' | 'topic.open' | undefined;
  readonly choices?: readonly string[] | undefined;
  readonly hint?: z.infer<typeof words> | undefined;
  readonly rows?: string | undefined;
  readonly checks?: Readonly<Record<string, string>> | undefined;
  readonly personal?: boolean | undefined;
  readonly columns?: string | Readonly<Record<string, FieldShape | string>> | undefined;
}

/** A bare string is a required one-line text with that label. */
const field: z.ZodType<FieldShape | string> = z.union([
  z.string().min(1),
  z.strictObject({
    ...fieldParts,
    get columns() {
      return z.union([id, z.record(id, field)]).optional().describe('表格的栏，或 shapes 中的一个名字');
    },
  }),
]);

const block = z.strictObject({
  title: words.optional().describe('标题，照原表'),
  writer: id.optional().describe('唯一的填写者；省略 = applicant'),
  fields: z.record(id, field).optional(),
  chars: limit.optional().describe('整块只有一段文字时的字数'),
  hint: words.optional(),
  opinion: z.strictObject({ signature: z.boolean(), seal: z.boolean(), date: z.boolean() }).optional().describe('意见栏：签字、盖章、日期'),
});

export const formFile = z.strictObject({
  form: id,
  title: words,
  count: z.literal('cjk-and-words').optional().describe('字数的算法：汉字、标点各计一字，一串西文字母数字计一字'),
  shapes: z.record(id, z.record(id, field)).optional().describe('可重复使用的一组栏'),
  blocks: z.record(id, block),
});

export type FormFile = z.infer<typeof formFile>;
export type BlockShape = z.infer<typeof block>;
