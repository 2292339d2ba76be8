import { HttpException } from '@nestjs/common';
import type { ProblemCode } from '@shidian/contracts';
import { PaperTooLarge, PressBusy, PressFailed } from '@shidian/documents';
import { Refused, StaleWrite, UnknownAttachment, type ProblemCode as RefusedCode } from '@shidian/lifecycle';
import { DatabaseExhausted, DatabaseUnavailable, InvalidCursor, TooMuchContention } from '@shidian/persistence';
import { z } from 'zod';
import { Problem } from './problem.js';

/** The use cases refuse under codes of the catalogue; this line does not compile where one is missing there. */
const inCatalogue = (code: RefusedCode): ProblemCode => code;

const Issues = z.array(z.object({ path: z.string(), code: z.string(), words: z.object({ zh: z.string(), en: z.string().optional() }) }));

/** What Fastify, its parsers and plugins say, by their code. */
const fastifyCodes: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_BAD_URL: 'request.malformed',
  FST_ERR_INVALID_URL: 'request.malformed',
  FST_ERR_MAX_PARAM_LENGTH: 'request.url_too_long',
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.malformed',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.malformed',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.malformed',
  FST_ERR_NOT_FOUND: 'route.unknown',
  FST_REQ_FILE_TOO_LARGE: 'attachment.too_large',
  FST_FILES_LIMIT: 'request.invalid',
  FST_FIELDS_LIMIT: 'request.invalid',
  FST_PARTS_LIMIT: 'request.invalid',
  FST_PROTO_VIOLATION: 'request.malformed',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'request.media_type',
  FST_NO_FORM_DATA: 'request.malformed',
  ERR_STREAM_PREMATURE_CLOSE: 'request.malformed',
  ECONNRESET: 'request.malformed',
};

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

const statusOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;

const byStatus: Readonly<Record<number, ProblemCode>> = {
  404: 'route.unknown',
  405: 'method.not_allowed',
  408: 'request.timeout',
  413: 'request.too_large',
  414: 'request.url_too_long',
  415: 'request.media_type',
  429: 'rate.exceeded',
  431: 'request.headers_too_large',
};

/** `team.leading.2.age` (rows from 1), as the language of forms says it, as a JSON pointer (from 0); a pointer stays one. */
const formPointer = (path: string): string =>
  path.startsWith('/') ? path : `/form/${path.split('.').map((key) => (/^\d+$/.test(key) ? String(Number(key) - 1) : key)).join('/')}`;

/** The issues of a form stand in `errors`, where every problem lists what is wrong with the request. */
function refusal(refused: Refused): Problem {
  const { issues, ...details } = refused.details;
  const listed = Issues.safeParse(issues);
  const errors = listed.success
    ? listed.data.map(({ path, code, words }) => ({ path: formPointer(path), code, messages: { zh: words.zh, en: words.en ?? words.zh } }))
    : [];
  return new Problem(inCatalogue(refused.code), { words: refused.words, errors, details: listed.success ? details : refused.details, cause: refused });
}

/**
 * Whatever was thrown, as a problem. What is not known is `internal`: the reader gets no detail of it, the log all.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Refused) return refusal(error);
  if (error instanceof DatabaseUnavailable || error instanceof TooMuchContention) {
    return new Problem('unavailable', { words: error.words, headers: { 'retry-after': '5' }, cause: error });
  }
  if (error instanceof DatabaseExhausted) {
    return new Problem('unavailable', { words: error.words, details: { lacks: error.lacks }, headers: { 'retry-after': '30' }, cause: error });
  }
  if (error instanceof PressBusy) {
    const words = { zh: '正在做的文件太多', en: 'Too many documents are being made' };
    return new Problem('unavailable', { words, headers: { 'retry-after': String(error.retryAfterSeconds) }, cause: error });
  }
  if (error instanceof PaperTooLarge) return new Problem('documents.too_large', { details: { what: error.what }, cause: error });
  if (error instanceof PressFailed) return new Problem('documents.failed', { headers: { 'retry-after': '5' }, cause: error });
  if (error instanceof InvalidCursor) {
    const messages = { zh: error.words.zh, en: error.words.en ?? error.words.zh };
    return new Problem('request.invalid', { errors: [{ path: '/query/cursor', code: 'cursor', messages }], cause: error });
  }
  if (error instanceof StaleWrite) return new Problem('write.stale', { cause: error });
  if (error instanceof UnknownAttachment) {
    return new Problem('attachment.unknown', { details: { attachment: error.attachmentId }, cause: error });
  }
  const known = fastifyCodes[codeOf(error) ?? ''];
  if (known) return new Problem(known, { cause: error });
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  if (status !== undefined && status >= 400 && status < 500) {
    return new Problem(byStatus[status] ?? 'request.malformed', { cause: error });
  }
  return new Problem('internal', { cause: error });
}
