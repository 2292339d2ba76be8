import type { IncomingHttpHeaders } from 'node:http';

const sameHost = (origin: string, host: string | undefined): boolean => URL.canParse(origin) && new URL(origin).host === host;

/**
 * Whether a write comes from our own pages, or from a program. A foreign page can send the user's cookie along, but it
 * cannot forge `Origin` or `Sec-Fetch-Site`, nor set a header of its own without a preflight, which nobody answers.
 *
 * `needed`: without any sign the write is refused (cookie-authenticated writes); otherwise only a foreign sign refuses
 * (sign-in, where there is no cookie to abuse yet).
 */
export function fromOurselves(headers: IncomingHttpHeaders, publicOrigin: string | undefined, needed: boolean): boolean {
  if (headers['x-shidian-client'] !== undefined) return true;
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (origin !== undefined) return origin === publicOrigin || sameHost(origin, host);
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return !needed;
}
