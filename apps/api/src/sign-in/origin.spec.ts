import { describe, expect, it } from 'vitest';
import { fromOurselves } from './origin.js';

const ours = 'https://pilot.example.org';
const host = 'pilot.example.org';

describe('where a write comes from', () => {
  it.each([
    ['our own page', { origin: ours }, true],
    ['our own page, by the host it was asked for', { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }, true],
    ['a page of another site', { origin: 'https://evil.example', host }, false],
    ['another port of our host', { origin: 'https://pilot.example.org:8443', host }, false],
    ['a sandboxed page', { origin: 'null', host }, false],
    ['a browser that says same-origin', { 'sec-fetch-site': 'same-origin' }, true],
    ['a browser that says same-site', { 'sec-fetch-site': 'same-site' }, false],
    ['another site, whatever else it says', { origin: 'https://evil.example', host, 'sec-fetch-site': 'same-origin' }, false],
    ['a program', { 'x-shidian-client': 'cli' }, true],
    ['nobody knows where', {}, false],
  ])('with a cookie, %s', (_, headers, expected) => {
    expect(fromOurselves(headers, ours, true)).toBe(expected);
  });

  it('without a cookie only a foreign sign refuses', () => {
    expect(fromOurselves({}, ours, false)).toBe(true);
    expect(fromOurselves({ origin: 'https://evil.example' }, ours, false)).toBe(false);
  });
});
