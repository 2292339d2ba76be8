/**
 * Notices of the stages. A key says when: `<state>.entry`, `<task|deadline|roll>.<outcome>`, `<task>` for any of its
 * decisions, or `<roll>` alone: once for the roll as a whole, sent by the lifecycle (its key is the roll's key).
 */
import type { NoticeDefinition } from '../artefact.js';
import { meant } from '../diagnostics.js';
import { statesOf } from './chart-plan.js';
import { libraryWords, type Compilation } from './compilation.js';
import type { WiredStage } from './wiring.js';

/** Receivers that every notice knows besides the parties. */
export const BUILT_IN_RECEIVERS = ['applicant', 'actor'] as const;

export function compileNotices(compilation: Compilation, halves: readonly (readonly WiredStage[])[]): Readonly<Record<string, NoticeDefinition>> {
  const notices: Record<string, NoticeDefinition> = {};
  const stages = new Map(halves.flat().map((item) => [item.stage.key, item.stage]));
  for (const stage of stages.values()) {
    const wired = halves.flatMap((half) => half.filter((item) => item.stage.key === stage.key));
    for (const [name, shape] of Object.entries(stage.notices)) {
      const key = `${stage.key}/${name}`;
      const override = compilation.program.notices?.[key];
      const to = override?.to ?? shape.to;
      notices[key] = {
        key,
        to: typeof to === 'string' ? [to] : to,
        text: override === undefined ? libraryWords(shape.text) : compilation.words(override.text, ['notices', key, 'text']),
      };
      const attached = wired.some((item) => attach(item, name, key));
      if (!attached && !(name in stage.rolls)) {
        const [place] = stage.places(['notices', name], 'key');
        const known = wired.flatMap((item) => [...statesOf(item.chart.root)].flatMap(({ key: state, edges }) => [`${state}.entry`, ...edges.map(({ event }) => event.slice(stage.key.length + 1))]));
        if (place !== undefined) compilation.diagnostics.error('def.notice-never', place, `没有事情会发出通知 ${name}`, `Nothing would ever send the notice ${name}`, meant(name, known.filter((item) => item !== '')));
      }
    }
  }
  for (const key of Object.keys(compilation.program.notices ?? {})) {
    if (notices[key] === undefined) compilation.diagnostics.error('def.unknown-notice', compilation.place(['notices', key], 'key'), `没有通知 ${key}`, `There is no notice ${key}`, meant(key, Object.keys(notices)));
  }
  return notices;
}

function attach({ stage, chart }: WiredStage, name: string, key: string): boolean {
  let attached = false;
  const action = { type: 'notice', params: { notice: key } } as const;
  for (const state of statesOf(chart.root)) {
    if (name === `${state.key}.entry`) {
      state.entry.push(action);
      attached = true;
    }
    for (const edge of state.edges) {
      const whole = edge.cause === 'task' && edge.source === `${stage.key}/${name}`;
      if (edge.event !== `${stage.key}/${name}` && !whole) continue;
      for (const candidate of edge.candidates) candidate.actions.push(action);
      attached = true;
    }
  }
  return attached;
}
