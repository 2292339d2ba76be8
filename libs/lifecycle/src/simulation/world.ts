/**
 * A whole installation on a virtual clock, over real stores (a throw-away database): what scenarios and simulations run
 * on. The same use cases as in production; only the clock is not the wall's, and nobody waits.
 */
import { OrganisationTree, type Organisation, type Post } from '@shidian/access';
import { CalendarDesk } from '../calendar/calendar-desk.js';
import { CalendarUpdate } from '../calendar/calendar-update.js';
import { Calendars, FixedCalendar, type CalendarSource } from '../calendar/calendars.js';
import { createGuardEvaluator, type Artefact } from '@shidian/definition';
import type { GuardEvaluator, Instant } from '@shidian/engine';
import { Audit } from '../audit.js';
import { Cases } from '../cases.js';
import { Definitions } from '../definitions.js';
import { Directory } from '../directory.js';
import { Drains } from '../drains.js';
import { newId } from '../ids.js';
import { Programs } from '../programs.js';
import { Rolls } from '../rolls.js';
import { StepRunner } from '../step-runner.js';
import type { AttachmentStore } from '../ports/attachment-store.js';
import type { AuditStore } from '../ports/audit-store.js';
import type { CalendarStore } from '../ports/calendar-store.js';
import type { DefinitionStore } from '../ports/definition-store.js';
import type { DirectoryStore } from '../ports/directory-store.js';
import type { DraftStore } from '../ports/draft-store.js';
import type { BusinessClock, Principal } from '../ports/identity.js';
import type { StepStore } from '../ports/step-store.js';
import type { OutboxStore } from '../ports/worker-stores.js';
import type { OutboxMessage } from '../ports/writes.js';
import type { NoticeListItem, Page, Reader } from '../ports/read-stores.js';

export interface WorldStores {
  readonly steps: StepStore;
  readonly definitions: DefinitionStore;
  readonly directory: DirectoryStore;
  readonly drafts: DraftStore;
  readonly attachments: AttachmentStore;
  readonly outbox: OutboxStore;
  readonly reader: Reader;
  readonly audit: AuditStore;
  /** Without it the world goes by one calendar for ever. */
  readonly calendar?: CalendarStore;
}

export class VirtualClock implements BusinessClock {
  constructor(private instant: Instant) {}

  now(): Instant {
    return this.instant;
  }

  /** Forward only. */
  moveTo(instant: Instant): void {
    if (instant > this.instant) this.instant = instant;
  }
}

const MANY_YEARS_MS = 100 * 366 * 24 * 3600 * 1000;
const GRACE_MS = 60_000;
const UPLOAD_LIMIT_BYTES = 20 * 1024 * 1024;

/** Thrown where a drain says that an instance does not fit its definition: a simulation never goes on over that. */
export class BrokenInstance extends Error {
  constructor(readonly incident: unknown) {
    super(`an instance is broken: ${JSON.stringify(incident)}`);
  }
}

export class World {
  readonly clock: VirtualClock;
  readonly cases: Cases;
  readonly programs: Programs;
  readonly rolls: Rolls;
  readonly drains: Drains;
  readonly auditing: Audit;
  readonly reader: Reader;
  /** Where the world has a calendar of its own that can be updated. */
  readonly calendar?: { readonly desk: CalendarDesk; readonly update: CalendarUpdate };
  private tree = new OrganisationTree([], []);

  constructor(
    private readonly stores: WorldStores,
    start: Instant,
    calendars: CalendarSource = new FixedCalendar(),
    makeGuards: (artefact: Artefact) => GuardEvaluator = createGuardEvaluator,
  ) {
    this.clock = new VirtualClock(start);
    this.reader = stores.reader;
    const definitions = new Definitions(stores.definitions, GRACE_MS, makeGuards);
    const installed = stores.calendar === undefined ? undefined : new Calendars(stores.calendar, this.clock);
    const runner = new StepRunner(definitions, new Directory(stores.directory), installed ?? calendars, this.clock);
    this.cases = new Cases(stores.steps, runner, stores.drafts, stores.attachments, UPLOAD_LIMIT_BYTES);
    this.programs = new Programs(stores.steps, runner, stores.definitions);
    this.rolls = new Rolls(stores.steps, runner, stores.reader);
    this.drains = new Drains(stores.steps, runner, (incident) => {
      throw new BrokenInstance(incident);
    });
    if (stores.calendar !== undefined && installed !== undefined) {
      this.calendar = {
        desk: new CalendarDesk(stores.calendar, installed, this.clock),
        update: new CalendarUpdate({ store: stores.steps, calendarStore: stores.calendar, calendars: installed, runner, drains: this.drains }),
      };
    }
    this.auditing = new Audit(stores.audit, stores.steps, runner);
  }

