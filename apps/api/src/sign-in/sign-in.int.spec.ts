import { recordingLog } from '@shidian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SpecClient } from '../spec-client.js';
import { beforeTheClose, type OwnInstallation, ownInstallation, password } from '../spec-installation.js';

let there: OwnInstallation;
const log = recordingLog();

beforeAll(async () => {
  there = await ownInstallation(log);
});

afterAll(async () => {
  await there.close();
});

beforeEach(() => {
  there.clock.at = beforeTheClose;
});

describe('signing in', () => {
  it('gives a session that says who one is and which posts one holds, until one signs out', async () => {
    const school = await there.as('school');
    expect((await school.call('me')).body).toMatchObject({ login: 'school', posts: [{ name: '申报岗', organisationName: '示例第一小学' }] });
    expect((await school.call('signOut')).status).toBe(204);
    expect((await school.call('me')).status).toBe(401);
  });

  it('answers an unknown login, a wrong password and a disabled account alike', async () => {
    const nobody = new SpecClient(there.api);
    for (const login of ['unknown', 'province', 'gone']) {
      const { status, body } = await nobody.call('signIn', { body: { login, password: login === 'gone' ? password : 'wrong password' } });
      expect({ status, ...(body as object) }, login).toMatchObject({ status: 401, code: 'sign_in.failed' });
    }
  });

  it('locks a login for ten minutes after five failures in a row, and then no longer', async () => {
    const nobody = new SpecClient(there.api);
    const attempt = (given: string) => nobody.call('signIn', { body: { login: 'expert', password: given } });
    for (let failure = 1; failure <= 5; failure += 1) expect((await attempt('wrong')).body).toMatchObject({ code: 'sign_in.failed' });
    const locked = await attempt(password);
    expect(locked.status).toBe(429);
    expect(Number(locked.headers['retry-after'])).toBe(600);
    expect(locked.body).toMatchObject({ code: 'sign_in.locked' });
    there.clock.at += 10 * 60_000;
    expect((await attempt(password)).status).toBe(201);
  });

  it('tries no more than five passwords of a login, also when they come all at once', async () => {
    const nobody = new SpecClient(there.api);
    const attempts = await Promise.all(Array.from({ length: 20 }, () => nobody.call('signIn', { body: { login: 'city', password: 'wrong' } })));
    const codes = attempts.map(({ body }) => (body as { code: string }).code);
    expect(codes.filter((code) => code === 'sign_in.failed')).toHaveLength(5);
    expect(codes.filter((code) => code === 'sign_in.locked')).toHaveLength(15);
    there.clock.at += 11 * 60_000;
    expect((await nobody.call('signIn', { body: { login: 'city', password } })).status).toBe(201);
  });

  it('ends a session that was idle for half an hour, and any after twelve hours', async () => {
    const school = await there.as('school');
    there.clock.at += 29 * 60_000;
    expect((await school.call('me')).status).toBe(200);
    there.clock.at += 29 * 60_000;
    expect((await school.call('me')).status).toBe(200);
    there.clock.at += 30 * 60_000;
    expect((await school.call('me')).status).toBe(401);

    there.clock.at = beforeTheClose;
    const busy = await there.as('school');
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      there.clock.at += 20 * 60_000;
      expect((await busy.call('me')).status).toBe(200);
    }
    there.clock.at = beforeTheClose + 12 * 3_600_000;
    expect((await busy.call('me')).status).toBe(401);
  });

  it('keeps of sessions and tokens nothing that could be used', async () => {
    const school = await there.as('school');
    const { token } = (await school.call('issueToken', { body: { name: 'x', expiresInDays: 1 } })).body as { token: string };
    const rows = await there.scratch.sql<{ hash: string }>('SELECT hash FROM shidian.session UNION ALL SELECT hash FROM shidian.api_token');
    const secret = school.cookie.split('=')[1]!;
    expect(rows.length).toBeGreaterThan(1);
    for (const { hash } of rows) expect([secret, token]).not.toContain(hash);
  });

  it('lets a token act for its account until it is over or revoked, and never make another', async () => {
    const school = await there.as('school');
    const issued = (await school.call('issueToken', { body: { name: '台账系统', expiresInDays: 2 } })).body as { id: string; token: string };
    expect(issued.token).toMatch(/^shd_/);
    const program = new SpecClient(there.api, { authorization: `Bearer ${issued.token}` });
    expect((await program.call('me')).body).toMatchObject({ login: 'school' });
    expect((await program.call('issueToken', { body: { name: 'more', expiresInDays: 1 } })).body).toMatchObject({ code: 'session.required' });
    expect((await school.call('tokens')).body).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ id: issued.id, name: '台账系统' })]) as unknown });
    there.clock.at += 2 * 24 * 3_600_000;
    expect((await program.call('me')).status).toBe(401);
    there.clock.at = beforeTheClose;
    expect((await program.call('me')).status).toBe(200);
    expect((await school.call('revokeToken', { params: { tokenId: issued.id } })).status).toBe(204);
    expect((await program.call('me')).status).toBe(401);
    expect((await school.call('revokeToken', { params: { tokenId: issued.id } })).status).toBe(404);
  });

  it('takes writes under a cookie only from its own pages and from programs', async () => {
    const school = await there.as('school');
    const page = new SpecClient(there.api, { cookie: school.cookie });
    const body = { ids: ['01900000-0000-7000-8000-000000000001'] };
    expect((await page.call('markNoticesRead', { body })).body).toMatchObject({ code: 'origin.refused' });
    expect((await page.call('markNoticesRead', { body, headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await page.call('markNoticesRead', { body, headers: { origin: 'http://localhost:3000' } })).status).toBe(200);
    expect((await page.call('me')).status).toBe(200);
    const fromAbroad = await new SpecClient(there.api).call('signIn', { body: { login: 'school', password }, headers: { origin: 'https://evil.example' } });
    expect(fromAbroad.body).toMatchObject({ code: 'origin.refused' });
  });
});
