import { describe, expect, it } from 'vitest';
import type { ListedOrganisation } from '../generated/api.js';
import { isOffice } from './office.js';

const post = (id: string, desk: boolean): ListedOrganisation['posts'][number] => ({ id, name: id, desk, reportsTo: null, seats: [], vacant: false });

describe('the program office', () => {
  it('is the first desk of the issuer, and no other post of it', () => {
    const issuer = { posts: [post('leader', false), post('desk', true), post('second desk', true)] };
    expect(isOffice(issuer, [{ id: 'x' }, { id: 'desk' }])).toBe(true);
    expect(isOffice(issuer, [{ id: 'leader' }, { id: 'second desk' }])).toBe(false);
  });

  it('is nobody’s while the issuer is not known, or has no desk', () => {
    expect(isOffice(undefined, [{ id: 'desk' }])).toBe(false);
    expect(isOffice({ posts: [post('leader', false)] }, [{ id: 'leader' }])).toBe(false);
  });
});
