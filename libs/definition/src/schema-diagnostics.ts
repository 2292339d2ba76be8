/** What a zod schema says against a file, in words, each with its place and the nearest known key. */
import { z } from 'zod';
import type { SourcePlace } from './artefact.js';
import { meant, type Diagnostics } from './diagnostics.js';
import { isMap } from './layered-source.js';
import type { PathStep, YamlValue } from './source-file.js';

interface Placed {
  readonly value: YamlValue | undefined;
  place(path: readonly PathStep[], what?: 'key' | 'value'): SourcePlace;
}

type Issue = z.core.$ZodIssue;

/** Words of statecharts that a stage does without, and what stands in their place. */
const FORBIDDEN: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  after: { zh: '等待写成 deadlines 和 <时限>.due，才能按工作日算、可延期、可重算', en: 'waiting is a deadline and its .due, which knows working days, extensions and recalculation' },
  invoke: { zh: '流程里没有代码', en: 'there is no code in a workflow' },
  context: { zh: '事实由系统读入，不存在状态里', en: 'facts are read by the system, not kept in the chart' },
  entry: { zh: '进入时的动作由待办、时限、通知编译而来', en: 'what happens on entry is compiled from tasks, deadlines and notices' },
  exit: { zh: '离开时的动作由待办、时限编译而来', en: 'what happens on exit is compiled from tasks and deadlines' },
  actions: { zh: '写 notices', en: 'write notices' },
  assign: { zh: '事实由系统读入，不存在状态里', en: 'facts are read by the system, not kept in the chart' },
  onDone: { zh: '用出口 exit.<名>', en: 'use exits' },
  history: { zh: '退回用 return', en: 'use return' },
};

/** The typed value, or undefined after reporting every issue. */
export function readBySchema<T>(schema: z.ZodType<T>, source: Placed, diagnostics: Diagnostics): T | undefined {
  if (source.value === undefined) return undefined;
  const result = schema.safeParse(source.value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) report(issue, [], schema, source, diagnostics);
  return undefined;
}

function report(issue: Issue, above: readonly PathStep[], schema: z.ZodType, source: Placed, diagnostics: Diagnostics): void {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  const value = valueAt(source.value, path);
  const name = path.at(-1) ?? '文件';
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path, value);
    for (const key of issue.keys) {
      const at = source.place([...path, key], 'key');
      const forbidden = FORBIDDEN[key];
      if (forbidden !== undefined && known.includes('states')) diagnostics.error('def.forbidden-word', at, `流程段里不用 “${key}”：${forbidden.zh}`, `A stage has no “${key}”: ${forbidden.en}`);
      else {
        const written = known.filter((item) => isMap(value) && item in value);
        diagnostics.error('def.unknown-key', at, `不认识的键 “${key}”`, `Unknown key “${key}”`, meant(key, known.filter((item) => !written.includes(item)), written));
      }
    }
    return;
  }
  if (issue.code === 'invalid_union') {
    const branch = bestBranch(issue.errors);
    if (branch !== undefined) {
      for (const inner of branch) report(inner, path, schema, source, diagnostics);
      return;
    }
  }
  if (issue.code === 'invalid_key') {
    diagnostics.error('def.bad-key', source.place(path, 'key'), `键 “${name}” 不合写法：小写字母开头，只用小写字母、数字、下划线`, `The key “${name}” is malformed: a lower-case letter first, then lower-case letters, digits, _`);
    return;
  }
  if (value === undefined) {
    diagnostics.error('def.missing-key', source.place(path.slice(0, -1), 'key'), `缺少 “${name}”`, `“${name}” is missing`);
    return;
  }
  const choices = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  if (choices.length > 0 && typeof value === 'string') {
    diagnostics.error('def.bad-value', source.place(path), `“${name}” 不能是 “${value}”`, `“${name}” cannot be “${value}”`, meant(value, choices));
    return;
  }
  diagnostics.error('def.wrong-type', source.place(path), `“${name}” 的值不对：${issue.message}`, `The value of “${name}” is wrong: ${issue.message}`);
}

/** The branch of a union that went deepest: the one that the writer probably meant. */
function bestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const rated = branches
    .filter((issues) => !issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type'))
    .map((issues) => ({ issues, wrong: issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0) }))
    .sort((a, b) => a.wrong - b.wrong);
  return rated[0]?.issues;
}

function valueAt(value: YamlValue | undefined, path: readonly PathStep[]): YamlValue | undefined {
  let found = value;
  for (const step of path) {
    if (Array.isArray(found)) found = (found as readonly YamlValue[])[Number(step)];
    else found = isMap(found) ? found[String(step)] : undefined;
  }
  return found;
}

/** The keys that the schema knows at the path; of the members of a union, those that share a key with what is written. */
function keysAt(schema: z.core.$ZodType, path: readonly PathStep[], value: YamlValue | undefined): readonly string[] {
  let level: readonly z.core.$ZodType[] = open(schema);
  for (const step of path) level = level.flatMap((inner) => childOf(inner, step)).flatMap(open);
  const shapes = level.filter((inner) => inner instanceof z.ZodObject).map((inner) => Object.keys(inner.shape as object));
  const written = isMap(value) ? Object.keys(value) : [];
  const near = shapes.filter((keys) => keys.some((key) => written.includes(key)));
  return [...new Set((near.length > 0 ? near : shapes).flat())];
}

function open(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional) return open(schema.def.innerType);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option: z.core.$ZodType) => open(option));
  return [schema];
}

function childOf(schema: z.core.$ZodType, step: PathStep): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Readonly<Record<string, z.core.$ZodType>>;
    const inner = shape[String(step)];
    return inner === undefined ? [] : [inner];
  }
  if (schema instanceof z.ZodRecord) return [schema.def.valueType];
  if (schema instanceof z.ZodArray) return [schema.def.element];
  return [];
}
