/** Is the value of a parameter what the stage asks for? */
import { parseDateRule, parseLength } from '@shidian/calendar';
import type { JsonValue } from '@shidian/engine';
import { meant } from '../diagnostics.js';
import { isMap } from '../layered-source.js';
import type { ParameterKind } from '../schema/stage-file.js';
import type { PathStep, YamlValue } from '../source-file.js';
import type { Compilation } from './compilation.js';
import { dateOf, isWindow } from './dates.js';
import { partyNames } from './parties.js';

type Path = readonly PathStep[];

type Check = (compilation: Compilation, path: Path, name: string, value: JsonValue) => void;

/** A kind that is a plain test: what the value must be, in words. */
const plain =
  (holds: (value: JsonValue) => boolean, zh: string, en: string): Check =>
  (compilation, path, name, value) => {
    if (!holds(value)) wrong(compilation, path, name, zh, en);
  };

const named =
  (known: (compilation: Compilation) => readonly string[], code: string, zh: string, en: string): Check =>
  (compilation, path, _name, value) => {
    oneOf(compilation, path, value, known(compilation), code, zh, en);
  };

const CHECKS: Readonly<Record<ParameterKind, Check>> = {
  party: named(({ program }) => partyNames(program), 'def.unknown-party', '参与方', 'party'),
  form: named(({ program }) => Object.keys(program.forms), 'def.unknown-form', '表', 'form'),
  table: named(({ program }) => Object.keys(program.tables ?? {}), 'def.unknown-table', '汇总表', 'table'),
  date: (compilation, path, _name, value) => {
    checkDate(compilation, path, value as YamlValue);
  },
  window: (compilation, path, _name, value) => {
    checkWindow(compilation, path, value);
  },
  length: checkLength,
  // Whether the block is there, and is an opinion block of that writer, the linter looks at.
  opinion: plain((value) => typeof value === 'string' && /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/.test(value), '意见栏：<表>.<块>', 'an opinion block: <form>.<block>'),
  text: plain((value) => typeof value === 'string', '一段文字', 'a text'),
  number: plain((value) => typeof value === 'number', '一个数', 'a number'),
  flag: plain((value) => typeof value === 'boolean', 'true 或 false', 'true or false'),
  needs: plain((value) => Array.isArray(value) && value.every((item) => typeof item === 'string'), '一列名字', 'a list of names'),
  results: (compilation, path, name, value) => {
    checkResults(compilation, path, name, value as YamlValue);
  },
};

export function checkParameter(compilation: Compilation, path: Path, name: string, kind: ParameterKind, value: JsonValue): void {
  CHECKS[kind](compilation, path, name, value);
}

function checkLength(compilation: Compilation, path: Path, name: string, value: JsonValue): void {
  const length = typeof value === 'string' ? parseLength(value) : undefined;
  if (length === undefined) wrong(compilation, path, name, '期限，如 10 working days', 'a length such as 10 working days');
  else if ('position' in length) compilation.diagnostics.error('def.param-type', compilation.source.placeInside(path, length.position), length.message.zh, length.message.en);
}

function wrong(compilation: Compilation, path: Path, name: string, zh: string, en: string): void {
  compilation.diagnostics.error('def.param-type', compilation.place(path), `参数 ${name} 应为${zh}`, `The parameter ${name} must be ${en}`);
}

function oneOf(compilation: Compilation, path: Path, value: JsonValue, known: readonly string[], code: string, zh: string, en: string): void {
  if (typeof value !== 'string') wrong(compilation, path, String(path.at(-1)), `一个${zh}的名字`, `the name of a ${en}`);
  else if (!known.includes(value)) compilation.diagnostics.error(code, compilation.place(path), `没有${zh} ${value}`, `There is no ${en} ${value}`, meant(value, known));
}

function checkDate(compilation: Compilation, path: Path, value: YamlValue): void {
  const names = Object.keys(compilation.program.dates);
  if (typeof value === 'string') {
    if (!names.includes(dateOf(value))) compilation.diagnostics.error('def.unknown-date', compilation.place(path), `没有名为 ${value} 的日期`, `There is no date named ${value}`, meant(value, names));
    return;
  }
  if (!isMap(value)) { wrong(compilation, path, String(path.at(-1)), '一个日期的名字，或按申报单位类别各写一个', 'the name of a date, or one for each kind of applicant'); return; }
  const kinds = Object.keys(compilation.program.applicants);
  for (const [kind, date] of Object.entries(value)) {
    if (!kinds.includes(kind)) compilation.diagnostics.error('def.unknown-kind', compilation.place([...path, kind], 'key'), `没有申报单位类别 ${kind}`, `There is no kind of applicant ${kind}`, meant(kind, kinds));
    if (typeof date === 'string') checkDate(compilation, [...path, kind], date);
    else wrong(compilation, [...path, kind], kind, '一个日期的名字', 'the name of a date');
  }
  for (const kind of kinds.filter((key) => !(key in value))) {
    compilation.diagnostics.error('def.kind-without-date', compilation.place(path), `类别 ${kind} 没有写日期`, `The kind ${kind} has no date`);
  }
}

function checkWindow(compilation: Compilation, path: Path, value: JsonValue): void {
  const shapes = compilation.program.dates;
  const names = Object.keys(shapes);
  const shape = typeof value === 'string' ? shapes[value] : undefined;
  if (shape === undefined) { oneOf(compilation, path, value, names, 'def.unknown-date', '日期', 'date'); return; }
  const rule = parseDateRule(typeof shape === 'string' ? shape : shape.rule);
  if ('kind' in rule && !isWindow(rule)) wrong(compilation, path, String(path.at(-1)), '一段时间（during、A to B、on），不是一个截止日', 'a window (during, A to B, on), not a closing day');
}

function checkResults(compilation: Compilation, path: Path, name: string, value: YamlValue): void {
  if (!isMap(value) || Object.keys(value).length < 2) { wrong(compilation, path, name, '至少两个结果：{ 标识: { name, to, tag } }', 'two results or more: { id: { name, to, tag } }'); return; }
  for (const [id, result] of Object.entries(value)) {
    const known = ['name', 'to', 'tag'];
    if (!isMap(result) || result.name === undefined || typeof result.to !== 'string' || !/^[a-z][a-z0-9_]*$/.test(id)) wrong(compilation, [...path, id], name, '{ name, to, tag }', '{ name, to, tag }');
    else for (const key of Object.keys(result).filter((item) => !known.includes(item))) compilation.diagnostics.error('def.unknown-key', compilation.place([...path, id, key], 'key'), `不认识的键 “${key}”`, `Unknown key “${key}”`, meant(key, known));
  }
}
