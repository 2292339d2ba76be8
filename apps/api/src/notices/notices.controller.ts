import { Controller } from '@nestjs/common';
import type { Reader } from '@shidian/lifecycle';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { pageRequest } from '../route/page.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { iso, isoOrNull, words } from '../wire/wire.js';

@Controller()
export class NoticesController {
  constructor(@Part('reader') private readonly reader: Reader) {}

  @Serves('notices')
  async list(@Input() { query }: InputOf<'notices'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'notices'>>> {
    const filter = { ...(query.unread !== undefined && { unread: query.unread === 'true' }), ...(query.copied !== undefined && { copied: query.copied === 'true' }) };
    const { items, next } = await this.reader.notices(principal, filter, pageRequest(query));
    return {
      body: {
        items: items.map(({ id, programId, caseId, post, at, kind, text, readAt, mail }) => ({
          id,
          programId,
          caseId,
          post,
          at: iso(at),
          kind,
          text: words(text),
          readAt: isoOrNull(readAt),
          mail,
        })),
        next,
      },
    };
  }

  @Serves('markNoticesRead')
  async read(@Input() { body }: InputOf<'markNoticesRead'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'markNoticesRead'>>> {
    return { body: { marked: await this.reader.markRead(principal, body.ids, at) } };
  }
}