  /** Everybody in the world: one account for each post, which holds it for as long as the world stands. */
  async people(organisations: readonly Organisation[], posts: readonly Post[]): Promise<void> {
    await this.stores.directory.saveOrganisations(organisations);
    await this.stores.directory.savePosts(posts);
    this.tree = new OrganisationTree(organisations, posts);
    const accounts = posts.map((post) => ({ id: newId(), login: `post-${post.id}`, name: `${this.tree.organisation(post.organisationId)?.name ?? ''}${post.name}`, passwordHash: '!', email: null, disabled: false, administers: null }));
    await this.stores.directory.saveAccounts(accounts);
    await this.stores.directory.saveHoldings(accounts.map((account, index) => ({ accountId: account.id, postId: posts[index]?.id ?? '', from: this.clock.now() - MANY_YEARS_MS, to: null })));
  }

  get organisations(): OrganisationTree {
    return this.tree;
  }

  /** Whoever holds the post of the organisation (its desk unless named). */
  async holderOf(organisationName: string, post?: string): Promise<Principal> {
    const organisation = this.tree.organisationNamed(organisationName);
    const found = organisation === undefined ? undefined : this.tree.postOf(organisation.id, post);
    if (found === undefined) throw new Error(`nobody in this world is ${organisationName} ${post ?? ''}`);
    return await this.holder(found.id);
  }

  async holder(postId: string): Promise<Principal> {
    const account = await this.stores.directory.accountByLogin(`post-${postId}`);
    const principal = account === undefined ? undefined : await this.stores.directory.principal(account.id, this.clock.now());
    if (principal === undefined) throw new Error(`nobody in this world holds the post ${postId}`);
    return principal;
  }

  /** Sees every list of the world; acts on nothing. */
  get narrator(): Principal {
    const organisations = this.tree.organisations();
    return {
      accountId: '00000000-0000-0000-0000-000000000000',
      login: 'narrator',
      name: 'narrator',
      posts: [],
      scope: organisations.flatMap((organisation) => [organisation.id, ...this.tree.posts(organisation.id).map((post) => post.id)]),
      administers: null,
    };
  }

  /** Lets time pass: whatever falls due on the way fires at its own instant, with everything that follows from it. */
  async passTo(instant: Instant): Promise<void> {
    for (;;) {
      await this.settle();
      const next = await this.stores.steps.nextDue();
      if (next === undefined || next > instant) break;
      this.clock.moveTo(next);
      while ((await this.drains.due(this.clock.now(), 500)) > 0);
    }
    this.clock.moveTo(instant);
  }

  /** Carries the outbox's pokes, as the worker's relay does, until nothing moves any more. */
  async settle(): Promise<void> {
    for (;;) {
      const messages: OutboxMessage[] = [];
      const taken = await this.stores.outbox.take(500, (batch) => {
        messages.push(...batch);
        return Promise.resolve();
      });
      if (taken === 0) return;
      const toPoke = new Map(messages.flatMap((message) => ('programId' in message ? [[`${message.topic}/${message.programId}`, message] as const] : [])));
      for (const message of toPoke.values()) {
        if (message.topic === 'poke.program') await this.drains.pokeProgram(message.programId, this.clock.now());
        else while ((await this.drains.pokeCases(message.programId, this.clock.now(), 500)) > 0);
      }
    }
  }

  /** Earliest due instant of anything in this world. */
  async nextDue(): Promise<Instant | undefined> {
    return await this.stores.steps.nextDue();
  }

  /** Every notice written so far, oldest first. */
  async notices(): Promise<readonly NoticeListItem[]> {
    return await everything((cursor) => this.reader.notices(this.narrator, {}, { limit: 200, ...cursor })).then((all) => all.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)));
  }
}

/** All pages of a list. */
export async function everything<T>(read: (cursor: { readonly cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: { readonly cursor?: string } = {};
  for (;;) {
    const page = await read(cursor);
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = { cursor: page.next };
  }
}
