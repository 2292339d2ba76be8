import type {} from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { isSoundText } from '@shidian/definition';
import { Problem } from '../problem/problem.js';

export interface UploadedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

const place = (code: string, zh: string, en: string) => new Problem('request.invalid', { errors: [{ path: '/body/file', code, messages: { zh, en } }] });

/** The last segment of whatever path a browser sends, without control characters. */
function fileName(given: string): string {
  const name = given.split(/[\\/]/).at(-1)?.trim() ?? '';
  if (!isSoundText(name)) throw new Problem('request.text');
  if (name === '' || name.length > 200 || /\p{Cc}/u.test(name)) throw place('name', '文件名须为 1 至 200 个字符', 'the file needs a name of 1 to 200 characters');
  return name;
}

/** The parser's own complaints have codes; whatever else it throws is a body that is no multipart. */
async function read<T>(from: () => Promise<T>): Promise<T> {
  try {
    return await from();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause) throw cause;
    throw new Problem('request.malformed', { cause });
  }
}

/**
 * Reads the one file of a multipart request, up to the limit that the parser was given.
 *
 * @throws Problem request.media_type, request.invalid, attachment.too_large
 */
export async function uploadedFile(request: FastifyRequest): Promise<UploadedFile> {
  if (!request.isMultipart()) throw new Problem('request.media_type');
  const part = await read(() => request.file());
  if (part?.fieldname !== 'file') throw place('required', '须在 file 一栏上传一个文件', 'one file is needed, in the part `file`');
  const mediaType = part.mimetype.toLowerCase();
  if (!/^[a-z0-9][\w.+-]{0,126}\/[a-z0-9][\w.+-]{0,126}$/.test(mediaType)) throw new Problem('attachment.type');
  return { name: fileName(part.filename), mediaType, content: await read(() => part.toBuffer()) };
}
