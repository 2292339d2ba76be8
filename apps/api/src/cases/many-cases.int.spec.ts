import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseSteps } from '../spec-case.js';
import type { SpecClient } from '../spec-client.js';
import { type OwnInstallation, ownInstallation } from '../spec-installation.js';

let there: OwnInstallation;
let [school, county]: SpecClient[] = [];
let [first, second, unsent] = ['', '', ''];
const { start, view, submit } = caseSteps(() => there);

beforeAll(async () => {
  there = await ownInstallation();
  [school, county] = [await there.as('school'), await there.as('county')];
  [first, second, unsent] = [(await start(school)).id, (await start(school)).id, (await start(school)).id];
  for (const id of [first, second]) await submit(school, id);
});

afterAll(async () => {
  await there.close();
});

interface Preview {
  readonly caseId: string;
  readonly version: number;
  readonly task: number | null;
  readonly allowed: boolean;
  readonly reason: { readonly code: string; readonly words: { readonly zh: string } } | null;
  readonly states: readonly { readonly id: string }[];
  readonly next: readonly { readonly id: string; readonly name: { readonly zh: string } }[];
  readonly outcome: string | null;
}

const params = (): { programId: string } => ({ programId: there.programId });
const preview = async (client: SpecClient | undefined, body: object): Promise<readonly Preview[]> => ((await client!.call('previewActs', { params: params(), body: { task: 'gather_county/check', cases: [first, second, unsent], ...body } })).body as { items: readonly Preview[] }).items;

describe('one decision over many cases', () => {
  it('is offered case by case, in the order asked, and what cannot be seen is left out', async () => {
    const { items } = (await county!.call('caseOffers', { params: params(), body: { cases: [second, first, second, there.programId] } })).body as { items: readonly { caseId: string; actions: readonly { decision: string; allowed: boolean }[] }[] };
    expect(items.map(({ caseId }) => caseId)).toEqual([second, first]);
    expect(items[0]?.actions.filter(({ allowed }) => allowed).map(({ decision }) => decision)).toEqual(['accept', 'back', 'decline']);
    expect((await (await there.as('school2')).call('caseOffers', { params: params(), body: { cases: [first] } })).body).toEqual({ items: [] });
    expect((await county!.call('caseOffers', { params: { programId: there.schoolId }, body: { cases: [first] } })).status).toBe(404);
  });

  it('is shown beforehand: where each would stand, which refuses and why; and nothing of it is written', async () => {
    const before = await view(county!, first);
    const items = await preview(county, { decision: 'accept' });
    expect(items.map(({ caseId, allowed, next }) => [caseId, allowed, next.map(({ id }) => id)])).toEqual([
      [first, true, ['gather_county/here/collected']],
      [second, true, ['gather_county/here/collected']],
      [unsent, false, ['apply/drafting']],
    ]);
    expect(items[2]).toMatchObject({ task: null, reason: { code: 'task.not_open' } });
    expect(await view(county!, first)).toEqual(before);
  });

  it('says what is missing in it, how a case would end, and who may not', async () => {
    expect((await preview(county, { decision: 'back' }))[0]).toMatchObject({ allowed: false, reason: { code: 'data.missing' } });
    expect((await preview(county, { decision: 'back', data: { reason: '缺页', fix_by: '2001-01-01' } }))[0]).toMatchObject({ allowed: false, reason: { code: 'data.missing', words: { zh: expect.stringContaining('将来') as string } } });
    expect((await preview(county, { decision: 'decline', data: { reason: '不合条件' } }))[0]).toMatchObject({ allowed: true, outcome: '未推荐' });
    expect((await preview(county, { decision: 'accept', opinion: { text: '同意' } }))[0]).toMatchObject({ allowed: false, reason: { code: 'form.invalid' } });
    expect((await preview(school, { decision: 'accept' }))[0]).toMatchObject({ allowed: false, reason: { code: 'right.not_member' } });
  });

  it('is done case by case against the version that was previewed', async () => {
    const [one, other] = await preview(county, { decision: 'accept' });
    const act = async (caseId: string, number: number, version: number) => await county!.call('actOnCase', { params: { caseId, number }, headers: { 'if-match': `"${version}"` }, body: { decision: 'accept' } });
    expect((await act(first, one!.task!, one!.version)).status).toBe(200);
    expect((await act(first, one!.task!, one!.version)).body).toMatchObject({ code: 'version.changed' });
    expect((await act(second, other!.task!, other!.version)).status).toBe(200);
    expect((await view(county!, second)).item.states.map(({ id }) => id)).toEqual(['gather_county/here/collected']);
  });

  it('takes a hundred cases and no more', async () => {
    const cases = Array.from({ length: 101 }, () => first);
    expect((await county!.call('caseOffers', { params: params(), body: { cases } })).body).toMatchObject({ code: 'request.invalid' });
  });
});
