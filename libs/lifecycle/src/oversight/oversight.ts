/**
 * Oversight (督办): what is coming, who has not begun, who is late, who stands in for whom. It looks, it nudges; it never
 * acts in anybody's place.
 */
import type { Instant } from '@shidian/engine';
import { AdministerCase } from '../administer-case.js';
import type { DeliveryBook } from '../ports/delivery-book.js';
import type { Principal } from '../ports/identity.js';
import type { OversightStore, SubstitutionRow, SubstitutionStore } from '../ports/oversight-store.js';
import type { OverdueDuty, Page, PageRequest, Reader } from '../ports/read-stores.js';
import type { StepStore } from '../ports/step-store.js';
import { notFound } from '../seen-case.js';
import type { StepRunner } from '../step-runner.js';
import { organisationsOf, rightMissing } from './jurisdiction.js';
import { Nudging, type Nudged, type NudgeRequest } from './nudging.js';
import { isOffice, mayOversee, notStarted, type Expected } from './not-started.js';
import { Organisations, type ListedOrganisation, type OrganisationFilter } from './organisations.js';
import { ProgramCalendars, type ProgramCalendar } from './program-calendar.js';
import { Substitutions, type NewSubstitution } from './substitutions.js';
import { Outlook, type Upcoming, type UpcomingRequest } from './upcoming.js';

export interface OversightStores {
  readonly steps: StepStore;
  readonly oversight: OversightStore;
  readonly substitutions: SubstitutionStore;
  readonly reader: Reader;
  readonly book: Pick<DeliveryBook, 'pauses'>;
}

export interface NotStartedRequest {
  readonly principal: Principal;
  readonly at: Instant;
  readonly programId: string;
  readonly under?: string;
  readonly kind?: string;
  readonly page: PageRequest;
}

export interface NotStartedItem extends Expected {
  /** Whether anybody sits at its desk, so that it can be told. */
  readonly reachable: boolean;
  /** When it was last told within a day. */
  readonly toldAt: Instant | undefined;
}

export interface LateDuty extends OverdueDuty {
  /** The program office may nudge everybody, others those who stand below them. */
  readonly mayNudge: boolean;
}

export class Oversight {
  private readonly organisationList: Organisations;
  private readonly substitutions: Substitutions;
  private readonly outlook: Outlook;
  private readonly calendars: ProgramCalendars;
  private readonly nudging: Nudging;

  constructor(
    private readonly stores: OversightStores,
    private readonly runner: StepRunner,
  ) {
    const { steps, oversight, substitutions, reader, book } = stores;
    this.organisationList = new Organisations(substitutions, runner.directory);
    this.substitutions = new Substitutions(substitutions, runner.directory);
    this.outlook = new Outlook(steps, oversight, book, runner);
    this.calendars = new ProgramCalendars(steps, oversight, reader, runner);
    this.nudging = new Nudging(steps, oversight, runner, new AdministerCase(steps, runner));
  }

  async organisations(principal: Principal, filter: OrganisationFilter, page: PageRequest, at: Instant): Promise<Page<ListedOrganisation>> {
    return await this.organisationList.list(principal, filter, page, at);
  }

  async substitute(request: NewSubstitution): Promise<SubstitutionRow> {
    return await this.substitutions.add(request);
  }

  async endSubstitution(principal: Principal, id: string, at: Instant): Promise<SubstitutionRow> {
    return await this.substitutions.end(principal, id, at);
  }

  async substitutionList(principal: Principal, at: Instant, past: boolean): Promise<readonly SubstitutionRow[]> {
    return await this.substitutions.list(principal, at, past);
  }

  async upcoming(request: UpcomingRequest): Promise<Upcoming> {
    return await this.outlook.upcoming(request);
  }

  async programCalendar(principal: Principal, programId: string): Promise<ProgramCalendar> {
    return await this.calendars.of(principal, programId);
  }

  async nudge(request: NudgeRequest): Promise<Nudged> {
    return await this.nudging.nudge(request);
  }

  /** @throws Refused not_found */
  async notStarted({ principal, at, programId, under, kind, page }: NotStartedRequest): Promise<Page<NotStartedItem> & { readonly total: number }> {
    const bundle = await this.stores.steps.readProgram(programId);
    if (bundle === undefined) throw notFound(programId);
    const { definition, directory, calendar } = await this.runner.programInStep(bundle);
    const { artefact } = definition;
    if (under !== undefined && (directory.tree.organisation(under) === undefined || !mayOversee(directory.tree, artefact, principal, under))) throw notFound(under);
    const filter = { ...(under !== undefined && { under }), ...(kind !== undefined && { kind }) };
    const all = notStarted({ bundle, artefact, directory, calendar, started: await this.stores.oversight.applicants(programId) }, principal, filter);
    const start = page.cursor === undefined ? 0 : all.findIndex(({ organisation }) => organisation.id === page.cursor) + 1;
    const shown = all.slice(start, start + page.limit);
    const told = await this.stores.oversight.toldToStart(programId, shown.flatMap(({ desk }) => desk ?? []), at - DAY_MS);
    return {
      items: shown.map((each) => ({ ...each, reachable: each.desk !== undefined && directory.held.has(each.desk), toldAt: told.get(each.desk ?? '') })),
      next: start + page.limit < all.length ? (shown.at(-1)?.organisation.id ?? null) : null,
      total: all.length,
    };
  }

  /** Duties past their time among the cases that the principal sees. @throws Refused not_found */
  async late(principal: Principal, filter: { readonly programId: string; readonly at: Instant; readonly under?: string }, page: PageRequest): Promise<Page<LateDuty>> {
    const program = await this.stores.reader.programItem(principal, filter.programId);
    if (program === undefined) throw notFound(filter.programId);
    const { artefact } = await this.runner.definitions.load(program.definitionHash);
    const { tree } = await this.runner.directory.current();
    const own = organisationsOf(tree, principal);
    const office = isOffice(tree, artefact, principal);
    const { items, next } = await this.stores.reader.overdueDuties(principal, filter, page);
    const below = (id: string): boolean => own.some((mine) => mine !== id && tree.isWithin(id, mine));
    return { items: items.map((duty) => ({ ...duty, mayNudge: office || duty.waitsFor.some(({ id }) => below(id)) })), next };
  }

  /** How much could not be delivered because nobody sits in the post; only that, and only for system administrators. */
  async undeliverable(principal: Principal, at: Instant): ReturnType<OversightStore['undeliverable']> {
    if (principal.administers !== 'system') throw rightMissing('由系统管理员查看', 'for system administrators');
    return await this.stores.oversight.undeliverable(at);
  }
}

const DAY_MS = 24 * 3_600_000;
