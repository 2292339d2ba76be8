import { describe, expect, it } from 'vitest';
import { jurisdictionOf, maySee, scopeOf } from './jurisdiction.js';
import type { Organisation, PartyRule, Post, Tier } from './model.js';
import { resolveParty, superiorOf } from './party.js';
import { OrganisationTree } from './tree.js';

const AUTHORITY = '教育行政部门';

function organisation(id: string, parentId: string | null, kind: string, tier: Tier, name = id): Organisation {
  return { id, code: null, name, kind, tier, parentId, address: null, tags: [], titles: [] };
}
function post(organisationId: string, name: string, desk = false, reportsTo: string | null = null): Post {
  return { id: `${organisationId}/${name}`, organisationId, name, desk, reportsTo };
}

const tree = new OrganisationTree(
  [
    organisation('province', null, AUTHORITY, 'province', '辽宁省教育厅'),
    organisation('city', 'province', AUTHORITY, 'city'),
    organisation('zone', 'city', '管委会', 'county'),
    organisation('county', 'city', AUTHORITY, 'county'),
    organisation('other-county', 'city', AUTHORITY, 'county'),
    organisation('school', 'county', '小学', 'unit'),
    organisation('zone-school', 'zone', '小学', 'unit'),
    organisation('other-school', 'other-county', '小学', 'unit'),
    organisation('university', 'province', '本科', 'unit'),
    organisation('institute', null, '研究院', 'unit'),
  ],
  [
    post('province', '信息化处', false, 'province/分管副厅长'),
    post('province', '分管副厅长', false, 'province/厅长'),
    post('province', '厅长'),
    post('province', '办公室', true),
    post('city', '收文岗', true),
    post('county', '收文岗', true),
    post('other-county', '收文岗', true),
    post('school', '校办', true),
    post('university', '校办', true),
    post('university', '科技处'),
    post('institute', '专家'),
  ],
);

function partyOf(rule: PartyRule, applicant: string): readonly string[] {
  return resolveParty(rule, { tree, applicant, issuer: '辽宁省教育厅' });
}

describe('a party', () => {
  const local: PartyRule = { kind: 'nearest', kinds: [AUTHORITY], from: 'above' };

  it('is the nearest authority above the applicant, at its desk', () => {
    expect(partyOf(local, 'school')).toEqual(['county/收文岗']);
    expect(partyOf(local, 'zone-school')).toEqual(['city/收文岗']);
    expect(partyOf(local, 'university')).toEqual(['province/办公室']);
  });

  it('is the applicant itself only where the file says at or above', () => {
    expect(partyOf(local, 'county')).toEqual(['city/收文岗']);
    expect(partyOf({ ...local, from: 'at_or_above' }, 'county')).toEqual(['county/收文岗']);
  });

  it('may be bound to a tier', () => {
    expect(partyOf({ ...local, tier: 'city' }, 'school')).toEqual(['city/收文岗']);
    expect(partyOf({ ...local, tier: 'nation' }, 'school')).toEqual([]);
  });

  it('is a named post of the applicant, of the issuer or of an organisation', () => {
    expect(partyOf({ kind: 'post', in: 'applicant' }, 'university')).toEqual(['university/校办']);
    expect(partyOf({ kind: 'post', in: 'applicant', post: '科技处' }, 'university')).toEqual(['university/科技处']);
    expect(partyOf({ kind: 'post', in: 'issuer', post: '信息化处' }, 'school')).toEqual(['province/信息化处']);
    expect(partyOf({ kind: 'organisation', name: '辽宁省教育厅' }, 'school')).toEqual(['province/办公室']);
  });

  it('is nobody rather than somebody else', () => {
    expect(partyOf({ kind: 'post', in: 'applicant', post: '科技处' }, 'school')).toEqual([]);
    expect(partyOf({ kind: 'organisation', name: '没有这个单位' }, 'school')).toEqual([]);
    expect(partyOf(local, 'institute')).toEqual([]);
    expect(partyOf(local, 'unknown')).toEqual([]);
  });
});

describe('the superior of a post', () => {
  const always = (): boolean => true;

  it('is found level by level', () => {
    expect(superiorOf(tree, 'province/信息化处', 1, always)).toBe('province/分管副厅长');
    expect(superiorOf(tree, 'province/信息化处', 2, always)).toBe('province/厅长');
    expect(superiorOf(tree, 'province/信息化处', 3, always)).toBeUndefined();
  });

  it('passes over posts that nobody holds', () => {
    expect(superiorOf(tree, 'province/信息化处', 1, (id) => id !== 'province/分管副厅长')).toBe('province/厅长');
    expect(superiorOf(tree, 'province/信息化处', 1, () => false)).toBeUndefined();
  });

  it('ends where posts report in a circle', () => {
    const circle = new OrganisationTree([organisation('o', null, '小学', 'unit')], [
      post('o', 'a', false, 'o/b'),
      post('o', 'b', false, 'o/a'),
    ]);
    expect(superiorOf(circle, 'o/a', 1, always)).toBe('o/b');
    expect(superiorOf(circle, 'o/a', 2, always)).toBeUndefined();
  });
});

describe('jurisdiction', () => {
  it('is the applicant, the authorities above it and whoever plays a party', () => {
    expect(jurisdictionOf(tree, 'zone-school', ['institute/专家', 'province/信息化处'])).toEqual(['province', 'city', 'zone-school', 'institute']);
  });

  it('shows a case to the line above, not to the neighbour', () => {
    const jurisdiction = jurisdictionOf(tree, 'school', []);
    const sees = (postId: string): boolean => maySee(scopeOf([postId], tree), jurisdiction);
    expect(['school/校办', 'county/收文岗', 'city/收文岗', 'province/信息化处'].map(sees)).toEqual([true, true, true, true]);
    expect(['other-county/收文岗', 'university/校办', 'institute/专家', 'nobody'].map(sees)).toEqual([false, false, false, false]);
  });

  it('of an account is where it holds posts, each once', () => {
    expect(scopeOf(['university/科技处', 'university/校办', 'city/收文岗', 'nobody'], tree)).toEqual(['city', 'university']);
    expect(scopeOf([], tree)).toEqual([]);
  });
});
