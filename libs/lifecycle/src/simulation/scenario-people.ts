/** The organisations of a scenario, with their posts, from the names that the file gives. */
import type { Organisation, Post } from '@shidian/access';
import type { Scenario } from '@shidian/definition';
import { newId } from '../ids.js';

const DEFAULT_POSTS = ['经办岗', '分管负责人', '主要负责人'];

export function peopleOf(given: Scenario['given']): { readonly organisations: readonly Organisation[]; readonly posts: readonly Post[] } {
  const ids = new Map(Object.keys(given.organisations).map((name) => [name, newId()]));
  const organisations = Object.entries(given.organisations).map(([name, one]): Organisation => {
    const parentId = one.under === undefined ? null : ids.get(one.under);
    if (parentId === undefined) throw new Error(`${name}: under ${one.under ?? ''} is not among the given organisations`);
    return { id: ids.get(name) ?? '', code: null, name, kind: one.kind, tier: one.tier ?? 'unit', parentId, address: one.address ?? `${name}地址`, tags: [], titles: [] };
  });
  const posts = Object.entries(given.organisations).flatMap(([name, one]): readonly Post[] => {
    const names = one.posts ?? DEFAULT_POSTS;
    const postIds = names.map(() => newId());
    return names.map((post, index) => ({ id: postIds[index] ?? '', organisationId: ids.get(name) ?? '', name: post, desk: index === 0, reportsTo: postIds[index + 1] ?? null }));
  });
  return { organisations: parentsFirst(organisations), posts };
}

function parentsFirst(organisations: readonly Organisation[]): readonly Organisation[] {
  const depth = (one: Organisation): number => {
    const parent = organisations.find((candidate) => candidate.id === one.parentId);
    return parent === undefined ? 0 : 1 + depth(parent);
  };
  return [...organisations].sort((a, b) => depth(a) - depth(b));
}
