import { StreamableFile } from '@nestjs/common';
import type { Answered } from '../route/answered.js';

const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export type FileFormat = keyof typeof mediaTypes;

/** RFC 6266 with RFC 8187: names here are mostly Chinese. Always a download, never shown in place. */
export function disposition(name: string): string {
  return `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}

/** @param name without its ending */
export function fileAnswer(name: string, format: FileFormat, content: Uint8Array): Answered<StreamableFile> {
  return {
    body: new StreamableFile(content),
    headers: {
      'content-type': mediaTypes[format],
      'content-disposition': disposition(`${name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '')}.${format}`),
      'content-length': String(content.byteLength),
      'cache-control': 'private, no-store',
    },
  };
}
