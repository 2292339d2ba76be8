/**
 * What will be sent and to whom, before it is sent. Nothing is reckoned a second time: the program and every case are let
 * run ahead in memory by the kernel that fires and the composer that writes, as if nobody did anything until then.
 */
import { setImmediate } from 'node:timers/promises';
import type { Instant, ProgramMove, StepResult, Words } from '@shidian/engine';
import type { Principal } from '../ports/identity.js';
import type { DeliveryBook, PauseRow } from '../ports/delivery-book.js';
import type { OversightStore } from '../ports/oversight-store.js';
import type { CaseForStep, CaseRow, ProgramForStep } from '../ports/rows.js';
import type { StepStore } from '../ports/step-store.js';
import type { NoticeRow } from '../ports/writes.js';
import { notFound } from '../seen-case.js';
import type { StepRunner } from '../step-runner.js';
import type { StepRows } from '../step-writer.js';
import { organisationsOf } from './jurisdiction.js';
import { isOffice } from './not-started.js';

/** Cases that are let run ahead for one answer. */
const MOST_CASES = 2000;
/** After so many the loop is given back, so that nobody else's request waits for all of them. */
const IN_A_ROW = 20;
/** Instants at which one instance is looked at; a ladder has some ten rungs. */
const MOST_LOOKS = 500;

export interface Upcoming {
  readonly from: Instant;
  readonly until: Instant;
  readonly items: readonly UpcomingNotice[];
  /** Notices beyond those shown. */
  readonly more: number;
  readonly cases: number;
  /** There are more cases than one answer looks at: what is listed of cases is not all. */
  readonly casesLeftOut: boolean;
  /** Pauses that hold back letters and messages meanwhile; the inbox has its notices all the same. */
  readonly paused: readonly Pick<PauseRow, 'scope' | 'channel' | 'reason' | 'pausedAt'>[];
}

export interface UpcomingNotice {
  readonly at: Instant;
  readonly kind: NoticeRow['kind'];
  readonly urgent: boolean;
  readonly text: Words;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly applicantName: string | null;
  readonly to: readonly { readonly post: string; readonly postName: string; readonly organisationId: string; readonly organisationName: string; readonly vacant: boolean }[];
}

export interface UpcomingRequest {
  readonly principal: Principal;
  readonly at: Instant;
  readonly programId: string;
  readonly until: Instant;
  readonly limit: number;
}

interface Foreseen {
  readonly notice: NoticeRow;
  readonly about: CaseForStep | undefined;
}

export class Outlook {
  constructor(
    private readonly steps: StepStore,
    private readonly oversight: OversightStore,
    private readonly book: Pick<DeliveryBook, 'pauses'>,
    private readonly runner: StepRunner,
  ) {}

  /** @throws Refused not_found */
  async upcoming({ principal, at, programId, until, limit }: UpcomingRequest): Promise<Upcoming> {
    const program = await this.steps.readProgram(programId);
    if (program === undefined) throw notFound(programId);
    const ahead = await this.programAhead(program, at, until);
    // What the program will do reaches every case that is not over; otherwise only those with something due can speak.
    const ids = ahead.moves.length > 0 ? await this.oversight.casesActive(programId, principal.scope, MOST_CASES + 1) : await this.oversight.casesDue(programId, principal.scope, until, MOST_CASES + 1);
    const looked = ids.slice(0, MOST_CASES);
    const foreseen: Foreseen[] = ahead.notices.map((notice) => ({ notice, about: undefined }));
    for (const [index, bundle] of (await this.steps.readCases(looked)).entries()) {
      if (index % IN_A_ROW === 0) await setImmediate();
      for (const notice of await this.caseAhead(bundle, ahead.moves, at, until)) foreseen.push({ notice, about: bundle });
    }
    const items = await this.gathered(foreseen, principal, program);
    const paused = await this.book.pauses({ past: false, programs: [programId] });
    return { paused, from: at, until, items: items.slice(0, limit), more: Math.max(0, items.length - limit), cases: looked.length, casesLeftOut: ids.length > MOST_CASES };
  }

