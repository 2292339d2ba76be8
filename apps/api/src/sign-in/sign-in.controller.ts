import { Controller, Req } from '@nestjs/common';
import type { Directory } from '@shidian/lifecycle';
import type { Instant } from '@shidian/engine';
import type { FastifyRequest } from 'fastify';
import type { Answered } from '../route/answered.js';
import { Asker, ReceivedAt, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import type { ApiSettings } from '../settings.js';
import { Part } from '../tokens.js';
import { me } from './me.js';
import { sessionCookie, sessionIdIn } from './session-cookie.js';
import { SignIn } from './sign-in.js';

@Controller()
export class SignInController {
  constructor(
    private readonly signIns: SignIn,
    @Part('directory') private readonly directory: Directory,
    @Part('settings') private readonly settings: ApiSettings,
  ) {}

  @Serves('signIn')
  async signIn(@Input() { body }: InputOf<'signIn'>, @ReceivedAt() at: Instant, @Req() request: FastifyRequest): Promise<Answered<AnswerOf<'signIn'>>> {
    const { sessionId, principal } = await this.signIns.signIn(body.login, body.password, at);
    // A session that the browser still had is left behind, and would otherwise live on unseen.
    const before = sessionIdIn(request.headers.cookie);
    if (before !== undefined) await this.signIns.signOut(before);
    return { body: await me(this.directory, principal), headers: { 'set-cookie': sessionCookie(sessionId, this.settings.cookieSecure) } };
  }

  @Serves('signOut')
  async signOut(@Input() _input: InputOf<'signOut'>, @Req() request: FastifyRequest): Promise<Answered<undefined>> {
    const sessionId = sessionIdIn(request.headers.cookie);
    if (sessionId !== undefined) await this.signIns.signOut(sessionId);
    return { body: undefined, headers: { 'set-cookie': sessionCookie(undefined, this.settings.cookieSecure) } };
  }

  @Serves('me')
  async me(@Input() _input: InputOf<'me'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'me'>>> {
    return { body: await me(this.directory, principal) };
  }
}
