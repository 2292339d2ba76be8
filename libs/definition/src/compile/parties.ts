/** Parties of the program file → rules that the organisation tree resolves. */
import type { PartyRule } from '@shidian/access';
import type { ProgramFile } from '../schema/program-file.js';
import type { Compilation } from './compilation.js';

/** Parties that every program has: the applicant's own desk. */
const BUILT_IN = ['applicant'];

/** Every name that may stand where a party is asked for. */
export function partyNames(program: ProgramFile): readonly string[] {
  return [...BUILT_IN, ...Object.keys(program.parties)];
}

export function compileParties(compilation: Compilation): Readonly<Record<string, PartyRule>> {
  const { program, diagnostics } = compilation;
  const rules: Record<string, PartyRule> = { applicant: { kind: 'post', in: 'applicant' } };
  for (const [name, party] of Object.entries(program.parties)) {
    if ('in' in party) rules[name] = { kind: 'post', in: party.in, post: party.post };
    else if ('organisation' in party) rules[name] = { kind: 'organisation', name: party.organisation, ...(party.post === undefined ? {} : { post: party.post }) };
    else {
      if ((party.above === undefined) === (party.at_or_above === undefined)) {
        diagnostics.error('def.party-from', compilation.place(['parties', name], 'key'), `参与方 ${name} 要写 above 或 at_or_above 其中一个`, `The party ${name} needs either above or at_or_above`);
      }
      rules[name] = {
        kind: 'nearest',
        kinds: typeof party.nearest === 'string' ? [party.nearest] : party.nearest,
        from: party.above === undefined ? 'at_or_above' : 'above',
        ...(party.tier === undefined ? {} : { tier: party.tier }),
        ...(party.post === undefined ? {} : { post: party.post }),
      };
    }
  }
  return rules;
}
