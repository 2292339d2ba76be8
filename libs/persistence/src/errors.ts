/** What can go wrong with the database as a whole: one class per fact, each with a sentence for whoever runs the server. */
import type { Words } from '@shidian/engine';

/** The server does not answer, ends connections, or the connection broke in the middle of something. */
export class DatabaseUnavailable extends Error {
  readonly code = 'database.unavailable';
  readonly passing = true;
  readonly words: Words = {
    zh: '数据库暂时无法连接，请稍后再试。',
    en: 'The database cannot be reached at the moment; try again shortly.',
  };
  constructor(
    /** True where the connection broke while committing: it may or may not have happened. A retry under the same key tells. */
    readonly outcomeUnknown: boolean,
    cause: unknown,
    /** True where not even a connection could be had. */
    readonly connecting = false,
  ) {
    super('the database cannot be reached', { cause });
    this.name = 'DatabaseUnavailable';
  }
}

/** What the server lacks: room on a disk, memory, one of its own limits, files that can be read and written, time for a statement. */
export type Lack = 'disk' | 'memory' | 'limit' | 'files' | 'time';

const lackWords: Readonly<Record<Lack, Words>> = {
  disk: { zh: '数据库服务器的磁盘已满，暂时无法保存；已经保存的没有丢失。请联系管理员清出空间，然后再试。', en: 'The disk of the database server is full: nothing can be saved for the moment, and nothing that was saved is lost. Have the administrator make room, then try again.' },
  memory: { zh: '数据库服务器内存不足，请稍后再试。', en: 'The database server has run out of memory; try again shortly.' },
  limit: { zh: '数据库服务器已到自身的限额，请稍后再试；管理员可查看其日志。', en: 'The database server has reached one of its own limits; try again shortly. Its log tells the administrator which.' },
  files: { zh: '数据库服务器暂时无法读写自己的文件，请联系管理员查看磁盘和数据库日志。', en: 'The database server cannot read or write its own files for the moment: have the administrator look at its disk and its log.' },
  time: { zh: '数据库未能在限定时间内办完，请稍后再试。', en: 'The database did not get it done in the time allowed; try again shortly.' },
};

/**
 * The server answers, and cannot do it for want of something. The transaction was rolled back as a whole, also where COMMIT
 * was what failed: the same request may be made again once there is room.
 */
export class DatabaseExhausted extends Error {
  readonly code = 'database.exhausted';
  readonly passing = true;
  readonly words: Words;
  constructor(
    readonly lacks: Lack,
    cause: unknown,
  ) {
    super(`the database server lacks ${lacks}${cause instanceof Error ? `: ${cause.message}` : ''}`, { cause });
    this.name = 'DatabaseExhausted';
    this.words = lackWords[lacks];
  }
}

/** 40P01 or 40001 again and again: more contention than retries can resolve. */
export class TooMuchContention extends Error {
  readonly code = 'database.contention';
  readonly passing = true;
  readonly words: Words = {
    zh: '同时办理的人太多，请稍后再试。',
    en: 'Too many people act on the same things at once; try again shortly.',
  };
  constructor(
    readonly attempts: number,
    cause: unknown,
  ) {
    super(`the transaction was given up after ${attempts} attempts`, { cause });
    this.name = 'TooMuchContention';
  }
}

export class TooFewConnections extends Error {
  readonly code = 'database.too_few_connections';
  readonly words: Words;
  constructor(
    readonly needed: number,
    readonly available: number,
  ) {
    super(`${needed} connections are needed, the server offers ${available}`);
    this.name = 'TooFewConnections';
    this.words = {
      zh: `数据库只允许 ${available} 个连接，本进程需要 ${needed} 个：请提高 max_connections 或减小连接池。`,
      en: `The database offers ${available} connections and this process needs ${needed}: raise max_connections or lower the pool sizes.`,
    };
  }
}

/** The database has not had every migration that this code needs. */
export class MigrationsPending extends Error {
  readonly code = 'database.migrations_pending';
  readonly words: Words;
  constructor(readonly pending: readonly string[]) {
    super(`${pending.length} migrations are pending: ${pending.join(', ')}`);
    this.name = 'MigrationsPending';
    this.words = {
      zh: `数据库结构比程序旧，还差 ${pending.length} 步迁移：请先运行 shidian migrate。`,
      en: `The database is older than this program by ${pending.length} migrations: run \`shidian migrate\` first.`,
    };
  }
}

/** The database was migrated by a newer release; this one would write what that one does not expect. */
export class SchemaNewer extends Error {
  readonly code = 'database.schema_newer';
  readonly words: Words;
  constructor(readonly unknown: readonly string[]) {
    super(`the database has migrations that this program does not know: ${unknown.join(', ')}`);
    this.name = 'SchemaNewer';
    this.words = {
      zh: `数据库已由更新的版本升级（${unknown.join('、')}），请换用新版本的程序。`,
      en: `The database was migrated by a newer release (${unknown.join(', ')}): use that release.`,
    };
  }
}

/** The cursor of a page was not made by this list. */
export class InvalidCursor extends Error {
  readonly code = 'cursor.invalid';
  readonly words: Words = { zh: '翻页标记无效，请从第一页重新开始。', en: 'The page cursor is not valid; start again from the first page.' };
  constructor() {
    super('the page cursor is not valid');
    this.name = 'InvalidCursor';
  }
}

/** SQLSTATE of an error of the server, or the errno code of the socket; undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * States after which the connection is of no use. 57P04: its database was dropped. 25006: the server is a standby, or was made
 * one; another connection may reach the server that took its place.
 */
const broken = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN', 'ENOENT',
  '57P01', '57P02', '57P03', '57P04', '57P05', '53300', '25P03', '25P04', '25006',
]);
const brokenMessages = ['Connection terminated', 'timeout exceeded when trying to connect', 'Client has encountered a connection error', 'Client was closed', 'Query read timeout'];

/** True where the error says that there is no connection (any more). The driver gives some of these facts only as a message. */
export function meansUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return broken.has(state) || state.startsWith('08');
  if (error instanceof AggregateError) return error.errors.some(meansUnavailable);
  return error instanceof Error && brokenMessages.some((message) => error.message.startsWith(message));
}

/** What the server lacks, where the error says so: class 53 (insufficient resources), class 58 (its own files), a statement that was ended. */
export function lackOf(error: unknown): Lack | undefined {
  if (error instanceof DatabaseExhausted) return error.lacks;
  const state = sqlState(error);
  if (state === undefined || broken.has(state)) return undefined;
  if (state === '53100') return 'disk';
  if (state === '53200') return 'memory';
  if (state === '57014') return 'time';
  if (/^53\d{3}$/.test(state)) return 'limit';
  return /^58[0-9A-Z]{3}$/.test(state) ? 'files' : undefined;
}

/** The error as a DatabaseUnavailable or DatabaseExhausted where it means that, else itself. */
export function translated(error: unknown): unknown {
  if (meansUnavailable(error)) return new DatabaseUnavailable(false, error);
  const lacks = lackOf(error);
  return lacks === undefined || error instanceof DatabaseExhausted ? error : new DatabaseExhausted(lacks, error);
}
