import { describe, expect, it } from 'vitest';
import { bearerToken, newSecret, newToken, secretHash } from './secrets.js';
import { sessionCookie, sessionIdIn } from './session-cookie.js';

describe('secrets', () => {
  it('are never the same twice and kept only as hashes', () => {
    const secret = newSecret();
    expect(newSecret()).not.toBe(secret);
    expect(secretHash(secret)).toMatch(/^[0-9a-f]{64}$/);
    expect(secretHash(secret)).not.toContain(secret);
  });

  it('reads a token from its header and nothing that is none', () => {
    const token = newToken();
    expect(bearerToken(`Bearer ${token}`)).toBe(token);
    for (const header of [undefined, '', token, `Basic ${token}`, 'Bearer x', `Bearer ${token}x`]) {
      expect(bearerToken(header), header).toBeUndefined();
    }
  });
});

describe('the session cookie', () => {
  const id = newSecret();

  it('cannot be read by scripts or sent along from other sites, and not in the clear where the service is on https', () => {
    expect(sessionCookie(id, true)).toBe(`shidian_session=${id}; Path=/; HttpOnly; SameSite=Lax; Secure`);
    expect(sessionCookie(id, false)).not.toContain('Secure');
    expect(sessionCookie(undefined, false)).toContain('Max-Age=0');
  });

  it('is found among others', () => {
    expect(sessionIdIn(`a=b; shidian_session=${id}; c`)).toBe(id);
    expect(sessionIdIn(`xshidian_session=${id}`)).toBeUndefined();
    expect(sessionIdIn('shidian_session=short')).toBeUndefined();
    expect(sessionIdIn(undefined)).toBeUndefined();
  });
});