  private async programAhead(bundle: ProgramForStep, at: Instant, until: Instant): Promise<{ readonly notices: readonly NoticeRow[]; readonly moves: readonly ProgramMove[] }> {
    const notices: NoticeRow[] = [];
    const moves: ProgramMove[] = [];
    let now = bundle;
    let last = at;
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const one = await this.runner.programInStep(now);
      const result = this.runner.stepProgram(one, { kind: 'tick', at: last });
      if (result.refusal !== undefined) break;
      const rows = this.runner.programRows(one, result);
      notices.push(...(rows.batch.notices ?? []));
      const moved = rows.batch.moves?.[0];
      if (moved !== undefined) moves.push(moved);
      now = { ...now, program: { ...now.program, ...stepped(now.program.version, rows) }, ...(moved !== undefined && { lastMove: moved }) };
      const next = nextOf(result, last);
      if (next === undefined || next > until) break;
      last = next;
    }
    return { notices, moves };
  }

  private async caseAhead(bundle: CaseForStep, moves: readonly ProgramMove[], at: Instant, until: Instant): Promise<readonly NoticeRow[]> {
    const notices: NoticeRow[] = [];
    let now: CaseForStep = { ...bundle, moves: [...bundle.moves, ...moves] };
    let last = at;
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const one = await this.runner.caseInStep(now);
      const result = this.runner.stepCase(one, { kind: 'tick', at: last });
      if (result.refusal !== undefined) break;
      const rows = this.runner.caseRows(one, result);
      notices.push(...(rows.batch.notices ?? []));
      now = { ...now, case: { ...now.case, ...stepped(now.case.version, rows) } };
      const move = moves.find((each) => each.at > last)?.at;
      const next = earlier(nextOf(result, last), move);
      if (next === undefined || next > until) break;
      last = next;
    }
    return notices;
  }

  /** One line for each message, with everybody whom it goes to, as far as the principal may know of them. */
  private async gathered(foreseen: readonly Foreseen[], principal: Principal, program: ProgramForStep): Promise<readonly UpcomingNotice[]> {
    const { tree, held } = await this.runner.directory.current();
    const { artefact } = await this.runner.definitions.load(program.program.definitionHash);
    const everything = isOffice(tree, artefact, principal);
    const own = organisationsOf(tree, principal);
    const lines = new Map<string, UpcomingNotice & { readonly to: UpcomingNotice['to'][number][] }>();
    for (const { notice, about } of foreseen) {
      const post = tree.post(notice.post);
      const organisation = post === undefined ? undefined : tree.organisation(post.organisationId);
      if (post === undefined || organisation === undefined) continue;
      if (!everything && !own.some((id) => tree.isWithin(organisation.id, id))) continue;
      const key = `${notice.at}/${notice.key.slice(0, notice.key.lastIndexOf('/'))}`;
      let line = lines.get(key);
      if (line === undefined) {
        line = { at: notice.at, kind: notice.kind, urgent: notice.urgent, text: notice.text, caseId: notice.caseId, caseNumber: about?.case.number ?? null, applicantName: about === undefined ? null : (tree.organisation(about.case.applicantId)?.name ?? ''), to: [] };
        lines.set(key, line);
      }
      line.to.push({ post: post.id, postName: post.name, organisationId: organisation.id, organisationName: organisation.name, vacant: !held.has(post.id) });
    }
    return [...lines.values()].sort((a, b) => a.at - b.at || (a.caseNumber ?? '').localeCompare(b.caseNumber ?? ''));
  }
}

/** What the next look reads of an instance, as if the step had been written. */
function stepped(version: number, { update }: StepRows): Partial<Pick<CaseRow, 'state' | 'journalHead' | 'journalCount' | 'version'>> {
  return update === undefined ? {} : { state: update.state, journalHead: update.journalHead, journalCount: update.journalCount, version: version + 1 };
}

/** When the instance has something to do next; what was due and did not come to rest is not looked at for ever. */
function nextOf({ view }: StepResult, after: Instant): Instant | undefined {
  const ahead = view.timers.map((timer) => timer.at).filter((at) => at > after);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}

function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b);
}
