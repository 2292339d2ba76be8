import { recordingLog } from '@shidian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseSteps, opinion } from '../spec-case.js';
import { SpecClient } from '../spec-client.js';
import { beforeTheClose, type OwnInstallation, ownInstallation } from '../spec-installation.js';

let there: OwnInstallation;
const log = recordingLog();
const { start, view, application } = caseSteps(() => there);

beforeAll(async () => {
  there = await ownInstallation(log);
});

afterAll(async () => {
  await there.close();
});

beforeEach(() => {
  there.clock.at = beforeTheClose;
});

describe('attachments over HTTP', () => {
  const pdf = { name: '盖章页.pdf', mediaType: 'application/pdf', content: '%PDF-1.7 示例' };

  it('are uploaded, named by an act, and then downloaded by whoever may see the case, never shown in place', async () => {
    const [school, county, other] = await Promise.all(['school', 'county', 'school2'].map((login) => there.as(login)));
    const uploaded = await school!.upload(pdf);
    expect(uploaded).toMatchObject({ status: 201, body: { name: pdf.name, mediaType: pdf.mediaType, size: Buffer.byteLength(pdf.content), caseId: null } });
    const { id: attachmentId } = uploaded.body as { id: string };
    expect((await county!.call('attachment', { params: { attachmentId } })).status).toBe(404);

    const { id } = await start(school!);
    const before = await view(school!, id);
    const { task } = before.actions.find(({ decision }) => decision === 'submitted')!;
    const body = { decision: 'submitted', form: await application(before), opinion: { text: opinion.text, signature: opinion.signature, onDate: opinion.onDate, sealAttachment: attachmentId } };
    const stolen = (await other!.upload(pdf)).body as { id: string };
    expect((await school!.call('actOnCase', { params: { caseId: id, number: task }, body: { ...body, attachments: [stolen.id] } })).body).toMatchObject({ code: 'attachment.unknown' });
    expect((await school!.call('actOnCase', { params: { caseId: id, number: task }, body })).status).toBe(200);

    const sealed = (await view(county!, id)).opinions;
    expect(sealed).toEqual([expect.objectContaining({ signature: opinion.signature, sealed: true, sealAttachment: attachmentId, onDate: opinion.onDate })]);

    const download = await county!.call('attachment', { params: { attachmentId } });
    expect(download.body).toBe(pdf.content);
    expect(download.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(pdf.name)}`,
      'x-content-type-options': 'nosniff',
    });
    expect((await other!.call('attachment', { params: { attachmentId } })).status).toBe(404);
  });

  it('are refused when they are too large, of another kind than they say, or not there', async () => {
    const school = await there.as('school');
    expect((await school.upload({ ...pdf, content: `%PDF${'x'.repeat(64 * 1024)}` })).body).toMatchObject({ status: 413, code: 'attachment.too_large' });
    expect((await school.upload({ ...pdf, content: '<script>' })).body).toMatchObject({ status: 415, code: 'attachment.type' });
    expect((await school.upload({ ...pdf, mediaType: 'text/html' })).body).toMatchObject({ code: 'attachment.type' });
    expect((await school.upload({ ...pdf, name: '' })).body).toMatchObject({ code: 'request.invalid' });
    expect((await school.call('upload', { body: {} })).body).toMatchObject({ status: 415, code: 'request.media_type' });
    expect((await new SpecClient(there.api).upload(pdf)).status).toBe(401);
  });
});
