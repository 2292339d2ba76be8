import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OwnInstallation, ownInstallation } from '../spec-installation.js';

let there: OwnInstallation;
let hash: string;

beforeAll(async () => {
  there = await ownInstallation();
  hash = (await there.parts.definitions.list())[0]?.hash ?? '';
});

afterAll(async () => {
  await there.close();
});

interface Coverage {
  readonly recordedAt: string | null;
  readonly scenarios: readonly { readonly number: number; readonly name: { readonly zh: string; readonly en: string }; readonly requirements: readonly string[]; readonly file: string; readonly line: number; readonly reaches: number }[];
  readonly targets: readonly { readonly id: string; readonly kind: string; readonly words: { readonly zh: string; readonly en: string }; readonly scenarios: readonly number[] }[];
}

const coverage = async (of = hash): Promise<Coverage> => (await (await there.as('school')).call('definitionScenarios', { params: { hash: of } })).body;

describe('the scenarios of a definition', () => {
  it('are named with their requirements, and what each reaches is named in words', async () => {
    const { recordedAt, scenarios, targets } = await coverage();
    expect(recordedAt).toBe('2016-03-01T00:00:00.000Z');
    const late = scenarios.find(({ requirements }) => requirements.join() === 'R-0-15,A-0-1');
    expect(late).toMatchObject({ name: { zh: '三月十四日计入, 十五日零时起不再受理', en: 'The fourteenth of March counts; from midnight on nothing is accepted' }, file: 'scenarios/1-application.yaml' });
    const reached = targets.filter((target) => target.scenarios.includes(late?.number ?? 0));
    expect(reached).toHaveLength(late?.reaches ?? -1);
    expect(reached.map(({ id }) => id)).toContain('apply/due.due');
    expect(targets.filter((target) => target.scenarios.length === 0)).toEqual([]);
    expect(new Set(targets.map(({ kind }) => kind))).toEqual(new Set(['transition', 'guard', 'deadline']));
  });

  it('are drawn all together, or one alone, and not sent again to who has the picture', async () => {
    const school = await there.as('school');
    const all = await school.call('scenarioDiagram', { params: { hash } });
    expect(all.headers['content-type']).toBe('image/svg+xml; charset=utf-8');
    expect(all.body).toContain('有场景走过，数字为场景数');
    const one = await school.call('scenarioDiagram', { params: { hash }, query: { scenario: '2', lang: 'en', format: 'mermaid' } });
    expect(one.body).toMatch(/^stateDiagram-v2/);
    expect(one.body).not.toBe(all.body);
    const again = await school.call('scenarioDiagram', { params: { hash }, headers: { 'if-none-match': String(all.headers['etag']) } });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it('are refused where there is no such scenario or definition, and to who is not signed in', async () => {
    const school = await there.as('school');
    expect(await school.call('scenarioDiagram', { params: { hash }, query: { scenario: '999' } })).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await school.call('scenarioDiagram', { params: { hash }, query: { scenario: '0' } })).toMatchObject({ status: 422 });
    const unknown = `sha256:${'0'.repeat(64)}`;
    expect(await school.call('definitionScenarios', { params: { hash: unknown } })).toMatchObject({ status: 404, body: { code: 'definition.unknown' } });
    expect((await there.api.app.inject({ url: `/api/definitions/${hash}/scenarios` })).statusCode).toBe(401);
  });

  it('are none where the definition was published without, and nothing is drawn then', async () => {
    const artefact = await there.parts.definitions.artefact(hash);
    const bare = `sha256:${'1'.repeat(64)}`;
    if (artefact) await there.parts.definitions.publish({ ...artefact, hash: bare, id: 'bare' }, null, there.clock.now());
    expect(await coverage(bare)).toEqual({ recordedAt: null, scenarios: [], targets: [] });
    expect(await (await there.as('school')).call('scenarioDiagram', { params: { hash: bare } })).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
