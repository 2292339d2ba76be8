const name = 'shidian_session';
const form = /^[A-Za-z0-9_-]{43}$/;

/** The session id in a Cookie header, if it has the form of one. */
export function sessionIdIn(cookies: string | undefined): string | undefined {
  for (const pair of (cookies ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) {
      const value = pair.slice(at + 1).trim();
      return form.test(value) ? value : undefined;
    }
  }
  return undefined;
}

/**
 * Set-Cookie for a session, or for its end (`undefined`). A cookie of the browser session: how long it is good for, the
 * server says.
 */
export function sessionCookie(id: string | undefined, secure: boolean): string {
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return id === undefined ? `${name}=; ${attributes}; Max-Age=0` : `${name}=${id}; ${attributes}`;
}
