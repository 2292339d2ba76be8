/**
 * The chart of a program: one region for each stage with a program half, side by side under `running`; its ends
 * stand beside them, so that a human act in one region (closing) ends them all.
 */
import type { TaskDefinition } from '@shidian/engine';
import type { SourcePlace } from '../artefact.js';
import type { BoundStage } from './bound-stage.js';
import type { HalfChart } from './case-chart.js';
import { emptyState, type PlannedState } from './chart-plan.js';
import type { Compilation } from './compilation.js';
import { Ends } from './ends.js';
import { ACTIVE, planStage, type DeadlineDraft } from './stage-chart.js';
import { StageStates } from './targets.js';
import { Wiring, type ExitTarget, type Road, type WiredStage } from './wiring.js';

export function planProgram(compilation: Compilation, stages: readonly BoundStage[]): HalfChart {
  const ends = new Ends((outcome) => compilation.words(outcome, ['ends', outcome]));
  const wired: WiredStage[] = [];
  for (const stage of stages) {
    const chart = planStage(compilation, stage, 'program');
    if (chart !== undefined) wired.push({ stage, chart, states: new StageStates(chart.root), returns: new Map() });
  }
  const road: Road = {
    entrance: () => undefined,
    exit: (item, exit, written, places) => exitOf(compilation, ends, item, exit, written, places),
  };
  new Wiring(compilation, road, wired, []).resolve();
  const regions: readonly PlannedState[] = wired.map(({ chart }) => ({ ...chart.root, tags: [...new Set([...chart.root.tags, ACTIVE])] }));
  const running: PlannedState = {
    ...emptyState('running', 'running', '', { zh: '进行中', en: 'Running' }, []),
    tags: [ACTIVE],
    ...(regions.length === 0 ? {} : { kind: 'compound' as const, parallel: true, children: [...regions] }),
  };
  const root: PlannedState = {
    ...emptyState('program', 'program', '', { zh: '试点项目', en: 'Program' }, []),
    kind: 'compound',
    initial: 'running',
    children: [running, ...ends.list()],
  };
  return {
    root,
    tasks: Object.assign({}, ...wired.map(({ chart }) => chart.tasks)) as Record<string, TaskDefinition>,
    deadlineDrafts: Object.assign({}, ...wired.map(({ chart }) => chart.deadlines)) as Record<string, DeadlineDraft>,
    deadlines: {},
    wired,
    places: Object.assign({}, ...wired.map(({ chart }) => chart.places)) as Record<string, readonly SourcePlace[]>,
  };
}

function exitOf(compilation: Compilation, ends: Ends, { stage }: WiredStage, exit: string, written: string, places: readonly SourcePlace[]): ExitTarget | undefined {
  const at = compilation.place(stage.path, 'key');
  const target = written.startsWith('end ') ? ends.id(written.slice(4).trim(), [...places.slice(0, 1), at]) : undefined;
  if (target === undefined) {
    compilation.diagnostics.error('def.exit-target', at, `出口 ${exit}：项目一侧的出口只能是 end <结局>`, `The exit ${exit}: a program half leaves only by end <outcome>`);
    return undefined;
  }
  return { target, exit };
}
