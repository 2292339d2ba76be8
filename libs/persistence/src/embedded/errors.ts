import type { Words } from '@shidian/engine';

/** Why the embedded PostgreSQL does not run: one class per fact, each with one sentence for whoever typed the command. */
abstract class EmbeddedDatabaseError extends Error {
  abstract readonly code: string;
  constructor(
    readonly words: Words,
    cause?: unknown,
  ) {
    super(words.en ?? words.zh, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
  }
}

export class EmbeddedPortBusy extends EmbeddedDatabaseError {
  readonly code = 'embedded.port_busy';
  constructor(readonly port: number) {
    super({
      zh: `端口 ${port} 已被别的程序占用：请关闭它，或换一个端口。`,
      en: `Port ${port} is taken by another program: stop that program or choose another port.`,
    });
  }
}

export class EmbeddedFolderInUse extends EmbeddedDatabaseError {
  readonly code = 'embedded.folder_in_use';
  constructor(
    readonly folder: string,
    readonly pid: number,
  ) {
    super({
      zh: `数据目录 ${folder} 正由另一个实例使用（进程 ${pid}）：请先停掉它。`,
      en: `The data folder ${folder} is in use by another instance (process ${pid}): stop that one first.`,
    });
  }
}

export class EmbeddedOtherVersion extends EmbeddedDatabaseError {
  readonly code = 'embedded.other_version';
  constructor(
    readonly folder: string,
    readonly found: string,
    readonly expected: string,
  ) {
    super({
      zh: `数据目录 ${folder} 由 PostgreSQL ${found} 建立，本程序自带的是 ${expected}：请用 ${found} 导出后再导入，或换一个目录。`,
      en: `The data folder ${folder} was made by PostgreSQL ${found}, this program carries ${expected}: export with ${found} and import again, or choose another folder.`,
    });
  }
}

export class EmbeddedDiskFull extends EmbeddedDatabaseError {
  readonly code = 'embedded.disk_full';
  constructor(readonly folder: string) {
    super({
      zh: `磁盘空间不足（${folder}）：请清理后再启动。`,
      en: `The disk of ${folder} is full: free some space and start again.`,
    });
  }
}

export class EmbeddedFolderDenied extends EmbeddedDatabaseError {
  readonly code = 'embedded.folder_denied';
  constructor(
    readonly folder: string,
    cause?: unknown,
  ) {
    super(
      {
        zh: `没有权限使用目录 ${folder}：请换一个当前用户可读写的目录。`,
        en: `No permission to use the folder ${folder}: choose one that the current user may read and write.`,
      },
      cause,
    );
  }
}

export class EmbeddedUnsupported extends EmbeddedDatabaseError {
  readonly code = 'embedded.unsupported';
  constructor(readonly platform: string) {
    super({
      zh: `自带的 PostgreSQL 不支持 ${platform}：请安装 PostgreSQL 并设置 DATABASE_URL。`,
      en: `The embedded PostgreSQL does not run on ${platform}: install PostgreSQL and set DATABASE_URL.`,
    });
  }
}

export class EmbeddedFailed extends EmbeddedDatabaseError {
  readonly code = 'embedded.failed';
  constructor(
    readonly doing: 'prepare' | 'start',
    /** The last lines that PostgreSQL wrote. */
    readonly log: string,
    cause?: unknown,
  ) {
    super(
      {
        zh: `自带的 PostgreSQL 未能${doing === 'prepare' ? '初始化' : '启动'}：${log}`,
        en: `The embedded PostgreSQL could not ${doing}: ${log}`,
      },
      cause,
    );
  }
}

/** The fact behind what PostgreSQL wrote before it gave up. */
export function failureOf(doing: 'prepare' | 'start', log: string, at: { readonly folder: string; readonly port: number }): EmbeddedDatabaseError {
  if (/No space left on device/.test(log)) return new EmbeddedDiskFull(at.folder);
  if (/Address already in use|could not create any TCP\/IP sockets/.test(log)) return new EmbeddedPortBusy(at.port);
  const holder = /Is another postmaster \(PID (\d+)\) running/.exec(log);
  if (holder) return new EmbeddedFolderInUse(at.folder, Number(holder[1]));
  if (/Permission denied|could not access directory/.test(log)) return new EmbeddedFolderDenied(at.folder, log);
  return new EmbeddedFailed(doing, log.trim().split('\n').slice(-5).join(' | '));
}
