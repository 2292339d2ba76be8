/** What can go wrong with the database as a whole: one class per fact, each with a sentence for whoever runs the server. */
import type { Words } from '@shidian/engine';

/** The server does not answer, ends connections, or the connection broke in the middle of something. */
export class DatabaseUnavailable extends Error {
  readonly code = 'database.unavailable';
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

/** 40P01 or 40001 again and again: more contention than retries can resolve. */
export class TooMuchContention extends Error {
  readonly code = 'database.contention';
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

const broken = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN', 'ENOENT',
  '57P01', '57P02', '57P03', '57P05', '53300', '25P03', '25P04',
]);
const brokenMessages = ['Connection terminated', 'timeout exceeded when trying to connect', 'Client has encountered a connection error', 'Client was closed', 'Query read timeout'];

/** True where the error says that there is no connection (any more). The driver gives some of these facts only as a message. */
export function meansUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return broken.has(state) || state.startsWith('08');
  if (error instanceof AggregateError) return error.errors.some(meansUnavailable);
  return error instanceof Error && brokenMessages.some((message) => error.message.startsWith(message));
}

/** The error as a DatabaseUnavailable where it means that, else itself. */
export function translated(error: unknown): unknown {
  return meansUnavailable(error) ? new DatabaseUnavailable(false, error) : error;
}
