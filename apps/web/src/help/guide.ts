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

/** The chapter that is meant for whoever holds these posts. */
export function chapterOf({ administers, posts }: Pick<Me, 'administers' | 'posts'>): 'everyone' | 'applicants' | 'local' | 'organiser' {
  const tiers = new Set(posts.map(({ tier }) => tier));
  if (administers !== null || tiers.size === 0) return 'everyone';
  if (tiers.has('province') || tiers.has('nation')) return 'organiser';
  return tiers.has('city') || tiers.has('county') ? 'local' : 'applicants';
}
