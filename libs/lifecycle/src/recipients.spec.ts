import { OrganisationTree, type Organisation, type Post } from '@shidian/access';
import { describe, expect, it } from 'vitest';
import { recipientsOf, type Line } from './recipients.js';

const organisation = (id: string, parentId: string | null): Organisation => ({ id, code: null, name: id, kind: '教育行政部门', tier: 'county', parentId, address: null, tags: [], titles: [] });
const post = (id: string, organisationId: string, reportsTo: string | null): Post => ({ id, organisationId, name: id, desk: id.endsWith('desk'), reportsTo });

/** county desk → county leader → county head → city leader; the office is the province's desk. */
const tree = new OrganisationTree(
  [organisation('province', null), organisation('city', 'province'), organisation('county', 'city')],
  [post('office-desk', 'province', 'minister'), post('minister', 'province', null), post('city-leader', 'city', null), post('county-head', 'county', 'city-leader'), post('county-leader', 'county', 'county-head'), post('county-desk', 'county', 'county-leader')],
);
const everybody = ['office-desk', 'minister', 'city-leader', 'county-head', 'county-leader', 'county-desk'];
const without = (...vacant: string[]): Line => ({ tree, held: new Set(everybody.filter((id) => !vacant.includes(id))), office: 'office-desk' });

describe('who hears of a rung', () => {
  it('is the post itself, its superior, that one’s superior, the office', () => {
    const line = without();
    const posts = (to: Parameters<typeof recipientsOf>[2]): readonly string[] => recipientsOf(line, ['county-desk'], to).map((one) => one.post);
    expect([posts('members'), posts('superior'), posts('superior_of_superior'), posts('office')]).toEqual([['county-desk'], ['county-leader'], ['county-head'], ['office-desk']]);
  });

  it('goes on up from a post in which nobody sits, names it, and leaves it its copy', () => {
    expect(recipientsOf(without('county-leader'), ['county-desk'], 'superior')).toEqual([
      { post: 'county-leader', vacant: [], topless: [] },
      { post: 'county-head', vacant: ['county-leader'], topless: [] },
    ]);
    expect(recipientsOf(without('county-desk', 'county-leader'), ['county-desk'], 'members').at(-1)).toEqual({ post: 'county-head', vacant: ['county-desk', 'county-leader'], topless: [] });
  });

  it('comes to the office where the line ends, or nobody sits in all of it', () => {
    expect(recipientsOf(without(), ['city-leader'], 'superior')).toEqual([{ post: 'office-desk', vacant: [], topless: ['city-leader'] }]);
    expect(recipientsOf(without('county-leader', 'county-head', 'city-leader'), ['county-desk'], 'superior').at(-1)).toEqual({ post: 'office-desk', vacant: ['county-leader', 'county-head', 'city-leader'], topless: [] });
    expect(recipientsOf(without('office-desk'), [], 'office').at(-1)).toEqual({ post: 'minister', vacant: ['office-desk'], topless: [] });
  });

  it('never vanishes, even where nobody sits anywhere: it waits in the post for whoever comes', () => {
    for (const to of ['members', 'superior', 'superior_of_superior', 'office'] as const) {
      expect(recipientsOf(without(...everybody), ['county-desk'], to).length).toBeGreaterThan(0);
    }
    expect(recipientsOf({ tree, held: new Set(), office: undefined }, ['minister'], 'superior')).toEqual([{ post: 'minister', vacant: [], topless: ['minister'] }]);
  });

  it('is told once for several who are late', () => {
    expect(recipientsOf(without('county-desk', 'county-leader'), ['county-desk', 'county-leader'], 'members').filter((one) => one.post === 'county-head')).toEqual([{ post: 'county-head', vacant: ['county-desk', 'county-leader'], topless: [] }]);
  });
});
