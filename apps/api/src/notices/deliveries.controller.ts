import { Controller } from '@nestjs/common';
import type { Deliveries } from '@shidian/lifecycle';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { pageRequest } from '../route/page.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { iso, isoOrNull } from '../wire/wire.js';

/** Messages on their way: seen and governed by those who answer for them. */
@Controller()
export class DeliveriesController {
  constructor(@Part('deliveries') private readonly deliveries: Deliveries) {}

  @Serves('deliveries')
  async list(@Input() { query }: InputOf<'deliveries'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'deliveries'>>> {
    const { limit: _limit, cursor: _cursor, ...filter } = query;
    const { items, next } = await this.deliveries.list(principal, filter, pageRequest(query));
    return { body: { items: items.map((item) => ({ ...item, noticedAt: iso(item.noticedAt), nextAt: isoOrNull(item.nextAt), deliveredAt: isoOrNull(item.deliveredAt) })), next } };
  }

  @Serves('replayDeliveries')
  async replay(@Input() { body }: InputOf<'replayDeliveries'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'replayDeliveries'>>> {
    const { ids, reason, ...filter } = body;
    return { body: { replayed: [...(await this.deliveries.replay({ principal, at }, ids === undefined ? filter : { ids }, reason))] } };
  }

  @Serves('noticeChannels')
  async channels(@Input() _: InputOf<'noticeChannels'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'noticeChannels'>>> {
    const items = await this.deliveries.channels(principal);
    return {
      body: {
        items: items.map(({ name, kind, error, downSince, triedAgainAt, deliveredAt, waiting }) => ({
          name,
          kind,
          error,
          downSince: isoOrNull(downSince),
          triedAgainAt: isoOrNull(triedAgainAt),
          deliveredAt: isoOrNull(deliveredAt),
          waiting: { ...waiting },
        })),
      },
    };
  }

  @Serves('noticePauses')
  async pauses(@Input() { query }: InputOf<'noticePauses'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'noticePauses'>>> {
    const items = await this.deliveries.pauses(principal, query.past === 'true');
    return { body: { items: items.map((pause) => ({ ...pause, pausedAt: iso(pause.pausedAt), resumedAt: isoOrNull(pause.resumedAt) })) } };
  }

  @Serves('pauseNotices')
  async pause(@Input() { body }: InputOf<'pauseNotices'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'pauseNotices'>>> {
    return { body: { id: await this.deliveries.pause({ principal, at }, body) } };
  }

  @Serves('resumeNotices')
  async resume(@Input() { params, body }: InputOf<'resumeNotices'>, @Asker() { principal, at }: Caller): Promise<Answered<undefined>> {
    await this.deliveries.resume({ principal, at }, params.pauseId, body.reason);
    return { body: undefined };
  }

  @Serves('noticeActs')
  async acts(@Input() { query }: InputOf<'noticeActs'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'noticeActs'>>> {
    const { items, next } = await this.deliveries.acts(principal, pageRequest(query));
    return { body: { items: items.map((act) => ({ ...act, at: iso(act.at), deliveries: [...act.deliveries] })), next } };
  }

  @Serves('noticeWish')
  async wish(@Input() _: InputOf<'noticeWish'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'noticeWish'>>> {
    return { body: { ...(await this.deliveries.wish(principal)) } };
  }

  @Serves('saveNoticeWish')
  async saveWish(@Input() { body }: InputOf<'saveNoticeWish'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'saveNoticeWish'>>> {
    await this.deliveries.saveWish(principal, body);
    return { body };
  }
}
