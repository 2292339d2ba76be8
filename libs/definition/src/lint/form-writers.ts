/** Proof 9: every block has exactly one writer, and somebody who can write it. */
import type { TaskDefinition } from '@shidian/engine';
import type { FormBlock, FormDefinition } from '../artefact.js';
import type { Compiled } from '../compile/program.js';
import { meant } from '../diagnostics.js';

export function lintForms(compiled: Compiled): void {
  const tasks = Object.values(compiled.artefact.caseChart.tasks);
  for (const task of tasks) if (task.writes !== undefined) lintWrites(compiled, task);
  // With a misspelt block the right one would be said to have no writer as well.
  if (compiled.compilation.diagnostics.hasErrors) return;
  for (const form of Object.values(compiled.artefact.forms)) for (const block of form.blocks) lintBlock(compiled, form, block, tasks);
  for (const key of Object.keys(compiled.artefact.forms)) {
    if (!tasks.some(({ form }) => form === key)) compiled.compilation.diagnostics.warning('def.form-unused', compiled.compilation.place(['forms', key], 'key'), `没有待办要填 ${key}`, `No task fills in ${key}`);
  }
}

function lintBlock(compiled: Compiled, form: FormDefinition, block: FormBlock, tasks: readonly TaskDefinition[]): void {
  const file = compiled.compilation.tree.forms.get(form.key);
  if (file === undefined) return;
  const { diagnostics } = compiled.compilation;
  const at = file.place(['blocks', block.key], 'key');
  const name = block.title?.zh ?? block.key;
  const writers = new Set(tasks.filter((task) => (block.opinion === undefined ? task.form === form.key : task.writes === `${form.key}.${block.key}`)).map(({ by }) => by));
  if (writers.size === 0 && (block.opinion !== undefined || tasks.some((task) => task.form === form.key))) {
    diagnostics.error('def.block-without-writer', at, `“${name}”没有人填写`, `Nobody writes “${name}”`, { zh: `某个待办写 writes: ${form.key}.${block.key}`, en: `Some task needs writes: ${form.key}.${block.key}` });
  } else if (block.opinion !== undefined && writers.size > 1) {
    diagnostics.error('def.block-two-writers', at, `“${name}”有两个填写者：${[...writers].join('、')}`, `“${name}” has two writers: ${[...writers].join(', ')}`);
  } else if (writers.size > 0 && !writers.has(block.writer)) {
    diagnostics.error('def.block-writer', at, `“${name}”应由 ${block.writer} 填写，待办却派给 ${[...writers].join('、')}`, `“${name}” is for ${block.writer}, but the task is for ${[...writers].join(', ')}`);
  }
}

function lintWrites(compiled: Compiled, task: TaskDefinition): void {
  const blocks = Object.values(compiled.artefact.forms).flatMap((form) => form.blocks.filter(({ opinion }) => opinion !== undefined).map(({ key }) => `${form.key}.${key}`));
  if (task.writes === undefined || blocks.includes(task.writes)) return;
  // The name comes from a parameter as a rule: show it where the program wrote it.
  const stage = compiled.stages.find(({ key }) => task.key.startsWith(`${key}/`));
  const parameter = Object.entries(stage?.params ?? {}).find(([, value]) => value === task.writes)?.[0];
  const place = stage !== undefined && parameter !== undefined ? compiled.compilation.place([...stage.path, parameter]) : compiled.artefact.sources[task.key]?.[0];
  if (place !== undefined) compiled.compilation.diagnostics.error('def.unknown-block', place, `没有意见栏 ${task.writes}`, `There is no opinion block ${task.writes}`, meant(task.writes, blocks));
}
