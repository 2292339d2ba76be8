/**
 * The parts of a ZIP file that are asked for, unpacked by what they really hold: an archive that lies about its sizes is
 * stopped at the limit and not after it. (APPNOTE 6.3: end of central directory 4.3.16, entries 4.3.12, local header 4.3.7.)
 */
import { inflateRawSync } from 'node:zlib';

export interface UnpackLimits {
  readonly parts: number;
  readonly unpackedBytes: number;
}

/** The archive cannot be read, or holds more than it may. */
export class BadArchive extends Error {
  constructor(readonly what: 'damaged' | 'parts' | 'size', options?: ErrorOptions) {
    super(`the archive is not usable: ${what}`, options);
    this.name = 'BadArchive';
  }
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/** @throws BadArchive */
export function unpack(archive: Uint8Array, wanted: (name: string) => boolean, limits: UnpackLimits): Readonly<Record<string, Uint8Array>> {
  try {
    return partsOf(Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength), wanted, limits);
  } catch (error) {
    throw error instanceof BadArchive ? error : new BadArchive('damaged', { cause: error });
  }
}

function partsOf(bytes: Buffer, wanted: (name: string) => boolean, limits: UnpackLimits): Readonly<Record<string, Uint8Array>> {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > limits.parts) throw new BadArchive('parts');
  const parts = new Map<string, Uint8Array>();
  let left = limits.unpackedBytes;
  let at = bytes.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry += 1) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new BadArchive('damaged');
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (wanted(name)) {
      const content = contentOf(bytes, at, left);
      left -= content.byteLength;
      parts.set(name, content);
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return Object.fromEntries(parts);
}

function endOf(bytes: Buffer): number {
  for (let at = bytes.length - END_SIZE; at >= Math.max(0, bytes.length - END_SIZE - LONGEST_COMMENT); at -= 1) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  throw new BadArchive('damaged');
}

function contentOf(bytes: Buffer, entry: number, left: number): Uint8Array {
  const size = bytes.readUInt32LE(entry + 20);
  const local = bytes.readUInt32LE(entry + 42);
  if ((bytes.readUInt16LE(entry + 8) & ENCRYPTED) !== 0 || bytes.readUInt32LE(local) !== LOCAL) throw new BadArchive('damaged');
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (from + size > bytes.length) throw new BadArchive('damaged');
  const packed = bytes.subarray(from, from + size);
  switch (bytes.readUInt16LE(entry + 10)) {
    case STORED:
      if (size > left) throw new BadArchive('size');
      return packed;
    case DEFLATED:
      return inflated(packed, left);
    default:
      throw new BadArchive('damaged');
  }
}

function inflated(packed: Buffer, left: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, left) });
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new BadArchive(tooLarge ? 'size' : 'damaged', { cause: error });
  }
}
