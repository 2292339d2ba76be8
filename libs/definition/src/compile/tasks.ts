/** A task of a stage → the ledger's definition of it. */
import type { Completion, DecisionDefinition, TaskDefinition } from '@shidian/engine';
import { meant } from '../diagnostics.js';
import type { DecisionShape, TaskShape } from '../schema/stage-file.js';
import type { PathStep } from '../source-file.js';
import type { BoundStage } from './bound-stage.js';
import { libraryWords, type Compilation } from './compilation.js';
import { partyNames } from './parties.js';

export function compileTask(compilation: Compilation, stage: BoundStage, key: string, shape: TaskShape, path: readonly PathStep[], clocks: readonly string[]): TaskDefinition {
  const report = (code: string, at: readonly PathStep[], zh: string, en: string, known?: readonly string[], word?: string): void => {
    const [place] = stage.places(at);
    if (place !== undefined) compilation.diagnostics.error(code, place, zh, en, known === undefined || word === undefined ? undefined : meant(word, known));
  };
  const parties = partyNames(compilation.program);
  // A wrong party that came in as a parameter was reported at the program's use of the stage.
  const given = Object.values(stage.params).includes(shape.by);
  if (!parties.includes(shape.by) && !given) report('def.unknown-party', [...path, 'by'], `没有参与方 ${shape.by}`, `There is no party ${shape.by}`, parties, shape.by);
  if (shape.due !== undefined && !clocks.includes(shape.due)) {
    report('def.unknown-deadline', [...path, 'due'], `本状态及其上层没有时限 ${shape.due}`, `Neither this state nor one around it has a deadline ${shape.due}`, clocks, shape.due);
  }
  const names = Object.keys(shape.decide);
  for (const [list, written] of [['reason', shape.reason], ['breaks', shape.breaks]] as const) {
    for (const decision of written ?? []) {
      if (!names.includes(decision)) report('def.unknown-decision', [...path, list], `待办没有决定 ${decision}`, `The task has no decision ${decision}`, names, decision);
    }
  }
  const needs = typeof shape.needs === 'string' ? [shape.needs] : (shape.needs ?? []);
  const decisions: Record<string, DecisionDefinition> = {};
  for (const [name, decision] of Object.entries(shape.decide)) decisions[name] = compileDecision(decision, [...needs, ...(shape.reason?.includes(name) === true ? ['reason'] : [])]);
  return {
    key,
    name: libraryWords(shape.do),
    by: shape.by,
    decisions,
    complete: compileCompletion(shape.complete),
    breaks: shape.breaks ?? [],
    optional: shape.optional ?? false,
    times: shape.times ?? 'once',
    ...(shape.due === undefined ? {} : { due: `${stage.key}/${shape.due}` }),
    ...(shape.form === undefined ? {} : { form: shape.form }),
    ...(shape.writes === undefined ? {} : { writes: shape.writes }),
  };
}

export function compileDecision(shape: DecisionShape, needs: readonly string[]): DecisionDefinition {
  if (typeof shape === 'string' || 'zh' in shape) return { name: libraryWords(shape), needs: [...new Set(needs)] };
  return {
    name: libraryWords(shape.name),
    needs: [...new Set([...needs, ...(shape.needs ?? [])])],
    ...(shape.happened_on === true ? { happenedOn: true } : {}),
  };
}

function compileCompletion(shape: TaskShape['complete']): Completion {
  if (shape === undefined) return { mode: 'any' };
  if (typeof shape === 'string') return { mode: shape };
  const { pass, of, quorum, no_quorum: noQuorum, close } = shape.vote;
  const [, compare = '>', numerator = '1', denominator = '2'] = /^(>=?) ?(\d+)\/(\d+)$/.exec(pass) ?? [];
  return {
    mode: 'vote',
    pass: { compare: compare === '>=' ? '>=' : '>', numerator: Number(numerator), denominator: Number(denominator) },
    of,
    ...(quorum === undefined ? {} : { quorum: { numerator: Number(quorum.split('/')[0]), denominator: Number(quorum.split('/')[1]) } }),
    ...(noQuorum === undefined ? {} : { noQuorum }),
    close: close ?? 'all',
  };
}
