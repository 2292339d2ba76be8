import { mkdirSync, statfsSync } from 'node:fs';
import { CommandFailed } from '../failure.js';

/** A fresh cluster takes 40 MB, and PostgreSQL stops when it cannot write its log ahead. */
const leastBytes = 200 * 1024 * 1024;

/** Makes the folder and looks at the space left on its disk. Throws {@link CommandFailed}. */
export function ensureRoom(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new CommandFailed(
      'data.not_writable',
      { what: { zh: '数据文件夹建不了', en: 'The data folder cannot be made' }, where: `${folder}: ${error instanceof Error ? error.message : ''}`, mend: { zh: '用 SHIDIAN_DATA_DIR 指定一个可写的文件夹', en: 'Name a writable folder with SHIDIAN_DATA_DIR' } },
      { cause: error },
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < leastBytes) throw diskFull(folder, bavail * bsize);
}

export function diskFull(folder: string, left?: number): CommandFailed {
  const megabytes = left === undefined ? '' : `${Math.floor(left / 1024 / 1024)} MB`;
  return new CommandFailed('disk.full', {
    what: {
      zh: `磁盘满了${megabytes === '' ? '' : `：只剩 ${megabytes}，至少要 200 MB`}`,
      en: `The disk is full${megabytes === '' ? '' : `: ${megabytes} left, 200 MB needed`}`,
    },
    where: folder,
    mend: { zh: '腾出空间，或用 SHIDIAN_DATA_DIR 指定别的磁盘上的文件夹', en: 'Free some space, or name a folder on another disk with SHIDIAN_DATA_DIR' },
  });
}

/** True when somewhere behind the error stands a full disk. */
export function meansDiskFull(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && (at.code === 'ENOSPC' || at.code === '53100')) return true;
    if (/No space left on device/.test(at.message)) return true;
  }
  return false;
}
