/** Which rolls a person draws, what stands ready for each, and what came in and waits for his answer. */
import { own, type Words } from '@shidian/engine';
import type { Artefact, RollDefinition } from '@shidian/definition';
import type { Definitions } from './definitions.js';
import type { Directory } from './directory.js';
import { playsAs } from './parties.js';
import type { Principal } from './ports/identity.js';
import type { Reader } from './ports/read-stores.js';
import type { RollRow } from './ports/writes.js';
import { notFound } from './seen-case.js';

type Incoming = Omit<RollRow, 'table'> & { readonly organisationName: string; /** Lines whose case still stands where it was sent. */ readonly waiting: number };

export interface DeskRoll {
  readonly roll: RollDefinition;
  readonly stageName: Words;
  readonly organisationName: string;
  readonly decisions: readonly { readonly key: string; readonly name: Words; readonly returns: boolean; readonly reason: boolean; readonly fixBy: boolean }[];
  readonly ready: number;
  readonly incoming: readonly Incoming[];
}

/** Cases, and rolls that came in, that are counted at most. */
const most = 2000;
const mostIncoming = 100;

export class RollDesk {
  constructor(
    private readonly definitions: Definitions,
    private readonly directory: Directory,
    private readonly reader: Reader,
  ) {}

  /** @throws Refused not_found */
  async rolls(principal: Principal, programId: string): Promise<readonly DeskRoll[]> {
    const program = await this.reader.programItem(principal, programId);
    if (program === undefined) throw notFound(programId);
    const { artefact } = await this.definitions.load(program.definitionHash);
    const { tree } = await this.directory.current();
    const mine = [...new Set(principal.posts.flatMap((post) => tree.post(post)?.organisationId ?? []))];
    const found: DeskRoll[] = [];
    for (const roll of Object.values(artefact.rolls)) {
      const rule = artefact.parties[roll.by];
      const organisationId = rule && mine.find((id) => playsAs(rule, { tree, artefact, organisationId: id, posts: principal.posts }));
      if (organisationId === undefined) continue;
      const standing = await this.standing(principal, programId, roll);
      const incoming = roll.answers === undefined ? [] : await this.incoming(principal, programId, roll.answers, standing);
      found.push({
        roll,
        stageName: stageName(artefact, roll),
        organisationName: tree.organisation(organisationId)?.name ?? '',
        decisions: decisionsOf(artefact, roll),
        ready: standing.size,
        incoming: incoming.map((one) => ({ ...one, organisationName: tree.organisation(one.organisationId)?.name ?? '' })),
      });
    }
    return found;
  }

  private async standing(principal: Principal, programId: string, roll: RollDefinition): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    for (const state of roll.of) {
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<Reader['cases']>> = await this.reader.cases(principal, { programId, state }, { limit: 200, ...(cursor === null ? {} : { cursor }) });
        for (const { id } of page.items) ids.add(id);
        cursor = page.next;
      } while (cursor !== null && ids.size < most);
    }
    return ids;
  }

  private async incoming(principal: Principal, programId: string, key: string, standing: ReadonlySet<string>): Promise<readonly Omit<Incoming, 'organisationName'>[]> {
    const { items } = await this.reader.rolls(principal, programId, { key }, { limit: mostIncoming });
    // A case that was sent again stands in the newest of its rolls alone.
    const answered = new Set<string>();
    return items.map((item) => {
      const here = item.lines.filter(({ caseId }) => standing.has(caseId) && !answered.has(caseId));
      for (const { caseId } of here) answered.add(caseId);
      return { ...item, waiting: here.length };
    });
  }
}

function stageName(artefact: Artefact, roll: RollDefinition): Words {
  const [stage = ''] = roll.key.split('/');
  return artefact.stages.find(({ key }) => key === stage)?.name ?? { zh: stage };
}

function decisionsOf(artefact: Artefact, roll: RollDefinition): DeskRoll['decisions'] {
  const event = own(artefact.caseChart.rolls, roll.key);
  return roll.decisions.map((key) => {
    const decision = event === undefined ? undefined : own(event.decisions, key);
    return { key, name: decision?.name ?? { zh: key }, returns: decision?.returns !== undefined, reason: decision?.needs.includes('reason') ?? false, fixBy: decision?.needs.includes('fix_by') ?? false };
  });
}
