/** Brings a case to a state along the positive decisions of everybody, so that a scenario can begin where it matters. */
import { resolveParty } from '@shidian/access';
import type { Artefact } from '@shidian/definition';
import type { Principal } from '../ports/identity.js';
import type { CasePage } from '../ports/read-stores.js';
import { Refused } from '../use-cases.js';
import { APPLICANT } from '../facts.js';
import type { World } from './world.js';

const MAX_MOVES = 200;
const PAUSE_MS = 3600 * 1000;

export interface Pilot {
  readonly world: World;
  readonly artefact: Artefact;
  readonly programId: string;
  /** Does the task's decision with sufficient papers. */
  readonly act: (task: { readonly caseId: string | null; readonly number: number; readonly key: string; readonly decision: string }, principal: Principal) => Promise<void>;
  readonly confirm: (roll: string, caseId: string, decision: string, principal: Principal) => Promise<void>;
}

export class CannotReach extends Error {
  constructor(
    readonly state: string,
    readonly at: readonly string[],
  ) {
    super(`${state} is not reached on the positive road; the case stands at ${at.join(', ')}`);
  }
}

function holdersOf({ world, artefact }: Pick<Pilot, 'world' | 'artefact'>, party: string, applicantId: string): readonly string[] {
  const rule = party === APPLICANT ? ({ kind: 'post', in: 'applicant' } as const) : artefact.parties[party];
  return rule === undefined ? [] : resolveParty(rule, { tree: world.organisations, applicant: applicantId, issuer: artefact.issuer });
}

export async function reach(pilot: Pilot, caseId: string, state: string): Promise<void> {
  const { world } = pilot;
  for (let moves = 0; moves < MAX_MOVES; moves += 1) {
    await world.settle();
    const page = await world.reader.case(world.narrator, caseId);
    if (page === undefined) throw new CannotReach(state, []);
    if (page.item.states.some((at) => at === state || at.startsWith(`${state}/`))) return;
    if (page.item.outcome !== null) throw new CannotReach(state, page.item.states);
    await world.passTo(world.clock.now() + PAUSE_MS);
    if ((await moveTask(pilot, page)) || (await moveRoll(pilot, page)) || (await moveProgram(pilot))) continue;
    const next = await world.nextDue();
    if (next === undefined) throw new CannotReach(state, page.item.states);
    await world.passTo(next);
  }
  throw new CannotReach(state, ['…']);
}

async function moveTask(pilot: Pilot, page: CasePage): Promise<boolean> {
  for (const task of page.state.tasks) {
    const definition = pilot.artefact.caseChart.tasks[task.task];
    const member = task.members.find((candidate) => candidate.act === undefined);
    if (definition === undefined || definition.optional || member === undefined) continue;
    const decision = Object.keys(definition.decisions)[0] ?? '';
    await pilot.act({ caseId: page.item.id, number: task.number, key: task.task, decision }, await pilot.world.holder(member.post));
    return true;
  }
  return false;
}

async function moveRoll(pilot: Pilot, page: CasePage): Promise<boolean> {
  const roll = Object.values(pilot.artefact.rolls).find((candidate) => candidate.of.some((state) => page.item.states.includes(state)));
  const post = roll === undefined ? undefined : holdersOf(pilot, roll.by, page.item.applicantId)[0];
  if (roll === undefined || post === undefined) return false;
  await pilot.confirm(roll.key, page.item.id, roll.decisions[0] ?? '', await pilot.world.holder(post));
  return true;
}

async function moveProgram(pilot: Pilot): Promise<boolean> {
  const program = await pilot.world.reader.program(pilot.world.narrator, pilot.programId);
  for (const task of program?.state.tasks ?? []) {
    const definition = pilot.artefact.programChart.tasks[task.task];
    const member = task.members.find((candidate) => candidate.act === undefined);
    if (definition === undefined || definition.optional || member === undefined) continue;
    try {
      await pilot.act({ caseId: null, number: task.number, key: task.task, decision: Object.keys(definition.decisions)[0] ?? '' }, await pilot.world.holder(member.post));
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error; // not yet: its guard waits for the cases
    }
  }
  return false;
}
