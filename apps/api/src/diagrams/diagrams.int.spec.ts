import { leastForm } from '@shidian/definition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { type OwnInstallation, ownInstallation } from '../spec-installation.js';
import type { Reply } from '../spec-client.js';

let there: OwnInstallation;
let hash: string;
let caseId: string;

beforeAll(async () => {
  there = await ownInstallation();
  hash = (await there.parts.definitions.list())[0]?.hash ?? '';
  const school = await there.as('school');
  const { body } = await school.call('startCase', { params: { programId: there.programId }, body: { applicantId: there.schoolId, topic: 'Xxjsrhcxtz1-1' } });
  caseId = (body as { id: string }).id;
});

afterAll(async () => {
  await there.close();
});

const etagOf = ({ headers }: Reply): string => String(headers['etag']);

describe('the picture of a definition', () => {
  it('is an SVG that stands alone, under a policy that lets nothing else in', async () => {
    const school = await there.as('school');
    const { status, headers, body } = await school.call('definitionDiagram', { params: { hash } });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('image/svg+xml; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain('县级汇总上报');
    expect(body).toMatch(/^<svg /);
  });

  it('is Mermaid, or a machine that XState reads, where that is asked for', async () => {
    const school = await there.as('school');
    const mermaid = await school.call('definitionDiagram', { params: { hash }, query: { of: 'program', view: 'chart', format: 'mermaid', lang: 'en' } });
    expect(mermaid.headers['content-type']).toBe('text/vnd.mermaid; charset=utf-8');
    expect(mermaid.body).toMatch(/^stateDiagram-v2\n/);
    const xstate = await school.call('definitionDiagram', { params: { hash }, query: { format: 'xstate' } });
    expect(xstate.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(createMachine(xstate.body).id).toBe('liaoning-integration-2016/case');
  });

  it('is not sent again to who has it', async () => {
    const school = await there.as('school');
    const first = await school.call('definitionDiagram', { params: { hash } });
    const again = await school.call('definitionDiagram', { params: { hash }, headers: { 'if-none-match': etagOf(first) } });
    expect([again.status, again.body, again.headers['content-type']]).toEqual([304, '', undefined]);
    expect((await school.call('definitionDiagram', { params: { hash }, query: { view: 'chart' }, headers: { 'if-none-match': etagOf(first) } })).status).toBe(200);
  });

  it('is refused where nothing is published, and to who is not signed in', async () => {
    const school = await there.as('school');
    expect(await school.call('definitionDiagram', { params: { hash: `sha256:${'0'.repeat(64)}` } })).toMatchObject({ status: 404, body: { code: 'definition.unknown' } });
    expect(await school.call('definitionDiagram', { params: { hash }, query: { view: 'map' } })).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    expect((await there.api.app.inject({ url: `/api/definitions/${hash}/diagram` })).statusCode).toBe(401);
  });
});

describe('the picture of a case', () => {
  it('shows where it stands and the way it has gone, and is another after each step', async () => {
    const school = await there.as('school');
    const before = await school.call('caseDiagram', { params: { caseId }, query: { format: 'mermaid', view: 'chart' } });
    expect(before.body).toContain('class s2 now');
    const found = (await school.call('case', { params: { caseId } })).body as { actions: readonly { task: number; decision: string }[] };
    const artefact = await there.parts.definitions.artefact(hash);
    const form = artefact?.forms['application'];
    if (form === undefined) throw new Error('no form');
    const values = leastForm(form, { applicant: { name: '示例第一小学', address: '示例路1号' }, topic: {} }) as unknown as { cover: Record<string, unknown> };
    const { unit: _unit, code: _code, title: _title, ...cover } = values.cover;
    const acted = await school.call('actOnCase', {
      params: { caseId, number: found.actions.find(({ decision }) => decision === 'submitted')?.task ?? 0 },
      body: { decision: 'submitted', form: { ...values, cover }, opinion: { text: '同意申报', signature: '示例校长', seal: true, onDate: '2016-03-01' } },
    });
    expect(acted.status).toBe(200);
    const after = await school.call('caseDiagram', { params: { caseId }, query: { format: 'mermaid', view: 'chart' }, headers: { 'if-none-match': etagOf(before) } });
    expect(after.status).toBe(200);
    expect(after.body).toContain('(1) / 提交');
    const svg = await school.call('caseDiagram', { params: { caseId } });
    for (const words of ['示例第一小学', '未办', '待办', '已办', '走过的路，数字为先后']) expect(svg.body, words).toContain(words);
    expect((await school.call('caseDiagram', { params: { caseId }, headers: { 'if-none-match': etagOf(svg) } })).status).toBe(304);
  });

  it('is for those who see the case, also where somebody else has had it drawn already', async () => {
    const drawn = await (await there.as('county')).call('caseDiagram', { params: { caseId } });
    expect(drawn.status).toBe(200);
    const stranger = await there.as('school2');
    for (const headers of [{}, { 'if-none-match': etagOf(drawn) }, { 'if-none-match': '*' }]) {
      expect(await stranger.call('caseDiagram', { params: { caseId }, headers })).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });
});

describe('many pictures at once', () => {
  it('are drawn once each and answered together', async () => {
    const school = await there.as('school');
    const asked = await Promise.all(Array.from({ length: 12 }, (_, index) => school.call('definitionDiagram', { params: { hash }, query: { view: index % 2 === 0 ? 'road' : 'chart', of: 'program' } })));
    expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 200));
    expect(new Set(asked.map(etagOf)).size).toBe(2);
  });
});
