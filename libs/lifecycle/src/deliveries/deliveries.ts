/**
 * Messages on their way, as those who answer for them see them: the system administrator all of them, a program's office
 * its own program's; masked, and without what they say, for neither reads cases by office.
 */
import { newId } from '../ids.js';
import type { ChannelItem, DeliveryBook, DeliveryFilter, DeliveryItem, NoticeAct, NoticeDeed, NoticeWish, PauseRow, PauseScope } from '../ports/delivery-book.js';
import type { Principal } from '../ports/identity.js';
import type { Page, PageRequest } from '../ports/read-stores.js';
import { Refused } from '../use-cases.js';
import { masked } from './masked.js';

/** Most messages that one request sends again. */
export const mostReplayed = 1_000;

export interface Doing {
  readonly principal: Principal;
  readonly at: number;
}

/** Programs that he answers for; undefined: everything. */
type Reach = { readonly programs?: readonly string[] };

export class Deliveries {
  constructor(private readonly book: DeliveryBook) {}

  async list(principal: Principal, filter: Omit<DeliveryFilter, 'programs'>, page: PageRequest): Promise<Page<DeliveryItem>> {
    const { items, next } = await this.book.deliveries({ ...filter, ...(await this.reach(principal)) }, page);
    return { items: items.map((item) => ({ ...item, address: item.address === null ? null : masked(item.address) })), next };
  }

  /** How the channels fare is the system administrator's. */
  async channels(principal: Principal): Promise<readonly ChannelItem[]> {
    this.needAll(await this.reach(principal));
    return this.book.channels();
  }

  async pauses(principal: Principal, past: boolean): Promise<readonly PauseRow[]> {
    return this.book.pauses({ past, ...(await this.reach(principal)) });
  }

  async acts(principal: Principal, page: PageRequest): Promise<Page<NoticeAct>> {
    return this.book.acts(await this.reach(principal), page);
  }

  async pause({ principal, at }: Doing, what: { readonly scope: PauseScope; readonly channel?: string; readonly programId?: string; readonly reason: string }): Promise<string> {
    const reach = await this.reach(principal);
    if (what.scope !== 'program') this.needAll(reach);
    if (reach.programs !== undefined && !reach.programs.includes(what.programId ?? '')) throw notFound(what.programId ?? '');
    const missing = what.scope === 'channel' && what.channel === undefined ? 'channel' : what.scope === 'program' && what.programId === undefined ? 'programId' : undefined;
    if (missing !== undefined) throw new Refused('data.missing', { zh: `请写明 ${missing}`, en: `${missing} is needed` }, { fields: [missing] });
    if (what.reason.trim() === '') throw new Refused('data.missing', { zh: '暂停须写明理由', en: 'a reason is needed to pause' }, { fields: ['reason'] });
    const id = newId();
    const row = { id, scope: what.scope, channel: what.scope === 'channel' ? (what.channel ?? null) : null, programId: what.scope === 'program' ? (what.programId ?? null) : null, reason: what.reason };
    const became = await this.book.pause(row, deedOf({ principal, at }, reach, what.reason));
    if (became === 'unknown') throw notFound(row.channel ?? row.programId ?? '');
    if (became === 'already') throw new Refused('notices.paused_already', { zh: '已经暂停', en: 'it is paused already' });
    return id;
  }

  async resume({ principal, at }: Doing, id: string, reason?: string): Promise<void> {
    const reach = await this.reach(principal);
    if (!(await this.book.resume(id, deedOf({ principal, at }, reach, reason)))) throw notFound(id);
  }

  /** Ids of what is sent again; fewer than asked for where some are none of his, are under way or were never sent. */
  async replay({ principal, at }: Doing, which: { readonly ids: readonly string[] } | Pick<DeliveryFilter, 'channel' | 'programId'>, reason?: string): Promise<readonly string[]> {
    const reach = await this.reach(principal);
    return this.book.replay(which, mostReplayed, deedOf({ principal, at }, reach, reason));
  }

  async wish(principal: Principal): Promise<NoticeWish> {
    return this.book.wish(principal.accountId);
  }

  async saveWish(principal: Principal, wish: NoticeWish): Promise<void> {
    await this.book.saveWish(principal.accountId, wish);
  }

  private async reach(principal: Principal): Promise<Reach> {
    if (principal.administers === 'system') return {};
    const programs = await this.book.officePrograms(principal.posts);
    if (programs.length === 0) throw new Refused('right.missing', { zh: '通知的发送情况由系统管理员和项目办查看', en: 'how notices fare is seen by the system administrator and by a program’s office' });
    return { programs };
  }

  private needAll({ programs }: Reach): void {
    if (programs !== undefined) throw new Refused('right.missing', { zh: '这由系统管理员办理', en: 'this is up to the system administrator' });
  }
}

const deedOf = ({ principal, at }: Doing, reach: Reach, reason: string | undefined): NoticeDeed => ({ accountId: principal.accountId, at, ...reach, ...(reason !== undefined && { reason }) });

const notFound = (id: string): Refused => new Refused('not_found', { zh: '不存在，或您无权查看', en: 'it is not there, or not yours to see' }, { id });
