import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSamples, type SampleFiles } from './sample-files.js';
import { organisationId, postId, sampleTree, type SampleTree } from './sample-tree.js';

let files: SampleFiles;
let tree: SampleTree;

beforeAll(async () => {
  files = await readSamples(join(import.meta.dirname, '../../../..'));
  tree = sampleTree(files);
});

const of = (code: string): SampleTree['organisations'][number] => {
  const found = tree.organisations.find((organisation) => organisation.code === code);
  if (!found) throw new Error(`no organisation ${code}`);
  return found;
};

describe('the sample organisations', () => {
  it('are the province, its 14 cities and all their 100 counties and districts', () => {
    const tiers = tree.organisations.map(({ tier }) => tier);
    expect(tiers.filter((tier) => tier === 'province')).toHaveLength(1);
    expect(tiers.filter((tier) => tier === 'city')).toHaveLength(14);
    expect(tiers.filter((tier) => tier === 'county')).toHaveLength(100);
  });

  it('hang under each other by code', () => {
    expect(of('210000').parentId).toBeNull();
    expect(of('211400').parentId).toBe(organisationId('210000'));
    expect(of('210102').parentId).toBe(organisationId('210100'));
    expect(of('SAMPLE-0001').parentId).toBe(organisationId('210102'));
    const ids = new Set(tree.organisations.map(({ id }) => id));
    expect(tree.organisations.filter(({ parentId }) => parentId !== null && !ids.has(parentId))).toEqual([]);
  });

  it('have names of their own: districts carry the city, counties stand alone', () => {
    expect([of('210000').name, of('210100').name, of('210102').name, of('210123').name, of('210181').name]).toEqual([
      '辽宁省教育厅',
      '沈阳市教育局',
      '沈阳市和平区教育局',
      '康平县教育局',
      '新民市教育局',
    ]);
    const names = tree.organisations.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('that apply have evident sample names', () => {
    for (const unit of tree.organisations.filter(({ tier }) => tier === 'unit')) expect(unit.name).toMatch(/^示例/);
  });
});

describe('the sample posts', () => {
  it('have one desk in every organisation', () => {
    for (const organisation of tree.organisations) {
      expect(tree.posts.filter((post) => post.desk && post.organisationId === organisation.id), organisation.name).toHaveLength(1);
    }
  });

  it('report from a county desk up to the head of the province', () => {
    const byId = new Map(tree.posts.map((post) => [post.id, post]));
    const chain: string[] = [];
    for (let at = byId.get(postId('210102/信息化科')); at; at = at.reportsTo === null ? undefined : byId.get(at.reportsTo)) chain.push(at.name);
    expect(chain).toEqual(['信息化科', '分管领导', '局长', '分管领导', '局长', '分管厅领导', '厅长']);
  });

  it('name only superiors that exist', () => {
    const ids = new Set(tree.posts.map(({ id }) => id));
    expect(tree.posts.filter(({ reportsTo }) => reportsTo !== null && !ids.has(reportsTo))).toEqual([]);
  });
});

describe('the sample accounts', () => {
  it('hold posts that exist, or administer', () => {
    const ids = new Set(tree.posts.map(({ id }) => id));
    for (const [login, { post, administers }] of Object.entries(files.accounts.accounts)) {
      expect(post === undefined ? administers !== undefined : ids.has(postId(post)), login).toBe(true);
    }
  });
});
