import { transitionsOf } from '@shidian/definition';
import type { MachineConfig } from '@shidian/engine';
import { createMachine, setup, type AnyStateMachine } from 'xstate';
import { getAdjacencyMap, toDirectedGraph, type DirectedGraphNode } from 'xstate/graph';
import { describe, expect, it } from 'vitest';
import { liaoning } from '../spec-case.js';
import { writeXstate } from './xstate-config.js';

const artefact = liaoning();
const halves = [
  ['case', artefact.caseChart],
  ['program', artefact.programChart],
] as const;
const exported = (half: 'case' | 'program'): Record<string, unknown> => JSON.parse(writeXstate(artefact, half, 'zh')) as Record<string, unknown>;

/** Every edge of a machine: source, event, target. */
function edgesOf(machine: AnyStateMachine): readonly string[] {
  const found: string[] = [];
  const visit = (node: DirectedGraphNode): void => {
    for (const edge of node.edges) found.push(`${edge.source.id} | ${edge.label.text} | ${edge.target.id}`);
    node.children.forEach(visit);
  };
  visit(toDirectedGraph(machine));
  return found.sort();
}

/** Every configuration that can be reached where the guards answer so. */
function reachable(config: Record<string, unknown>, events: readonly string[], holds: (guard: string) => boolean): readonly string[] {
  const guards = new Set([...JSON.stringify(config).matchAll(/"guard":\{"type":("(?:[^"\\]|\\.)*")/g)].map(([, name]) => JSON.parse(name ?? '""') as string));
  const machine = setup({ guards: Object.fromEntries([...guards].map((name) => [name, () => holds(name)])) }).createMachine({ ...config, id: 'same' } as never) as unknown as AnyStateMachine;
  const map = getAdjacencyMap(machine, { events: events.map((type) => ({ type })), serializeState: (state: { readonly value: unknown }) => JSON.stringify(state.value), limit: 20_000 } as never);
  return Object.keys(map).sort();
}

describe('a chart as XState JSON', () => {
  it.each(halves)('of a %s is read by createMachine as it stands, and by the graph tools', (half, chart) => {
    const machine = createMachine(exported(half) as never) as unknown as AnyStateMachine;
    expect(machine.id).toBe(`liaoning-integration-2016/${half}`);
    const direct = createMachine({ ...chart.machine, id: `liaoning-integration-2016/${half}` } as never) as unknown as AnyStateMachine;
    expect(edgesOf(machine)).toEqual(edgesOf(direct));
    // The graph tools draw no eventless transitions; what they reach is compared below.
    expect(edgesOf(machine).length).toBe(transitionsOf(chart.machine).filter(({ event }) => event !== 'always').length);
  });

  it.each(halves)('of a %s reaches the same states as the chart that the engine runs, guards open and shut', (half, chart) => {
    const events = [...new Set(transitionsOf(chart.machine).map(({ event }) => event))].filter((event) => event !== 'always');
    const answers = [() => true, () => false, (guard: string) => guard !== 'sender_is', (guard: string) => guard !== 'returned_to' && guard !== 'sender_is'];
    const counts = answers.map((holds) => {
      const there = reachable(exported(half), events, holds);
      expect(there).toEqual(reachable(chart.machine as Record<string, unknown>, events, holds));
      return there.length;
    });
    expect(Math.max(...counts)).toBeGreaterThan(half === 'case' ? 30 : 4);
  });

  it('names every guard and says its expression, and holds no code', () => {
    const text = writeXstate(artefact, 'case', 'zh');
    expect(text).toContain('"applicant.kind == \'basic\' && has_party(\'county\')"');
    expect(text).not.toContain('"type": "cel"');
    expect(text).not.toMatch(/"(invoke|after)"|function|=>/);
    expect((exported('case') as MachineConfig)['version']).toBe(artefact.hash);
  });

  it('describes the states in the language that is asked for', () => {
    expect(writeXstate(artefact, 'case', 'zh')).toContain('"description": "县级汇总上报"');
    expect(writeXstate(artefact, 'case', 'en')).toContain('"description": "Aggregation by the county"');
  });
});
