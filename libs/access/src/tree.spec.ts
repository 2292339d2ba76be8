import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Organisation, Post } from './model.js';
import { BrokenTreeError, OrganisationTree, UnknownOrganisationError } from './tree.js';

function organisation(id: string, parentId: string | null, more: Partial<Organisation> = {}): Organisation {
  return { id, code: null, name: id, kind: '小学', tier: 'unit', parentId, address: null, tags: [], titles: [], ...more };
}
function post(id: string, organisationId: string, more: Partial<Post> = {}): Post {
  return { id, organisationId, name: id, desk: false, reportsTo: null, ...more };
}
const four = [organisation('school', 'county'), organisation('province', null), organisation('county', 'city'), organisation('city', 'province')];

function faultOf(build: () => unknown): unknown {
  try {
    build();
  } catch (error) {
    if (error instanceof BrokenTreeError) return [error.fault, error.id];
    throw error;
  }
  return undefined;
}

describe('an organisation tree', () => {
  it('gives the line from the parent to the root, whatever the order of its rows', () => {
    const tree = new OrganisationTree(four, []);
    expect(tree.ancestors('school').map(({ id }) => id)).toEqual(['county', 'city', 'province']);
    expect(tree.path('school').map(({ id }) => id)).toEqual(['province', 'city', 'county', 'school']);
    expect(tree.children('city').map(({ id }) => id)).toEqual(['county']);
  });

  it('says what lies within what', () => {
    const tree = new OrganisationTree(four, []);
    expect(tree.isWithin('school', 'city')).toBe(true);
    expect(tree.isWithin('school', 'school')).toBe(true);
    expect(tree.isWithin('city', 'school')).toBe(false);
    expect(tree.isWithin('elsewhere', 'city')).toBe(false);
  });

  it('refuses to walk from an organisation that it does not hold', () => {
    expect(() => new OrganisationTree(four, []).ancestors('elsewhere')).toThrow(UnknownOrganisationError);
  });

  it('finds an organisation by its name only where the name is unique', () => {
    const tree = new OrganisationTree([...four, organisation('a', 'city', { name: '实验小学' }), organisation('b', 'county', { name: '实验小学' })], []);
    expect(tree.organisationNamed('county')?.id).toBe('county');
    expect(tree.organisationNamed('实验小学')).toBeUndefined();
  });

  it.each([
    ['duplicate_organisation', 'city', () => new OrganisationTree([...four, organisation('city', null)], [])],
    ['unknown_parent', 'lost', () => new OrganisationTree([...four, organisation('lost', 'nowhere')], [])],
    ['cycle', 'a', () => new OrganisationTree([organisation('a', 'b'), organisation('b', 'a')], [])],
    ['cycle', 'a', () => new OrganisationTree([organisation('a', 'a')], [])],
    ['duplicate_post', 'p', () => new OrganisationTree(four, [post('p', 'city'), post('p', 'county')])],
    ['unknown_organisation', 'p', () => new OrganisationTree(four, [post('p', 'nowhere')])],
    ['two_desks', 'q', () => new OrganisationTree(four, [post('p', 'city', { desk: true }), post('q', 'city', { desk: true })])],
    ['unknown_superior', 'p', () => new OrganisationTree(four, [post('p', 'city', { reportsTo: 'nobody' })])],
  ])('is not built with a fault: %s', (fault, id, build) => {
    expect(faultOf(build)).toEqual([fault, id]);
  });

  it('gives the desk where no post is named', () => {
    const tree = new OrganisationTree(four, [post('p', 'city', { name: '科技处' }), post('q', 'city', { name: '办公室', desk: true })]);
    expect(tree.postOf('city')?.id).toBe('q');
    expect(tree.postOf('city', '科技处')?.id).toBe('p');
    expect(tree.postOf('city', '财务处')).toBeUndefined();
    expect(tree.postOf('county')).toBeUndefined();
  });

  it('agrees with itself on every random tree: within = on the path', () => {
    const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(parents, fc.nat(), fc.nat(), (choices, x, y) => {
        const rows = choices.map((choice, index) => organisation(`o${index}`, index === 0 || choice % (index + 1) === index ? null : `o${choice % index}`));
        const tree = new OrganisationTree([...rows].reverse(), []);
        const [a, b] = [`o${x % rows.length}`, `o${y % rows.length}`];
        expect(tree.isWithin(a, b)).toBe(tree.path(a).some(({ id }) => id === b));
        expect(tree.path(a).length).toBe(tree.ancestors(a).length + 1);
      }),
    );
  });
});
