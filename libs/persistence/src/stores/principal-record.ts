import type { Administration, Principal } from '@shidian/lifecycle';

export const holdsAt = (at: string): string => `h.valid_from <= ${at} AND (h.valid_to IS NULL OR h.valid_to > ${at})`;

/**
 * Who the accounts of `asked`, a relation of place, account_id and at, are: their posts at that instant, the posts'
 * organisations, and the posts for which those stand in. The holdings of all of them are read at once: account by account, small tables are read whole for each.
 */
export const principalsOfAsked = (asked: string): string => `
  SELECT q.place, a.id AS "accountId", a.login, a.name, a.administers, coalesce(d.posts, '{}') AS posts, coalesce(d.organisations, '{}') AS organisations,
         coalesce(d.substituted, '{}') AS substituted
    FROM ${asked} q
    JOIN shidian.account a ON a.id = q.account_id AND NOT a.disabled
    LEFT JOIN (
      SELECT q.place, array_agg(DISTINCT h.post_id::text ORDER BY h.post_id::text) AS posts,
             array_agg(DISTINCT p.organisation_id::text ORDER BY p.organisation_id::text) AS organisations,
             array_agg(DISTINCT u.post_id::text ORDER BY u.post_id::text) FILTER (WHERE u.post_id IS NOT NULL) AS substituted
        FROM ${asked} q
        JOIN shidian.holding h ON h.account_id = q.account_id AND ${holdsAt('q.at')}
        JOIN shidian.post p ON p.id = h.post_id
        LEFT JOIN shidian.substitution u ON u.substitute_id = h.post_id AND u.valid_from <= q.at AND u.valid_to > q.at
       GROUP BY q.place
    ) d ON d.place = q.place`;

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
