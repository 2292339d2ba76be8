/** Pieces that several kinds of file share. */
import { z } from 'zod';

const ID = /^[a-z][a-z0-9_]*$/;

export const id = z.string().regex(ID, 'an id: lower-case letters, digits, _').describe('标识：小写字母、数字、下划线');

/** A text for people: Chinese alone (English then comes from texts/en.yaml), or both. */
export const words = z
  .union([z.string().min(1), z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })])
  .describe('给人看的文字：中文，或 { zh, en }');

export const list = <T extends z.ZodType>(item: T): z.ZodUnion<[T, z.ZodArray<T>]> => z.union([item, z.array(item)]);

export const cel = z.string().min(1).describe('CEL 表达式，写在双引号里');

const dateText = z.string().min(1).describe('日期规则：by 2016-03-14、during 2017、A to B、5 working days after NAME、set by PARTY, not after NAME');

/** A rule alone, or with the name that people read. */
export const namedDate = z.union([dateText, z.strictObject({ name: words, rule: dateText })]);

/** Any plain value; what it has to be is said by the stage's `params`. */
export const anything: z.ZodType = z.json();
