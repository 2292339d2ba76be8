import { NotFoundException } from '@nestjs/common';
import { problemCatalogue } from '@shidian/contracts';
import { Refused, StaleWrite, UnknownAttachment } from '@shidian/lifecycle';
import { DatabaseExhausted, DatabaseUnavailable, InvalidCursor } from '@shidian/persistence';
import { describe, expect, it } from 'vitest';
import { problemDocument } from './document.js';
import { problemOf } from './of-error.js';
import { Problem } from './problem.js';

const fastifyError = (code: string, statusCode: number): Error => Object.assign(new Error('x'), { code, statusCode });

describe('what was thrown, as a problem', () => {
  it('keeps the code, words and details of a refusal', () => {
    const problem = problemOf(new Refused('quota.exceeded', { zh: '名额已满：沈阳', en: 'full: Shenyang' }, { limit: 2 }));
    expect(problem).toMatchObject({ code: 'quota.exceeded', status: 409, words: { zh: '名额已满：沈阳', en: 'full: Shenyang' }, details: { limit: 2 } });
  });

  it('lists the issues of a form as places', () => {
    const issues = [{ path: 'team.leading.2.age', code: 'missing', words: { zh: '缺年龄' } }];
    const problem = problemOf(new Refused('form.invalid', { zh: '缺年龄' }, { form: 'application', issues }));
    expect(problem.errors).toEqual([{ path: '/form/team/leading/1/age', code: 'missing', messages: { zh: '缺年龄', en: '缺年龄' } }]);
    expect(problem.details).toEqual({ form: 'application' });
  });

  it('knows that the database is away and that a cursor is not ours', () => {
    expect(problemOf(new DatabaseUnavailable(false, new Error('x')))).toMatchObject({ code: 'unavailable', status: 503 });
    const full = problemDocument(problemOf(new DatabaseExhausted('disk', new Error('could not extend file "base/16384/16400"'))), 'zh', 'id');
    expect(full).toMatchObject({ code: 'unavailable', status: 503, details: { lacks: 'disk' } });
    expect(full.detail).toContain('磁盘已满');
    expect(JSON.stringify(full)).not.toContain('base/16384');
    expect(problemOf(new InvalidCursor()).errors[0]?.path).toBe('/query/cursor');
  });

  it('knows the faults of stores and of Fastify', () => {
    expect(problemOf(new StaleWrite('a')).code).toBe('write.stale');
    expect(problemOf(new UnknownAttachment('a')).code).toBe('attachment.unknown');
    expect(problemOf(fastifyError('FST_ERR_CTP_BODY_TOO_LARGE', 413)).code).toBe('request.too_large');
    expect(problemOf(fastifyError('FST_ERR_NEW_ONE', 415)).code).toBe('request.media_type');
    expect(problemOf(new NotFoundException()).code).toBe('route.unknown');
  });

  it('tells nothing of an error that it does not know', () => {
    for (const thrown of [new Error('password of the database'), 'text', undefined, null, fastifyError('X', 500)]) {
      const document = problemDocument(problemOf(thrown), 'en', 'id');
      expect(document).toMatchObject({ status: 500, code: 'internal', errors: [], instance: 'urn:uuid:id' });
      expect(JSON.stringify(document)).not.toContain('password of');
    }
  });

  it('answers in the language asked for, with both in messages', () => {
    const problem = new Problem('not_found');
    expect(problemDocument(problem, 'zh', 'id').detail).toBe(problemCatalogue.not_found.meaning.zh);
    expect(problemDocument(problem, 'en', 'id')).toMatchObject({ detail: problemCatalogue.not_found.meaning.en, messages: problemCatalogue.not_found.meaning });
  });
});
