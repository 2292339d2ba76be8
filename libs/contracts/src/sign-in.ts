import { z } from 'zod';
import type { Route } from './route.js';
import { Instant, Tier, Uuid, line } from './wire.js';

export const SignIn = z.strictObject({ login: line(100), password: line(200) });

export const Me = z.object({
  accountId: Uuid,
  login: z.string(),
  name: z.string(),
  administers: z.enum(['system', 'security', 'audit']).nullable(),
  posts: z.array(z.object({ id: Uuid, name: z.string(), organisationId: Uuid, organisationName: z.string(), tier: Tier, /** What comes to the organisation comes here first; who holds another post of it leads or advises. */ desk: z.boolean() })),
});

export const NewToken = z.strictObject({ name: line(100), expiresInDays: z.number().int().min(1).max(366) });

export const Token = z.object({
  id: Uuid,
  name: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Instant.nullable(),
});

/** `token` is shown this once; only its hash is kept. */
export const IssuedToken = z.object({ id: Uuid, name: z.string(), token: z.string(), createdAt: Instant, expiresAt: Instant });

const tag = 'sign-in';

export const signInRoutes = {
  signIn: {
    method: 'POST',
    path: '/api/sessions',
    tag,
    summary: { zh: '登录', en: 'Sign in' },
    access: 'public',
    body: SignIn,
    answers: { 201: { words: { zh: '已登录，会话在 Cookie 中', en: 'Signed in; the session is in the cookie' }, schema: Me, headers: ['Set-Cookie'] } },
    problems: ['sign_in.failed', 'sign_in.locked', 'origin.refused'],
  },
  signOut: {
    method: 'DELETE',
    path: '/api/sessions/current',
    tag,
    summary: { zh: '退出登录', en: 'Sign out' },
    access: 'session',
    answers: { 204: { words: { zh: '已退出', en: 'Signed out' }, headers: ['Set-Cookie'] } },
    problems: [],
  },
  me: {
    method: 'GET',
    path: '/api/me',
    tag,
    summary: { zh: '当前账号及其岗位', en: 'The account that asks, with its posts' },
    access: 'signed_in',
    answers: { 200: { words: { zh: '账号', en: 'The account' }, schema: Me } },
    problems: [],
  },
  issueToken: {
    method: 'POST',
    path: '/api/tokens',
    tag,
    summary: { zh: '新建接口令牌', en: 'Issue an API token' },
    access: 'session',
    body: NewToken,
    answers: { 201: { words: { zh: '令牌，仅显示这一次', en: 'The token, shown this once' }, schema: IssuedToken } },
    problems: [],
  },
  tokens: {
    method: 'GET',
    path: '/api/tokens',
    tag,
    summary: { zh: '我的接口令牌', en: 'My API tokens' },
    access: 'session',
    answers: { 200: { words: { zh: '令牌列表', en: 'The tokens' }, schema: z.object({ items: z.array(Token) }) } },
    problems: [],
  },
  revokeToken: {
    method: 'DELETE',
    path: '/api/tokens/:tokenId',
    tag,
    summary: { zh: '吊销接口令牌', en: 'Revoke an API token' },
    access: 'session',
    params: z.strictObject({ tokenId: Uuid }),
    answers: { 204: { words: { zh: '已吊销', en: 'Revoked' } } },
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
