import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Me } from '../generated/api.js';
import { chapterOf, guide } from './guide.js';

const folder = fileURLToPath(new URL('../../../../docs/guide/pictures', import.meta.url));
const mostBytes = 100_000;

describe('the guide', () => {
  it('says everything in both languages', () => {
    const texts = [guide, ...guide.chapters].flatMap(({ title, about }) => [title, about]).concat(guide.chapters.flatMap(({ steps }) => steps.flatMap(({ title, text }) => [title, text])));
    for (const { zh, en } of texts) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/[a-z]/);
    }
  });

  it('has every picture in both languages, each under 100 kB, and none that nobody sees', () => {
    const named = [...new Set(guide.chapters.flatMap(({ steps }) => steps.map(({ picture }) => `${picture}.webp`)))].sort();
    for (const language of ['zh', 'en']) {
      expect(existsSync(join(folder, language))).toBe(true);
      expect(readdirSync(join(folder, language)).sort()).toEqual(named);
      for (const name of named) expect(statSync(join(folder, language, name)).size, name).toBeLessThan(mostBytes);
    }
  });

  it('opens at the chapter of whoever reads it', () => {
    type Tier = Me['posts'][number]['tier'];
    const post = (tier: Tier, desk = true): Me['posts'][number] => ({ id: tier, name: '', organisationId: tier, organisationName: '', tier, desk });
    const holder = (...tiers: Tier[]): Pick<Me, 'administers' | 'posts'> => ({ administers: null, posts: tiers.map((tier) => post(tier)) });
    expect(chapterOf(holder('unit'))).toBe('applicants');
    expect(chapterOf(holder('unit', 'county'))).toBe('local');
    expect(chapterOf(holder('city'))).toBe('local');
    expect(chapterOf(holder('province'))).toBe('organiser');
    expect(chapterOf(holder())).toBe('everyone');
    expect(chapterOf({ ...holder('province'), administers: 'audit' })).toBe('everyone');
    expect(chapterOf({ ...holder(), administers: 'system' })).toBe('administrators');
  });

  it('opens for superiors and experts, who sit at no desk of an authority, at their own chapter', () => {
    const holds = (...posts: Me['posts'][number][]): string => chapterOf({ administers: null, posts });
    const post = (tier: Me['posts'][number]['tier'], desk: boolean): Me['posts'][number] => ({ id: `${tier} ${desk}`, name: '', organisationId: tier, organisationName: '', tier, desk });
    for (const tier of ['nation', 'province', 'city', 'county'] as const) expect(holds(post(tier, false))).toBe('leaders');
    expect(holds(post('unit', true), post('province', false))).toBe('leaders');
    expect(holds(post('county', true), post('city', false))).toBe('local');
    expect(holds(post('unit', false))).toBe('applicants');
    expect(guide.chapters.some(({ key }) => key === 'leaders')).toBe(true);
  });
});
