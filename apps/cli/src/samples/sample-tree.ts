import type { Organisation, Post, Tier } from '@shidian/access';
import type { SampleFiles } from './sample-files.js';
import { sampleId } from './sample-id.js';

export interface SampleTree {
  readonly organisations: readonly Organisation[];
  readonly posts: readonly Post[];
}

type SampleTier = Exclude<Tier, 'nation'>;

/** The education authorities of a province by its GB/T 2260 codes, the sample units below them, and everybody's posts. */
export function sampleTree(files: Pick<SampleFiles, 'divisions' | 'posts' | 'units'>): SampleTree {
  const names = new Map(files.divisions.map(({ code, name }) => [code, name]));
  const authorities = files.divisions.map(({ code }): Organisation => {
    const tier = tierOf(code);
    const above = codeAbove(code);
    return {
      id: organisationId(code),
      code,
      name: authorityName(code, names),
      kind: '教育行政部门',
      tier,
      parentId: above === undefined ? null : organisationId(above),
      address: null,
      tags: [],
      titles: [],
    };
  });
  const units = Object.entries(files.units).map(
    ([code, unit]): Organisation => ({
      id: organisationId(code),
      code,
      name: unit.name,
      kind: unit.kind,
      tier: 'unit',
      parentId: organisationId(unit.under),
      address: unit.address,
      tags: [],
      titles: [],
    }),
  );
  const organisations = [...authorities, ...units];
  return { organisations, posts: organisations.flatMap((organisation) => postsOf(organisation, files.posts)) };
}

export const organisationId = (code: string): string => sampleId('organisation', code);
/** `210102/信息化科`. */
export const postId = (path: string): string => sampleId('post', path);

function tierOf(code: string): 'province' | 'city' | 'county' {
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'city' : 'county';
}

function codeAbove(code: string): string | undefined {
  const tier = tierOf(code);
  if (tier === 'province') return undefined;
  return tier === 'city' ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
}

/** A district's name repeats from city to city, so it carries the city's; a county or county-level city stands alone. */
function authorityName(code: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(code) ?? code;
  if (tierOf(code) === 'province') return `${name}教育厅`;
  const city = tierOf(code) === 'county' && name.endsWith('区') ? (names.get(codeAbove(code) ?? '') ?? '') : '';
  return `${city}${name}教育局`;
}

function postsOf(organisation: Organisation, posts: SampleFiles['posts']): readonly Post[] {
  const above = organisation.tier === 'city' ? 'province' : 'city';
  const code = organisation.code ?? '';
  const aboveCode = organisation.tier === 'city' || organisation.tier === 'county' ? codeAbove(code) : undefined;
  return Object.entries(posts[organisation.kind] ?? posts[organisation.tier as SampleTier]).map(([name, post]): Post => {
    const superior = post.reports_to?.startsWith('above.') ? post.reports_to.slice('above.'.length) : undefined;
    if (superior !== undefined && (aboveCode === undefined || !(superior in posts[above]))) {
      throw new RangeError(`${organisation.tier}.${name}: there is no post above named ${superior}`);
    }
    const reportsTo = superior === undefined ? post.reports_to && `${code}/${post.reports_to}` : `${aboveCode ?? ''}/${superior}`;
    return { id: postId(`${code}/${name}`), organisationId: organisation.id, name, desk: post.desk, reportsTo: reportsTo === undefined ? null : postId(reportsTo) };
  });
}
