/** Rolls of a stage: what the kernel hears of them, and what the lifecycle draws. */
import type { DecisionDefinition, RollEvent } from '@shidian/engine';
import type { RollDefinition } from '../artefact.js';
import { meant } from '../diagnostics.js';
import type { Compilation } from './compilation.js';
import { libraryWords } from './compilation.js';
import { compileDecision } from './tasks.js';
import type { WiredStage } from './wiring.js';

export interface Rolls {
  readonly events: Readonly<Record<string, RollEvent>>;
  readonly definitions: Readonly<Record<string, RollDefinition>>;
}

export function compileRolls(compilation: Compilation, wired: readonly WiredStage[]): Rolls {
  const events: Record<string, RollEvent> = {};
  const definitions: Record<string, RollDefinition> = {};
  for (const { stage, states, returns } of wired) {
    for (const [name, shape] of Object.entries(stage.rolls)) {
      const key = `${stage.key}/${name}`;
      const report = (path: readonly (string | number)[], code: string, zh: string, en: string, known: readonly string[], word: string): void => {
        const [place] = stage.places(['rolls', name, ...path]);
        if (place !== undefined) compilation.diagnostics.error(code, place, zh, en, meant(word, known));
      };
      const named = typeof shape.of === 'string' ? [shape.of] : shape.of;
      const of = named.flatMap((state) => {
        const found = states.find(state);
        if (found === undefined) report(['of'], 'def.unknown-target', `本段没有状态 ${state}`, `The stage has no state ${state}`, states.names, state);
        return found === undefined ? [] : [found.id];
      });
      if (shape.answers !== undefined && !(shape.answers in stage.rolls)) {
        report(['answers'], 'def.unknown-roll', `本段没有名册 ${shape.answers}`, `The stage has no roll ${shape.answers}`, Object.keys(stage.rolls), shape.answers);
      }
      const needs = typeof shape.needs === 'string' ? [shape.needs] : (shape.needs ?? []);
      const decisions: Record<string, DecisionDefinition> = {};
      for (const [decision, written] of Object.entries(shape.decide)) {
        const plain = compileDecision(written, []);
        decisions[decision] = returns.get(`${key}.${decision}`)?.(plain) ?? plain;
      }
      events[key] = { key, of, decisions };
      definitions[key] = {
        key,
        name: libraryWords(shape.name),
        by: shape.by,
        of,
        each: shape.each ?? false,
        ordered: shape.ordered ?? false,
        ...(shape.table === undefined ? {} : { table: shape.table }),
        needs,
        ...(shape.answers === undefined ? {} : { answers: `${stage.key}/${shape.answers}` }),
        decisions: Object.keys(decisions),
      };
    }
  }
  return { events, definitions };
}
