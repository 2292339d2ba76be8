/** The clerks of a simulation: whoever has cases standing ready for a roll confirms it after some days. */
import { resolveParty } from '@shidian/access';
import type { RollDefinition } from '@shidian/definition';
import type { JsonValue } from '@shidian/engine';
import type { CaseListItem } from '../ports/read-stores.js';
import { Refused, type RollLine } from '../use-cases.js';
import type { SimulatedApplicant } from './population.js';
import { dataValue, dayAfter, type SimulationInput, type StoryEntry } from './story.js';
import { everything } from './world.js';

const DAY_MS = 24 * 3600 * 1000;
const DEFAULT_DAYS = 2;

interface Group {
  readonly post: string;
  readonly answers?: string;
  readonly items: CaseListItem[];
}

export class RollClerk {
  private readonly since = new Map<string, number>();

  constructor(
    private readonly input: SimulationInput,
    private readonly programId: string,
    private readonly applicantOf: (caseId: string) => SimulatedApplicant | undefined,
    private readonly visits: Map<string, number>,
    private readonly tell: (kind: StoryEntry['kind'], who: string, text: string) => void,
  ) {}

  async workday(): Promise<void> {
    for (const roll of Object.values(this.input.artefact.rolls)) {
      for (const group of await this.groups(roll)) {
        const key = `${roll.key}/${group.post}/${group.answers ?? ''}`;
        const now = this.input.world.clock.now();
        const since = this.since.get(key) ?? now;
        this.since.set(key, since);
        if (now - since < (this.input.script.rollAfterDays[roll.key] ?? DEFAULT_DAYS) * DAY_MS) continue;
        this.since.delete(key);
        await this.confirm(roll, group);
      }
    }
  }

  /** When the next roll that stands ready will be confirmed. */
  nextAt(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...[...this.since].map(([key, since]) => since + (this.input.script.rollAfterDays[key.slice(0, key.indexOf('/', key.indexOf('/') + 1))] ?? DEFAULT_DAYS) * DAY_MS));
  }

  private async groups(roll: RollDefinition): Promise<readonly Group[]> {
    const { world, artefact } = this.input;
    const groups = new Map<string, Group>();
    const rule = artefact.parties[roll.by];
    if (rule === undefined) return [];
    for (const state of roll.of) {
      for (const item of await everything((cursor) => world.reader.cases(world.narrator, { programId: this.programId, state }, { limit: 200, ...cursor }))) {
        const [post] = resolveParty(rule, { tree: world.organisations, applicant: item.applicantId, issuer: artefact.issuer });
        if (post === undefined) continue;
        const answers = roll.answers === undefined ? undefined : await this.answered(roll.answers, item.id);
        const key = `${post}/${answers ?? ''}`;
        const group = groups.get(key) ?? { post, ...(answers === undefined ? {} : { answers }), items: [] };
        group.items.push(item);
        groups.set(key, group);
      }
    }
    return [...groups.values()];
  }

  /** The newest roll that sent this case. */
  private async answered(key: string, caseId: string): Promise<string | undefined> {
    const { world } = this.input;
    const rolls = await everything((cursor) => world.reader.rolls(world.narrator, this.programId, { key }, { limit: 200, ...cursor }));
    return rolls.filter((roll) => roll.lines.some((line) => line.caseId === caseId)).sort((a, b) => b.confirmedAt - a.confirmedAt)[0]?.id;
  }

  private async confirm(roll: RollDefinition, group: Group): Promise<void> {
    const { world, artefact } = this.input;
    const principal = await world.holder(group.post);
    const lines: readonly RollLine[] = group.items.map((item) => {
      const decision = this.decisionFor(roll, item.id);
      const needs = artefact.caseChart.rolls[roll.key]?.decisions[decision]?.needs ?? [];
      return { caseId: item.id, decision, data: this.data(needs) };
    });
    try {
      const answer = await world.rolls.confirm({ principal, at: world.clock.now(), programId: this.programId, roll: roll.key, ...(group.answers === undefined ? {} : { answers: group.answers }), lines, data: this.data(roll.needs) });
      const sent = lines.filter((line) => line.decision === roll.decisions[0]).length;
      this.tell('roll', principal.name, `${roll.name.zh}：${sent} 件${sent < lines.length ? `，退回 ${lines.length - sent} 件` : ''}（第${answer.serial}次）`);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.tell('refused', principal.name, `${roll.name.zh}：${error.words.zh}`);
    }
    await world.settle();
  }

  private decisionFor(roll: RollDefinition, caseId: string): string {
    const planned = this.applicantOf(caseId)?.profile.lines[roll.key];
    const key = `${caseId}/${roll.key}`;
    const visit = this.visits.get(key) ?? 0;
    this.visits.set(key, visit + 1);
    return planned?.[visit] ?? roll.decisions[0] ?? '';
  }

  private data(needs: readonly string[]): Record<string, JsonValue> {
    const now = this.input.world.clock.now();
    return Object.fromEntries(needs.map((field) => [field, dataValue(field, dayAfter(now, 0), dayAfter(now, 10))]));
  }
}
