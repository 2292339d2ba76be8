/** Parties of a program file as people name them: 县级教育行政部门, 辽宁省教育厅信息化处. */
import { describeParty, type PartyRule } from '@shidian/access';
import type { Artefact } from '@shidian/definition';
import { own, type Rung, type Words } from '@shidian/engine';
import { APPLICANT } from '../facts.js';
import type { PlanParty } from './plan.js';

const TIERS: Readonly<Record<string, Required<Words>>> = {
  nation: { zh: '国家级', en: 'national ' },
  province: { zh: '省级', en: 'provincial ' },
  city: { zh: '市级', en: 'city ' },
  county: { zh: '县级', en: 'county ' },
  unit: { zh: '', en: '' },
};

const SUPERIOR: Readonly<Record<'superior' | 'superior_of_superior', Required<Words>>> = {
  superior: { zh: '的上级', en: '’s superior' },
  superior_of_superior: { zh: '的再上一级', en: '’s superior’s superior' },
};

const APPLICANT_RULE: PartyRule = { kind: 'post', in: 'applicant' };
const DESK: Required<Words> = { zh: '收文岗', en: 'the receiving desk' };

export class PlanParties {
  constructor(private readonly artefact: Artefact) {}

  /** The party itself, or the level above it that a rung names. */
  at(party: string, level: Rung['to'] = 'members'): PlanParty {
    if (level === 'office') return { party: 'office', level, name: { zh: `${this.artefact.issuer}${DESK.zh}`, en: `${DESK.en} of ${this.artefact.issuer}` }, post: { zh: `${this.artefact.issuer}的${DESK.zh}`, en: `${DESK.en} of ${this.artefact.issuer}` } };
    const rule = this.ruleOf(party);
    if (rule === undefined) return { party, level, name: { zh: party, en: party }, post: { zh: party, en: party } };
    const [name, post] = [this.nameOf(rule), describeParty(rule)];
    if (level === 'members') return { party, level, name, post };
    const above = SUPERIOR[level];
    return { party, level, name: joined(name, above), post: joined(post, above) };
  }

  each(parties: readonly string[], level: Rung['to'] = 'members'): readonly PlanParty[] {
    const found = [...new Set(parties)].map((party) => this.at(party, level));
    return found.filter(({ name }, index) => found.findIndex((other) => other.name.zh === name.zh) === index);
  }

  private ruleOf(party: string): PartyRule | undefined {
    return own(this.artefact.parties, party) ?? (party === APPLICANT ? APPLICANT_RULE : undefined);
  }

  private nameOf(rule: PartyRule): Required<Words> {
    const post = rule.post ?? '';
    switch (rule.kind) {
      case 'post': {
        const place = rule.in === 'applicant' ? { zh: '申报单位', en: 'the applicant' } : { zh: this.artefact.issuer, en: this.artefact.issuer };
        return { zh: `${place.zh}${post}`, en: post === '' ? place.en : `${post} of ${place.en}` };
      }
      case 'organisation':
        return { zh: `${rule.name}${post}`, en: post === '' ? rule.name : `${post} of ${rule.name}` };
      case 'nearest': {
        const tier = TIERS[rule.tier ?? 'unit'] ?? { zh: '', en: '' };
        const kinds = rule.kinds.map((kind) => (kind === '教育行政部门' ? 'education authority' : kind));
        return { zh: `${tier.zh}${rule.kinds.join('或')}${post}`, en: `the ${tier.en}${kinds.join(' or ')}${post === '' ? '' : ` (${post})`}` };
      }
    }
  }
}

function joined(words: Required<Words>, more: Required<Words>): Required<Words> {
  return { zh: words.zh + more.zh, en: words.en + more.en };
}
