import { chartOf, guardsOf, type StateSpec } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import { createChart, type ChartScope } from './chart.js';
import { InstanceBroken } from './instance-broken.js';

const scope = (type: string, special: Partial<ChartScope> = {}): ChartScope => ({
  facts: { values: {}, parties: {}, moves: [] },
  programStates: [],
  event: { type, data: {} },
  visited: [],
  marks: {},
  at: 0,
  ...special,
});

const ran = (states: readonly StateSpec[], guards = guardsOf({})) => createChart(chartOf({ states }), guards);

describe('the adapter of XState', () => {
  it('gives the actions as data, in order, and executes none', () => {
    const chart = ran([{ id: 'a', marks: ['a.in'], on: { go: [{ to: 'b' }] }, deadlines: { 'a/due': {} } }, { id: 'b', notices: ['b.in'] }]);
    const move = chart.give(chart.start(scope('start')).snapshot, scope('go'));
    expect(move.actions).toEqual([
      { type: 'deadline.disarm', params: { deadline: 'a/due' } },
      { type: 'notice', params: { notice: 'b.in' } },
    ]);
  });

  it('keeps transient states on the trail and out of the configuration', () => {
    const chart = ran([{ id: 'a', on: { go: [{ to: 'door' }] } }, { id: 'door', always: [{ to: 'b' }] }, { id: 'b' }]);
    const move = chart.give(chart.start(scope('start')).snapshot, scope('go'));
    expect(move.trail).toEqual([['door'], ['b']]);
    expect(move.configuration).toEqual(['b']);
    expect(move.configurations).toEqual([['a'], ['door'], ['b']]);
  });

  it('lets a poke move an always though nothing handles it', () => {
    let open = false;
    const chart = ran([{ id: 'a', always: [{ to: 'b', when: ['open'] }] }, { id: 'b' }], guardsOf({ open: () => open }));
    const { snapshot } = chart.start(scope('start'));
    expect(chart.give(snapshot, scope('poke'))).toMatchObject({ enabled: false, moved: false, states: ['a'] });
    open = true;
    expect(chart.give(snapshot, scope('poke'))).toMatchObject({ enabled: false, moved: true, states: ['b'] });
  });

  it('knows from the stored value whether anything could move by itself', () => {
    const states: StateSpec[] = [
      { id: 'a', on: { go: [{ to: 'b' }] }, states: [{ id: 'a/x' }] },
      { id: 'b', type: 'parallel', states: [{ id: 'b/r', states: [{ id: 'b/r/x', on: { on: [{ to: 'b/r/y' }] } }, { id: 'b/r/y', always: [{ to: 'c', when: ['no'] }] }] }, { id: 'b/s', states: [{ id: 'b/s/x' }] }] },
      { id: 'c' },
    ];
    const chart = ran(states, guardsOf({ no: () => false }));
    const stored = ['go', 'on'].reduce((all, event) => [...all, chart.give(all.at(-1)!, scope(event)).snapshot], [chart.start(scope('start')).snapshot]);
    expect(stored.map((snapshot) => chart.mayMoveByItself(snapshot))).toEqual([false, false, true]);
    const compound = ran([{ id: 'a', states: [{ id: 'a/x' }], always: [{ to: 'b', when: ['no'] }] }, { id: 'b' }], guardsOf({ no: () => false }));
    expect(compound.mayMoveByItself(compound.start(scope('start')).snapshot)).toBe(true);
  });

  it('tells an event that stays from one that nobody handles', () => {
    const chart = ran([{ id: 'a', on: { stay: [{}] } }]);
    const { snapshot } = chart.start(scope('start'));
    expect(chart.give(snapshot, scope('stay'))).toMatchObject({ enabled: true, moved: false });
    expect(chart.give(snapshot, scope('other'))).toMatchObject({ enabled: false, moved: false });
  });

  it('names every guard that does not hold, with its error', () => {
    const chart = ran([{ id: 'a', on: { go: [{ to: 'b', when: ['no', 'yes', 'missing'] }] } }, { id: 'b' }], guardsOf({ no: () => false, yes: () => true }));
    const move = chart.give(chart.start(scope('start')).snapshot, scope('go'));
    expect(move.failed).toEqual([{ guard: 'no' }, { guard: 'missing', error: 'no such guard: missing' }]);
  });

  it('shows the event that was given to the guards of every microstep', () => {
    const seen: string[] = [];
    const look = guardsOf({
      look: (asked) => {
        seen.push(asked.event.type);
        return true;
      },
    });
    const chart = ran([{ id: 'a', on: { go: [{ to: 'b' }] } }, { id: 'b', always: [{ to: 'c', when: ['look'] }] }, { id: 'c' }], look);
    chart.give(chart.start(scope('start')).snapshot, scope('go'));
    expect(new Set(seen)).toEqual(new Set(['go']));
  });

  it('takes nothing once it is done, not even a transition of the root', () => {
    const definition = chartOf({ states: [{ id: 'a', on: { over: [{ to: 'b' }] } }, { id: 'b', type: 'final' }] });
    const chart = createChart({ ...definition, machine: { ...definition.machine, on: { go: { target: '#a' } } } }, guardsOf({}));
    const done = chart.give(chart.start(scope('start')).snapshot, scope('over'));
    expect(done.ended).toBe(true);
    expect(chart.give(done.snapshot, scope('go'))).toMatchObject({ enabled: false, moved: false, ended: true, states: ['b'] });
  });

  it('breaks off an always that never settles, at the start and later', () => {
    const chart = ran([{ id: 'z', on: { go: [{ to: 'a' }] } }, { id: 'a', always: [{ to: 'b' }] }, { id: 'b', always: [{ to: 'a' }] }]);
    const { snapshot } = chart.start(scope('start'));
    expect(() => chart.give(snapshot, scope('go'))).toThrow(InstanceBroken);
    const endless = ran([{ id: 'a', always: [{ to: 'b' }] }, { id: 'b', always: [{ to: 'a' }] }]);
    expect(() => endless.start(scope('start'))).toThrow(InstanceBroken);
  });

  it('turns a guard that throws into a broken instance', () => {
    const chart = ran([{ id: 'a', on: { go: [{ to: 'b', when: ['bad'] }] } }, { id: 'b' }], {
      evaluate: () => {
        throw new Error('not total');
      },
    });
    const { snapshot } = chart.start(scope('start'));
    expect(() => chart.give(snapshot, scope('go'))).toThrow(InstanceBroken);
  });

  it('takes no event of XState, whoever gives it', () => {
    const chart = ran([{ id: 'a', on: { 'xstate.x': [{ to: 'b' }] } }, { id: 'b' }]);
    expect(() => chart.give(chart.start(scope('start')).snapshot, scope('xstate.x'))).toThrow(InstanceBroken);
  });

  it('returns only to a step that was chosen and visited', () => {
    const chart = ran([{ id: 'b', on: { back: [{ to: 'a', guard: { type: 'returned_to', params: { step: 'a' } } }] } }, { id: 'a' }]);
    const { snapshot } = chart.start(scope('start'));
    const back = (to: string, visited: readonly string[]) => chart.give(snapshot, scope('back', { event: { type: 'back', data: { to } }, visited })).states;
    expect(back('a', ['a/first'])).toEqual(['a']);
    expect(back('a', ['ab'])).toEqual(['b']);
    expect(back('b', ['a'])).toEqual(['b']);
  });

  it('goes straight back to the sender only where that was asked', () => {
    const chart = ran([{ id: 'b', on: { go: [{ to: 'a', guard: { type: 'sender_is', params: { step: 'check' } } }] } }, { id: 'a' }]);
    const { snapshot } = chart.start(scope('start'));
    const go = (from: string, then: 'onward' | 'sender') => chart.give(snapshot, scope('go', { outstanding: { from, to: 'b', then, at: 0 } })).states;
    expect(go('check/second', 'sender')).toEqual(['a']);
    expect(go('check', 'onward')).toEqual(['b']);
    expect(go('other', 'sender')).toEqual(['b']);
  });
});
