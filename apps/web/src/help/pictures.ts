import type { Language } from '../words/i18n.js';

/** Taken by `npm run guide`, in both languages. */
const pictures = import.meta.glob<string>('../../../../docs/guide/pictures/*/*.webp', { query: '?url', import: 'default', eager: true });

/** Address of a picture of the guide; undefined where it was not taken. */
export const pictureOf = (name: string, language: Language): string | undefined => pictures[`../../../../docs/guide/pictures/${language}/${name}.webp`];
