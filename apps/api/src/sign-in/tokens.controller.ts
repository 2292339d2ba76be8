import { Controller } from '@nestjs/common';
import type { SessionStore } from '@shidian/lifecycle';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { iso, isoOrNull } from '../wire/wire.js';
import { SignIn } from './sign-in.js';

@Controller()
export class TokensController {
  constructor(
    private readonly signIns: SignIn,
    @Part('sessions') private readonly sessions: SessionStore,
  ) {}

  @Serves('issueToken')
  async issue(@Input() { body }: InputOf<'issueToken'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'issueToken'>>> {
    const { id, name, token, createdAt, expiresAt } = await this.signIns.issueToken(principal, body.name, body.expiresInDays, at);
    return { body: { id, name, token, createdAt: iso(createdAt), expiresAt: iso(expiresAt) }, headers: { 'cache-control': 'no-store' } };
  }

  @Serves('tokens')
  async list(@Input() _input: InputOf<'tokens'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'tokens'>>> {
    const rows = await this.sessions.tokens(principal.accountId, at);
    const items = rows.map(({ id, name, createdAt, endsAt, usedAt }) => ({ id, name, createdAt: iso(createdAt), expiresAt: iso(endsAt), lastUsedAt: isoOrNull(usedAt) }));
    return { body: { items } };
  }

  @Serves('revokeToken')
  async revoke(@Input() { params }: InputOf<'revokeToken'>, @Asker() { principal, at }: Caller): Promise<Answered<undefined>> {
    if (!(await this.sessions.revokeToken(principal.accountId, params.tokenId, at))) throw new Problem('not_found');
    return { body: undefined };
  }
}
