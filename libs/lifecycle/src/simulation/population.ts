/** The applicants of a simulation: evident sample names under real authorities. */
import type { Organisation, Post } from '@shidian/access';
import { newId } from '../ids.js';
import type { Profile, SimulationScript } from './script.js';

export interface SimulatedApplicant {
  readonly organisation: Organisation;
  readonly profileName: string;
  readonly profile: Profile;
}

export interface Population {
  readonly organisations: readonly Organisation[];
  readonly posts: readonly Post[];
  readonly applicants: readonly SimulatedApplicant[];
}

export function populate(script: SimulationScript, authorities: readonly Organisation[], issuer: string): Population {
  const counties = spread(authorities.filter((one) => one.tier === 'county'), script.counties);
  const cities = authorities.filter((one) => one.tier === 'city' && counties.some((county) => county.parentId === one.id));
  const province = authorities.find((one) => one.name === issuer);
  const above = { county: counties, city: cities, issuer: province === undefined ? [] : [province] };
  const applicants: SimulatedApplicant[] = [];
  const posts: Post[] = [];
  for (const [profileName, profile] of Object.entries(script.profiles)) {
    for (let index = 0; index < profile.count; index += 1) {
      const parents = above[profile.under];
      const parent = parents[index % parents.length];
      const kind = profile.kinds[index % profile.kinds.length] ?? '小学';
      if (parent === undefined) throw new Error(`no authority at tier ${profile.under} in this directory`);
      const organisation: Organisation = {
        id: newId(),
        code: null,
        name: `示例${kind}${String(applicants.length + 1).padStart(3, '0')}`,
        kind,
        tier: 'unit',
        parentId: parent.id,
        address: `${parent.name}辖区示例路${applicants.length + 1}号`,
        tags: [],
        titles: [],
      };
      applicants.push({ organisation, profileName, profile });
      posts.push({ id: newId(), organisationId: organisation.id, name: '申报岗', desk: true, reportsTo: null });
    }
  }
  return { organisations: applicants.map((applicant) => applicant.organisation), posts, applicants };
}

/** `count` of them, spread evenly over the list. */
function spread<T>(all: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, index) => all[Math.floor(index * step)]).filter((one) => one !== undefined);
}
