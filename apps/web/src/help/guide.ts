import type { Me, Words } from '../generated/api.js';
import content from './guide.json';

export interface Step {
  readonly title: Words;
  readonly text: Words;
  /** Name of its picture in docs/guide/pictures. */
  readonly picture: string;
}

export interface Chapter {
  readonly key: string;
  readonly title: Words;
  readonly about: Words;
  readonly steps: readonly Step[];
}

/** The user's guide: the same text stands in docs/guide, which is written from it. */
export const guide: { readonly title: Words; readonly about: Words; readonly chapters: readonly Chapter[] } = content;

/** The chapter that is meant for whoever holds these posts. Whoever sits at the desk of an authority works there, whatever else he holds. */
export function chapterOf({ administers, posts }: Pick<Me, 'administers' | 'posts'>): 'everyone' | 'applicants' | 'local' | 'organiser' | 'leaders' | 'administrators' {
  if (administers === 'system') return 'administrators';
  if (administers !== null || posts.length === 0) return 'everyone';
  const authority = posts.filter(({ tier }) => tier !== 'unit');
  if (authority.length > 0 && !authority.some(({ desk }) => desk)) return 'leaders';
  const tiers = new Set(authority.filter(({ desk }) => desk).map(({ tier }) => tier));
  if (tiers.has('province') || tiers.has('nation')) return 'organiser';
  return tiers.has('city') || tiers.has('county') ? 'local' : 'applicants';
}
