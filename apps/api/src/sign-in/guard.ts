import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { routes, type Route } from '@shidian/contracts';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem/problem.js';
import { markCaller, receiptOf, type Caller } from '../route/caller.js';
import { servedBy } from '../route/serves.js';
import type { ApiSettings } from '../settings.js';
import { Part } from '../tokens.js';
import { fromOurselves } from './origin.js';
import { bearerToken, secretHash } from './secrets.js';
import { sessionIdIn } from './session-cookie.js';
import { SignIn } from './sign-in.js';

const challenge = { 'www-authenticate': 'Bearer realm="shidian"' };

/**
 * Stands before every handler. What the route table does not call public needs a caller, and a handler that serves no
 * row of the table is for nobody: forgetting a line denies.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly signIn: SignIn,
    @Part('settings') private readonly settings: ApiSettings,
  ) {}

  /** @throws Problem sign_in.required, session.required, origin.refused */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const name = servedBy(context.getHandler());
    if (!name) throw new Problem('route.unknown');
    const route: Route = routes[name];
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (route.access === 'public') {
      if (route.method !== 'GET') this.checkOrigin(request, false);
      return true;
    }
    const caller = await this.caller(request);
    if (!caller) throw new Problem('sign_in.required', { headers: challenge });
    if (caller.by === 'session' && route.method !== 'GET') this.checkOrigin(request, true);
    if (route.access === 'session' && caller.by !== 'session') throw new Problem('session.required');
    markCaller(request, caller);
    return true;
  }

  /** A token that is given but not good is no reason to try the cookie: the caller means to be somebody else. */
  private async caller(request: FastifyRequest): Promise<Caller | undefined> {
    const at = receiptOf(request);
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) {
      const token = bearerToken(authorization);
      const principal = token === undefined ? undefined : await this.signIn.byToken(token, at);
      return principal && { principal, by: 'token', credential: secretHash(token ?? ''), at };
    }
    const sessionId = sessionIdIn(cookie);
    const principal = sessionId === undefined ? undefined : await this.signIn.bySession(sessionId, at);
    return principal && { principal, by: 'session', credential: secretHash(sessionId ?? ''), at };
  }

  private checkOrigin(request: FastifyRequest, needed: boolean): void {
    if (!fromOurselves(request.headers, this.settings.publicUrl, needed)) throw new Problem('origin.refused');
  }
}
