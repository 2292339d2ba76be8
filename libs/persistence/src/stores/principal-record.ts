import type { Administration, Principal } from '@shidian/lifecycle';

export const holdsAt = (at: string): string => `h.valid_from <= ${at} AND (h.valid_to IS NULL OR h.valid_to > ${at})`;

/** Columns of who an account is at an instant, beside an `a` of accounts: his posts then, and their organisations. */
export const principalColumns = (at: string): string => `a.id AS "accountId", a.login, a.name, a.administers,
  array(SELECT DISTINCT h.post_id::text FROM shidian.holding h WHERE h.account_id = a.id AND ${holdsAt(at)} ORDER BY 1) AS posts,
  array(SELECT DISTINCT p.organisation_id::text FROM shidian.holding h JOIN shidian.post p ON p.id = h.post_id
         WHERE h.account_id = a.id AND ${holdsAt(at)} ORDER BY 1) AS organisations,
  array(SELECT DISTINCT u.post_id::text FROM shidian.holding h JOIN shidian.substitution u ON u.substitute_id = h.post_id AND u.valid_from <= ${at} AND u.valid_to > ${at}
         WHERE h.account_id = a.id AND ${holdsAt(at)} ORDER BY 1) AS substituted`;

export interface PrincipalRecord {
  /** Which of the questions asked together it answers, from 1. */
  readonly place: number;
  readonly accountId: string;
  readonly login: string;
  readonly name: string;
  readonly administers: Administration | null;
  readonly posts: readonly string[];
  readonly organisations: readonly string[];
  /** Posts for which one of his own stands in. */
  readonly substituted: readonly string[];
}

/** One answer for each of `count` questions; undefined where nobody was found. */
export function principalsOf(rows: readonly PrincipalRecord[], count: number): readonly (Principal | undefined)[] {
  const found = new Map(rows.map((row): [number, Principal] => [row.place, principalOf(row)]));
  return Array.from({ length: count }, (_, index) => found.get(index + 1));
}

function principalOf({ place: _, organisations, substituted, posts, ...rest }: PrincipalRecord): Principal {
  const standsInFor = substituted.filter((post) => !posts.includes(post));
  const all = [...posts, ...standsInFor];
  return { ...rest, posts: all, scope: [...all, ...organisations], ...(standsInFor.length > 0 && { standsInFor }) };
}
