/** What stands in the way of submitting: every issue with its place and words, not only the first (R-3-64, D-30). */
import type { JsonValue, Words } from '@shidian/engine';
import type { FieldDefinition, FormBlock, FormDefinition } from '../artefact.js';
import { isSoundText } from '../sound-text.js';
import { asObject, isWritten, type FormContext } from './context.js';
import { count } from './count.js';
import { holdsForRow } from './row-check.js';

export interface FormIssue {
  /** `goals.goals`, `team.leading.2.age` (rows from 1); for an opinion a JSON pointer into the act, `/opinion/signature`. */
  readonly path: string;
  readonly code: 'missing' | 'too_short' | 'too_long' | 'wrong_type' | 'not_a_choice' | 'unknown' | 'not_yours' | 'too_few_rows' | 'too_many_rows' | 'row_check' | 'unsound_text' | 'not_asked' | 'in_future';
  readonly words: Words;
}

/** A line of text, and a table, hold at most this much wherever the form says nothing. */
const MAX_TEXT = 200;
const MAX_LONG_TEXT = 20_000;
const MAX_ROWS = 200;
const MAX_ISSUES = 200;

const MOBILE = /^1\d{10}$/;
const EMAIL = /^[^\s@<>()",;:\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\.[A-Za-z]{2,24}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const SEXES: readonly string[] = ['男', '女'];

export function validateForm(form: FormDefinition, values: JsonValue, context: FormContext): readonly FormIssue[] {
  const given = asObject(values);
  if (given === undefined) return [issue('', 'wrong_type', `${form.title.zh}：内容须按栏目填写`, `${en(form.title)}: values must come by block`)];
  const issues: FormIssue[] = [];
  for (const key of Object.keys(given)) {
    const block = form.blocks.find((candidate) => candidate.key === key);
    if (block === undefined) issues.push(issue(key, 'unknown', `表中没有“${key}”这一栏`, `the form has no block ${key}`));
    else if (block.opinion !== undefined) issues.push(issue(key, 'not_yours', `“${block.title?.zh ?? key}”由审批单位填写`, `${block.title === null ? key : en(block.title)} is written by the authority`));
  }
  for (const block of form.blocks) if (block.opinion === undefined) issues.push(...blockIssues(block, given[block.key], context));
  return issues.slice(0, MAX_ISSUES);
}

function blockIssues(block: FormBlock, value: JsonValue | undefined, context: FormContext): readonly FormIssue[] {
  const fields = asObject(value ?? {});
  if (fields === undefined) return [issue(block.key, 'wrong_type', `“${block.title?.zh ?? block.key}”的内容须按栏目填写`, `block ${block.key} must be an object of fields`)];
  const known = new Set(block.fields.map((field) => field.key));
  const unknown = Object.keys(fields).filter((key) => !known.has(key));
  return [
    ...unknown.map((key) => issue(`${block.key}.${key}`, 'unknown', `“${block.title?.zh ?? block.key}”中没有“${key}”`, `block ${block.key} has no field ${key}`)),
    ...block.fields.flatMap((field) => fieldIssues(field, fields[field.key], `${block.key}.${field.key}`, nameIn(block, field), context)),
  ];
}

/** A block of one text is called by its heading (一、目标任务), otherwise the field by its label. */
function nameIn(block: FormBlock, field: FieldDefinition): Words {
  return block.fields.length === 1 && block.title !== null ? block.title : field.label;
}

function fieldIssues(field: FieldDefinition, value: JsonValue | undefined, path: string, name: Words, context: FormContext): readonly FormIssue[] {
  if (isEmpty(value)) {
    const least = field.type === 'table' ? (field.rows?.min ?? 0) : 0;
    if (field.type === 'table' && (field.required || least > 0)) return [issue(path, 'too_few_rows', `${name.zh}至少填${Math.max(1, least)}行`, `${en(name)} needs at least ${Math.max(1, least)} row(s)`)];
    if (!field.required) return [];
    return field.chars?.min === undefined ? [issue(path, 'missing', `${name.zh}未填`, `${en(name)} is missing`)] : [short(path, name, field.chars.min)];
  }
  if (field.type === 'table') return tableIssues(field, value as JsonValue, path, name, context);
  if (field.type === 'person') return rowIssues(field, value as JsonValue, path, name, context);
  if (!isWritten(field, context)) return [];
  return scalarIssues(field, value as JsonValue, path, name);
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
}

function scalarIssues(field: FieldDefinition, value: JsonValue, path: string, name: Words): readonly FormIssue[] {
  const wrong = (zh: string, english: string): readonly FormIssue[] => [issue(path, 'wrong_type', `${name.zh}${zh}`, `${en(name)} ${english}`)];
  switch (field.type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? [] : wrong('须填数字', 'must be a number');
    case 'money':
      return typeof value === 'number' && value >= 0 && value <= 1e12 && Math.abs(value * 100 - Math.round(value * 100)) < 1e-4 ? [] : wrong('须填金额（元，最多两位小数）', 'must be an amount in yuan with at most two decimals');
    case 'date':
      return typeof value === 'string' && DATE.test(value) && isDay(value) ? [] : wrong('须填日期，如 2016-03-14', 'must be a date such as 2016-03-14');
    case 'files':
      return Array.isArray(value) && value.every((each) => typeof each === 'string') ? [] : wrong('须是已上传的附件', 'must be uploaded attachments');
    default:
      return typeof value === 'string' ? textIssues(field, value, path, name) : wrong('须填文字', 'must be text');
  }
}

function textIssues(field: FieldDefinition, value: string, path: string, name: Words): readonly FormIssue[] {
  if (!isSoundText(value)) return [issue(path, 'unsound_text', `${name.zh}里有无法保存的字符`, `${en(name)} holds characters that cannot be stored`)];
  const wrong = (zh: string, english: string): readonly FormIssue[] => [issue(path, 'wrong_type', `${name.zh}${zh}`, `${en(name)} ${english}`)];
  if (field.type === 'mobile' && !MOBILE.test(value)) return wrong('须填11位手机号', 'must be a mobile number of 11 digits');
  if (field.type === 'email' && !EMAIL.test(value)) return wrong('须填电子邮箱地址', 'must be an e-mail address');
  const choices = field.type === 'sex' ? SEXES : field.choices;
  if (choices !== undefined && !choices.includes(value)) return [issue(path, 'not_a_choice', `${name.zh}只能填：${choices.join('、')}`, `${en(name)} must be one of: ${choices.join(', ')}`)];
  const counted = count(value);
  const { min, max = field.type === 'long_text' ? MAX_LONG_TEXT : MAX_TEXT } = field.chars ?? {};
  if (min !== undefined && counted < min) return [short(path, name, min - counted)];
  if (counted > max) return [issue(path, 'too_long', `${name.zh}多${counted - max}字`, `${en(name)} is ${counted - max} 字 too long`)];
  return [];
}

function tableIssues(field: FieldDefinition, value: JsonValue, path: string, name: Words, context: FormContext): readonly FormIssue[] {
  if (!Array.isArray(value)) return [issue(path, 'wrong_type', `${name.zh}须是表格`, `${en(name)} must be a table`)];
  const rows = value as readonly JsonValue[];
  const { min = 0, max = MAX_ROWS } = field.rows ?? {};
  const issues: FormIssue[] = [];
  if (rows.length < min) issues.push(issue(path, 'too_few_rows', `${name.zh}至少填${min}行`, `${en(name)} needs at least ${min} row(s)`));
  if (rows.length > max) return [issue(path, 'too_many_rows', `${name.zh}最多填${max}行`, `${en(name)} holds at most ${max} rows`)];
  rows.forEach((row, index) => issues.push(...rowIssues(field, row, `${path}.${index + 1}`, rowName(name, index), context)));
  return issues;
}

function rowName(name: Words, index: number): Words {
  return { zh: `${name.zh}第${index + 1}行`, en: `${en(name)} row ${index + 1}` };
}

function rowIssues(field: FieldDefinition, row: JsonValue, path: string, name: Words, context: FormContext): readonly FormIssue[] {
  const cells = asObject(row);
  if (cells === undefined) return [issue(path, 'wrong_type', `${name.zh}格式不对`, `${en(name)} must be an object of columns`)];
  const columns = field.columns ?? [];
  const known = new Set(columns.map((column) => column.key));
  const issues = [
    ...Object.keys(cells).filter((key) => !known.has(key)).map((key) => issue(`${path}.${key}`, 'unknown', `${name.zh}没有“${key}”这一列`, `${en(name)} has no column ${key}`)),
    ...columns.flatMap((column) => fieldIssues(column, cells[column.key], `${path}.${column.key}`, { zh: `${name.zh}${column.label.zh}`, en: `${en(name)} ${en(column.label)}` }, context)),
  ];
  if (issues.length > 0) return issues;
  return (field.checks ?? []).filter((check) => !holdsForRow(check.cel, cells)).map((check) => issue(path, 'row_check', `${name.zh}：${check.says.zh}`, `${en(name)}: ${en(check.says)}`));
}

function short(path: string, name: Words, by: number): FormIssue {
  return issue(path, 'too_short', `${name.zh}少${by}字`, `${en(name)} is ${by} 字 short`);
}

function issue(path: string, code: FormIssue['code'], zh: string, english: string): FormIssue {
  return { path, code, words: { zh, en: english } };
}

function en(words: Words): string {
  return words.en ?? words.zh;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
