/** Is the value of a parameter what the stage asks for? */
import { parseDateRule, parseLength } from '@shidian/calendar';
import type { JsonValue } from '@shidian/engine';
import { meant } from '../diagnostics.js';
import { isMap } from '../layered-source.js';
import type { ParameterKind } from '../schema/stage-file.js';
import type { PathStep, YamlValue } from '../source-file.js';
import type { Compilation } from './compilation.js';
import { dateOf, isWindow } from './dates.js';

type Path = readonly PathStep[];

export function checkParameter(compilation: Compilation, path: Path, name: string, kind: ParameterKind, value: JsonValue): void {
  const { program } = compilation;
  const mapped = value as YamlValue;
  switch (kind) {
    case 'party':
      return oneOf(compilation, path, value, ['applicant', ...Object.keys(program.parties)], 'def.unknown-party', '参与方', 'party');
    case 'form':
      return oneOf(compilation, path, value, Object.keys(program.forms), 'def.unknown-form', '表', 'form');
    case 'table':
      return oneOf(compilation, path, value, Object.keys(program.tables ?? {}), 'def.unknown-table', '汇总表', 'table');
    case 'date':
      return checkDate(compilation, path, mapped);
    case 'window':
      return checkWindow(compilation, path, value);
    case 'length': {
      const length = typeof value === 'string' ? parseLength(value) : undefined;
      if (length === undefined) return wrong(compilation, path, name, '期限，如 10 working days', 'a length such as 10 working days');
      if ('position' in length) compilation.diagnostics.error('def.param-type', compilation.source.placeInside(path, length.position), length.message.zh, length.message.en);
      return;
    }
    case 'opinion':
      // Whether the block exists and is an opinion block is checked where forms are compiled.
      return typeof value === 'string' && /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/.test(value) ? undefined : wrong(compilation, path, name, '意见栏：<表>.<块>', 'an opinion block: <form>.<block>');
    case 'text':
      return typeof value === 'string' ? undefined : wrong(compilation, path, name, '一段文字', 'a text');
    case 'number':
      return typeof value === 'number' ? undefined : wrong(compilation, path, name, '一个数', 'a number');
    case 'flag':
      return typeof value === 'boolean' ? undefined : wrong(compilation, path, name, 'true 或 false', 'true or false');
    case 'needs':
      return Array.isArray(value) && value.every((item) => typeof item === 'string') ? undefined : wrong(compilation, path, name, '一列名字', 'a list of names');
    case 'results':
      return checkResults(compilation, path, name, mapped);
  }
}

function wrong(compilation: Compilation, path: Path, name: string, zh: string, en: string): void {
  compilation.diagnostics.error('def.param-type', compilation.place(path), `参数 ${name} 应为${zh}`, `The parameter ${name} must be ${en}`);
}

function oneOf(compilation: Compilation, path: Path, value: JsonValue, known: readonly string[], code: string, zh: string, en: string): void {
  if (typeof value !== 'string') return wrong(compilation, path, String(path.at(-1)), `一个${zh}的名字`, `the name of a ${en}`);
  if (!known.includes(value)) compilation.diagnostics.error(code, compilation.place(path), `没有${zh} ${value}`, `There is no ${en} ${value}`, meant(value, known));
}

function checkDate(compilation: Compilation, path: Path, value: YamlValue): void {
  const names = Object.keys(compilation.program.dates);
  if (typeof value === 'string') {
    if (!names.includes(dateOf(value))) compilation.diagnostics.error('def.unknown-date', compilation.place(path), `没有名为 ${value} 的日期`, `There is no date named ${value}`, meant(value, names));
    return;
  }
  if (!isMap(value)) return wrong(compilation, path, String(path.at(-1)), '一个日期的名字，或按申报单位类别各写一个', 'the name of a date, or one for each kind of applicant');
  const kinds = Object.keys(compilation.program.applicants);
  for (const [kind, date] of Object.entries(value)) {
    if (!kinds.includes(kind)) compilation.diagnostics.error('def.unknown-kind', compilation.place([...path, kind], 'key'), `没有申报单位类别 ${kind}`, `There is no kind of applicant ${kind}`, meant(kind, kinds));
    checkDate(compilation, [...path, kind], typeof date === 'string' ? date : String(date));
  }
  for (const kind of kinds.filter((key) => !(key in value))) {
    compilation.diagnostics.error('def.kind-without-date', compilation.place(path), `类别 ${kind} 没有写日期`, `The kind ${kind} has no date`);
  }
}

function checkWindow(compilation: Compilation, path: Path, value: JsonValue): void {
  const shapes = compilation.program.dates;
  const names = Object.keys(shapes);
  const shape = typeof value === 'string' ? shapes[value] : undefined;
  if (shape === undefined) return oneOf(compilation, path, value, names, 'def.unknown-date', '日期', 'date');
  const rule = parseDateRule(typeof shape === 'string' ? shape : shape.rule);
  if ('kind' in rule && !isWindow(rule)) wrong(compilation, path, String(path.at(-1)), '一段时间（during、A to B、on），不是一个截止日', 'a window (during, A to B, on), not a closing day');
}

function checkResults(compilation: Compilation, path: Path, name: string, value: YamlValue): void {
  if (!isMap(value) || Object.keys(value).length < 2) return wrong(compilation, path, name, '至少两个结果：{ 标识: { name, to, tag } }', 'two results or more: { id: { name, to, tag } }');
  for (const [id, result] of Object.entries(value)) {
    const known = ['name', 'to', 'tag'];
    if (!isMap(result) || result.name === undefined || typeof result.to !== 'string' || !/^[a-z][a-z0-9_]*$/.test(id)) wrong(compilation, [...path, id], name, '{ name, to, tag }', '{ name, to, tag }');
    else for (const key of Object.keys(result).filter((item) => !known.includes(item))) compilation.diagnostics.error('def.unknown-key', compilation.place([...path, id, key], 'key'), `不认识的键 “${key}”`, `Unknown key “${key}”`, meant(key, known));
  }
}
