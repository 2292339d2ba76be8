import type { OutgoingHttpHeaders } from 'node:http';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '@shidian/observability';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { ChangeFeed } from './change-feed.js';
import { EventStream } from './event-stream.js';

@Controller()
export class ChangesController {
  constructor(
    @Part('changes') private readonly changes: ChangeFeed,
    @Part('log') private readonly log: Log,
  ) {}

  /** The one answer that does not end by itself: from its first byte on it is written past the framework. */
  @Serves('changes')
  async follow(@Input() { query, headers }: InputOf<'changes'>, @Asker() { principal, credential }: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<Answered<undefined>> {
    const { raw } = reply;
    const giveBack = this.changes.takePlace(principal);
    let leave: () => void = () => undefined;
    raw.once('close', () => {
      giveBack();
      leave();
    });
    const stream = new EventStream(raw, this.changes.limits.mostWaiting, () => {
      this.log.info({ request: request.id, account: principal.accountId }, 'A reader of changes who did not keep up was cut off');
    });
    const open = (): void => {
      reply.hijack();
      stream.open(reply.getHeaders() as OutgoingHttpHeaders);
    };
    const since = headers['last-event-id'] ?? query.since;
    leave = await this.changes.join({ principal, credential, since, follow: query.follow !== 'false' && request.method !== 'HEAD', stream, gone: () => raw.destroyed }, open);
    if (raw.destroyed) leave();
    return { body: undefined };
  }
}
