import { coverageTargets } from '@shidian/definition';
import { describe, expect, it } from 'vitest';
import { liaoning } from '../spec-case.js';
import { namedTargets } from './target-words.js';

const artefact = liaoning();
const targets = namedTargets(artefact);
const zhOf = (id: string): string | undefined => targets.find((target) => target.id === id)?.words.zh;

describe('the words of what scenarios have to reach', () => {
  it('are there for each of them, in both languages, and name no key', () => {
    expect(targets.map(({ id, kind, chart }) => ({ id, kind, chart }))).toEqual(coverageTargets(artefact).map(({ id, kind, chart }) => ({ id, kind, chart })));
    for (const { id, kind, words } of targets) {
      for (const said of [words.zh, words.en]) {
        expect(said.length, id).toBeGreaterThan(3);
        expect(said, id).not.toMatch(/[a-z]_[a-z]|\b[a-z]+\/[a-z]+|[&|=]{2}/);
      }
      if (kind !== 'guard') expect(words.en, id).not.toMatch(/[：→].*[\u4e00-\u9fff]{30}/);
    }
  });

  it('say who goes where, by what', () => {
    expect(zhOf('apply/drafting apply/submit.submitted 0')).toMatch(/^申报·.+：提交 → /);
    expect(zhOf('door/gather_county always 0')).toBe('县级汇总上报之前分路：基础教育申报单位 → 县级汇总上报');
    expect(zhOf('apply/due.due')).toContain('到期');
    expect(targets.filter(({ kind }) => kind === 'guard').every(({ words }) => /成立$/.test(words.zh) && /hold$|holds$/.test(words.en))).toBe(true);
  });
});
