/**
 * Who may do what in a program, as rows for review. Derived from tasks, rolls and form blocks: nothing is
 * written a second time. The input is the part of an artefact that it needs; access does not import the definition.
 */
import type { PartyRule } from './model.js';

interface Named {
  readonly zh: string;
  readonly en?: string;
}

export interface RightsSource {
  readonly parties: Readonly<Record<string, PartyRule>>;
  readonly tasks: Readonly<Record<string, { readonly name: Named; readonly by: string; readonly decisions: Readonly<Record<string, { readonly name: Named }>>; readonly optional: boolean }>>;
  readonly rolls: Readonly<Record<string, { readonly name: Named; readonly by: string; readonly decisions: readonly string[] }>>;
  /** Form blocks with their only writer. */
  readonly blocks: readonly { readonly form: string; readonly block: string; readonly title: Named | null; readonly writer: string }[];
}

export interface RightsRow {
  /** As in the file; `applicant` is built in. */
  readonly party: string;
  readonly who: Named;
  readonly right: 'act' | 'send' | 'write';
  /** `<stage>/<task>`, `<stage>/<roll>` or `<form>/<block>`. */
  readonly on: string;
  readonly name: Named;
  /** Decisions in the file's order; empty for `write`. */
  readonly decisions: readonly string[];
  /** A right without a duty. */
  readonly optional: boolean;
  /** False where the file names a party that it does not define: an error for the reviewer. */
  readonly defined: boolean;
}

const TIERS = { nation: { zh: '国家级', en: 'national' }, province: { zh: '省级', en: 'provincial' }, city: { zh: '市级', en: 'city' }, county: { zh: '县级', en: 'county' }, unit: { zh: '单位', en: 'unit' } } as const;

/** A party's rule in words. */
export function describeParty(rule: PartyRule): Required<Named> {
  const post = { zh: rule.post ?? '收文岗', en: rule.post ?? 'the receiving desk' };
  switch (rule.kind) {
    case 'post': {
      const place = rule.in === 'applicant' ? { zh: '申报单位', en: 'the applicant' } : { zh: '主办单位', en: 'the issuer' };
      return { zh: `${place.zh}的${post.zh}`, en: `${post.en} of ${place.en}` };
    }
    case 'organisation':
      return { zh: `${rule.name}的${post.zh}`, en: `${post.en} of ${rule.name}` };
    case 'nearest': {
      const tier = rule.tier === undefined ? { zh: '', en: '' } : TIERS[rule.tier];
      const from = rule.from === 'above' ? { zh: '申报单位上级中', en: 'above the applicant' } : { zh: '申报单位自身及上级中', en: 'at or above the applicant' };
      const kinds = { zh: rule.kinds.join('或'), en: rule.kinds.join(' or ') };
      return { zh: `${from.zh}最近的${tier.zh}${kinds.zh}的${post.zh}`, en: `${post.en} of the nearest ${tier.en === '' ? '' : `${tier.en} `}${kinds.en} ${from.en}` };
    }
  }
}

const APPLICANT: PartyRule = { kind: 'post', in: 'applicant' };

/** Rows by party in the file's order (the applicant first), then acts, rolls and blocks in theirs. */
export function rightsTable({ parties, tasks, rolls, blocks }: RightsSource): readonly RightsRow[] {
  const known: Readonly<Record<string, PartyRule>> = { applicant: APPLICANT, ...parties };
  const row = (party: string, rest: Omit<RightsRow, 'party' | 'who' | 'defined'>): RightsRow => {
    const rule = Object.hasOwn(known, party) ? known[party] : undefined;
    return { party, who: rule === undefined ? { zh: '（未定义）', en: '(not defined)' } : describeParty(rule), defined: rule !== undefined, ...rest };
  };
  const rows = [
    ...Object.entries(tasks).map(([on, { name, by, decisions, optional }]) => row(by, { right: 'act', on, name, decisions: Object.keys(decisions), optional })),
    ...Object.entries(rolls).map(([on, { name, by, decisions }]) => row(by, { right: 'send', on, name, decisions, optional: false })),
    ...blocks.map(({ form, block, title, writer }) => row(writer, { right: 'write', on: `${form}/${block}`, name: title ?? { zh: '封面', en: 'Cover' }, decisions: [], optional: false })),
  ];
  const order = [...Object.keys(known)];
  const rank = (party: string): number => (order.includes(party) ? order.indexOf(party) : order.length);
  return rows.map((value, index) => ({ value, index })).sort((a, b) => rank(a.value.party) - rank(b.value.party) || a.index - b.index).map(({ value }) => value);
}
