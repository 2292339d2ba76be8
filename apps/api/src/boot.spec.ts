import type { HealthReport } from '@shidian/observability';
import { Press } from '@shidian/documents';
import { describe, expect, it } from 'vitest';
import { routes, type Route } from '@shidian/contracts';
import { ChangeFeed } from './changes/change-feed.js';
import { createApi, type Api } from './create-api.js';
import { problemOf } from './problem/of-error.js';
import type { ApiParts } from './tokens.js';

const settings = {
  publicUrl: 'http://localhost:3000',
  trustProxy: [],
  cookieSecure: false,
  uploadLimitBytes: 1024,
  sessionIdleMs: 1,
  sessionLifeMs: 1,
  version: '0.0.0',
  signInsPerMinute: 3,
};

/** What is not asked for in these tests is not there: a call of it would fail loudly. */
const nothing = {} as never;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const slowClock: HealthReport = { ok: false, checks: [{ name: 'clock', ok: false, detail: { zh: '慢', en: 'slow' }, details: { lagMs: 5 } }] };

async function booted(report: () => Promise<HealthReport> = () => Promise.resolve(slowClock)): Promise<Api> {
  const parts: ApiParts = {
    settings,
    log,
    clock: { now: () => 0 },
    reader: nothing,
    cases: nothing,
    manyCases: nothing,
    programs: nothing,
    rolls: nothing,
    oversight: nothing,
    rollDesk: nothing,
    press: new Press(),
    definitions: nothing,
    deliveries: nothing,
    calendars: nothing,
    attachments: nothing,
    accounts: nothing,
    directory: nothing,
    sessions: nothing,
    readiness: { report },
    changes: new ChangeFeed({ changes: nothing, sessions: nothing, accounts: nothing, clock: { now: () => 0 }, log }),
  };
  return await createApi(parts);
}

describe('the HTTP interface', () => {
  it('boots, and serves the routes of the table and no others', async () => {
    const api = await booted();
    const served = api.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false, includeHooks: false });
    const paths = new Set<string>();
    const stack: string[] = [];
    for (const line of served.split('\n')) {
      const match = /^([│ ]*)[├└]── (\S*) \(([A-Z, ]+)\)/.exec(line) ?? /^([│ ]*)[├└]── (\S*)/.exec(line);
      if (!match) continue;
      stack.length = (match[1] ?? '').length / 4;
      stack.push(match[2] ?? '');
      for (const method of match[3]?.split(', ') ?? []) if (method !== 'HEAD' && method !== 'OPTIONS') paths.add(`${method} ${stack.join('')}`);
    }
    expect([...paths].sort()).toEqual(Object.values<Route>(routes).map(({ method, path }) => `${method} ${path}`).sort());
    await api.close(0);
  });

  it('denies whatever the table does not call public', async () => {
    const api = await booted();
    for (const route of Object.values<Route>(routes)) {
      if (route.access === 'public') continue;
      const { statusCode, body } = await api.app.inject({ method: route.method, url: route.path.replaceAll(/:\w+/g, 'x') });
      expect(statusCode, route.path).toBe(401);
      expect(JSON.parse(body)).toMatchObject({ code: 'sign_in.required', type: '/problems/sign_in.required' });
    }
    await api.close(0);
  });

  it('says which checks failed when it is not ready', async () => {
    const api = await booted();
    const { statusCode, body } = await api.app.inject({ url: '/health/ready' });
    expect(statusCode).toBe(503);
    expect(JSON.parse(body)).toMatchObject({ code: 'not_ready', details: { checks: [{ name: 'clock', ok: false, details: { lagMs: 5 } }] } });
    expect((await api.app.inject({ url: '/health/live' })).json()).toEqual({ live: true });
    await api.close(0);
  });

  it('tells a wrong path from a wrong method', async () => {
    const api = await booted();
    const wrongPath = await api.app.inject({ url: '/api/nothing' });
    expect(wrongPath.json()).toMatchObject({ status: 404, code: 'route.unknown' });
    const wrongMethod = await api.app.inject({ method: 'DELETE', url: '/api/sessions' });
    expect(wrongMethod.json()).toMatchObject({ status: 405, code: 'method.not_allowed' });
    expect(wrongMethod.headers.allow).toBe('POST');
    await api.close(0);
  });

  it('lets an address try to sign in only so often, before it reads the body', async () => {
    const api = await booted();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const { statusCode, headers } = await api.app.inject({ method: 'POST', url: '/api/sessions', headers: { 'content-type': 'application/json' }, payload: '{' });
      statuses.push(statusCode);
      if (statusCode === 429) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(statuses).toEqual([400, 400, 400, 429, 429]);
    await api.close(0);
  });

  it('hardens every answer, and shows its documentation from this server alone', async () => {
    const api = await booted();
    const live = await api.app.inject({ url: '/health/live' });
    expect(live.headers).toMatchObject({ 'content-security-policy': "default-src 'none';frame-ancestors 'none'", 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    const docs = await api.app.inject({ url: '/api/docs' });
    expect(docs.headers['content-security-policy']).toContain("script-src 'self'");
    expect(docs.body).not.toMatch(/https?:\/\//);
    for (const [, file] of docs.body.matchAll(/(?:href|src)="(\/api\/docs\/assets[^"]+)"/g)) {
      const asset = await api.app.inject({ url: file! });
      expect(asset.statusCode, file).toBe(200);
      expect(asset.rawPayload.byteLength).toBeGreaterThan(20);
    }
    await api.close(0);
  });

  it('explains its problems under their types', async () => {
    const api = await booted();
    const { type } = (await api.app.inject({ url: '/api/nothing' })).json<{ type: string }>();
    const explained = await api.app.inject({ url: type });
    expect(explained.json()).toMatchObject({ code: 'route.unknown', status: 404, remedy: { zh: expect.any(String) as string } });
    expect((await api.app.inject({ url: '/problems/nonsense' })).statusCode).toBe(404);
    await api.close(0);
  });

  it('answers what is in flight when it closes, and refuses what comes then', async () => {
    let answer = (_report: HealthReport): void => undefined;
    const entered = new Promise<void>((isIn) => {
      void booted(() => {
        isIn();
        return new Promise((resolve) => (answer = resolve));
      }).then((made) => {
        api = made;
        inFlight = made.app.inject({ url: '/health/ready' }).then(({ statusCode }) => statusCode);
      });
    });
    let api: Api | undefined;
    let inFlight: Promise<number> | undefined;
    await entered;
    const closing = api?.close(10_000);
    expect((await api?.app.inject({ url: '/health/live' }))?.json()).toMatchObject({ status: 503, code: 'unavailable' });
    answer({ ok: true, checks: [] });
    expect(await inFlight).toBe(200);
    await closing;
  });

  it('turns whatever a handler throws into an internal problem without its words', () => {
    expect(problemOf(new TypeError('secret')).words.en).not.toContain('secret');
  });
});
