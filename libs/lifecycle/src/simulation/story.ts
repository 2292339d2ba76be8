/** What a simulation takes and tells. */
import type { Organisation, Post } from '@shidian/access';
import type { Artefact, OpinionGiven, OpinionWanted } from '@shidian/definition';
import type { Instant, JsonValue } from '@shidian/engine';
import type { SimulationScript } from './script.js';
import type { World } from './world.js';

export interface StoryEntry {
  readonly at: Instant;
  readonly kind: 'act' | 'refused' | 'roll' | 'system' | 'notice' | 'reminder' | 'overdue' | 'escalation';
  readonly who: string;
  readonly text: string;
}

export interface SimulationInput {
  readonly world: World;
  readonly artefact: Artefact;
  readonly script: SimulationScript;
  readonly organisations: readonly Organisation[];
  readonly posts: readonly Post[];
  /** Called now and then with the virtual instant, to show progress. */
  readonly progress?: (at: Instant) => void;
}

/** What an official would write: enough to be accepted, evidently a sample. */
export function dataValue(field: string, today: string, later: string): JsonValue {
  const known: Readonly<Record<string, JsonValue>> = { reason: '示例理由', seal: true, signed: true, list: true, happened_on: today, fix_by: later, copies: 2 };
  return known[field] ?? `示例${field}`;
}

/** What an official would write into the block, complete as its form asks. */
export function sampleOpinion(wanted: OpinionWanted, text: string, today: string): OpinionGiven {
  return { text, ...(wanted.signature ? { signature: '示例负责人' } : {}), ...(wanted.seal ? { seal: true } : {}), ...(wanted.date ? { onDate: today } : {}) };
}

const DAY_MS = 24 * 3600 * 1000;
const CHINA_MS = 8 * 3600 * 1000;

/** The civil day in China `days` after the instant. */
export function dayAfter(at: Instant, days: number): string {
  return new Date(at + CHINA_MS + days * DAY_MS).toISOString().slice(0, 10);
}

/** Midnight in China of the instant's day. */
export function dayOf(at: Instant): Instant {
  return Math.floor((at + CHINA_MS) / DAY_MS) * DAY_MS - CHINA_MS;
}
