/** Organisations, posts and parties as data; the rules over them are pure. */

export type Tier = 'nation' | 'province' | 'city' | 'county' | 'unit';

export interface Organisation {
  readonly id: string;
  /** GB/T 2260 code of the area for an authority, 学校标识码 or sample code for a unit; unique where given. */
  readonly code: string | null;
  readonly name: string;
  /** 教育行政部门, 小学, 高校 … as the workflow files name it. */
  readonly kind: string;
  readonly tier: Tier;
  readonly parentId: string | null;
  readonly address: string | null;
  readonly tags: readonly string[];
  /** Titles held, e.g. 省级智慧教育示范区 (`applicant.holds('…')`). */
  readonly titles: readonly string[];
}

export interface Post {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  /** The post that receives what is addressed to the organisation without naming a post. One per organisation. */
  readonly desk: boolean;
  readonly reportsTo: string | null;
}

/** Who plays a role, relative to the applicant. */
export type PartyRule =
  /** The applicant's own post (its desk unless named). Built in under the name `applicant`. */
  | { readonly kind: 'post'; readonly in: 'applicant' | 'issuer'; readonly post?: string }
  | { readonly kind: 'organisation'; readonly name: string; readonly post?: string }
  | {
      readonly kind: 'nearest';
      readonly kinds: readonly string[];
      readonly from: 'above' | 'at_or_above';
      /** Only at this tier, if given. */
      readonly tier?: Tier;
      readonly post?: string;
    };
