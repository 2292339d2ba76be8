import { describe, expect, it } from 'vitest';
import type { YamlValue } from '../source-file.js';
import { expand, type Result } from './expansion.js';

function put(value: YamlValue, values: Readonly<Record<string, YamlValue>>, results: readonly Result[] = []): { readonly value: YamlValue | undefined; readonly unknown: readonly string[] } {
  const unknown: string[] = [];
  return { value: expand(value, { values, results, unknown: (name) => unknown.push(name) }), unknown };
}

describe('parameters in a stage', () => {
  it('stand for whole values, of any kind', () => {
    expect(put({ due: '$due' }, { due: { basic: 'a', other: 'b' } }).value).toEqual({ due: { basic: 'a', other: 'b' } });
  });

  it('are never pasted into a longer text', () => {
    expect(put({ text: 'see $due', cel: 'param.due' }, { due: 'x' }).value).toEqual({ text: 'see $due', cel: 'param.due' });
  });

  it('name the edges of a window', () => {
    expect(put(['$window.opens', '$window.closes'], { window: 'midterm' }).value).toEqual(['midterm.opens', 'midterm.closes']);
  });

  it('are spliced into a list where they are lists, and leave with `none`', () => {
    expect(put({ needs: ['$papers', 'seal'], writes: '$opinion' }, { papers: ['summary', 'letter'], opinion: 'none' }).value).toEqual({ needs: ['summary', 'letter', 'seal'] });
  });

  it('write a result once for each, in keys, targets, names and tags', () => {
    const results: readonly Result[] = [{ id: 'approved', name: '试点单位', tag: 'pilot' }, { id: 'rejected', name: '未入选' }];
    expect(put({ on: { 'decide.$result': '$result' }, states: { $result: { name: '$result.name', tags: ['$result.tag'], always: 'exit.$result' } } }, {}, results).value).toEqual({
      on: { 'decide.approved': 'approved', 'decide.rejected': 'rejected' },
      states: { approved: { name: '试点单位', tags: ['pilot'], always: 'exit.approved' }, rejected: { name: '未入选', tags: [], always: 'exit.rejected' } },
    });
  });

  it('are told when they do not exist; $sender is none', () => {
    expect(put({ due: '$duw', on: ['$sender'] }, { due: 'x' })).toEqual({ value: { on: ['$sender'] }, unknown: ['duw'] });
  });
});
