/**
 * Every setting that the processes understand, with what it means: the only list of them. Reading, checking, the
 * refusal of unknown names, `doctor` and the reference in the documents all come from here.
 */
import { z } from 'zod';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface Setting<T> {
  readonly variable: string;
  readonly meaning: Words;
  /** As written in the environment; absent where there is none. */
  readonly fallback?: string;
  /** What is right, in words, for whoever has to mend it. */
  readonly expected: Words;
  /** Never shown: neither the value nor, for an address, its user and password. */
  readonly secret: boolean;
  readonly schema: z.ZodType<T, string>;
}

/** `500ms`, `60s`, `15m`, `12h`, `7d` → ms. */
const DURATION = /^(\d{1,9})(ms|s|m|h|d)$/;
const MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const SIZE = /^(\d{1,6})(KB|MB|GB)$/i;
const BYTES: Readonly<Record<string, number>> = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

function duration(least: number, most: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(DURATION)
    .transform((text) => {
      const [, amount = '', unit = ''] = DURATION.exec(text) ?? [];
      return Number(amount) * (MS[unit] ?? Number.NaN);
    })
    .pipe(z.number().min(least).max(most));
}

function size(most: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(SIZE)
    .transform((text) => {
      const [, amount = '', unit = ''] = SIZE.exec(text) ?? [];
      return Number(amount) * (BYTES[unit.toUpperCase()] ?? Number.NaN);
    })
    .pipe(z.number().min(1024).max(most));
}

function whole(least: number, most: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));
}

function address(...schemes: readonly string[]): z.ZodType<string, string> {
  return z.string().refine((text) => schemes.some((scheme) => text.startsWith(`${scheme}://`) && text.length > scheme.length + 3));
}

function parsedAddress(...schemes: readonly string[]): z.ZodType<string, string> {
  return address(...schemes).refine((text) => URL.canParse(text));
}

/** `08:30` → minutes after midnight. */
const timeOfDay: z.ZodType<number, string> = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
  .transform((value) => Number(value.slice(0, 2)) * 60 + Number(value.slice(3)));

const flag: z.ZodType<boolean, string> = z.enum(['true', 'false']).transform((text) => text === 'true');
const text = (most: number): z.ZodType<string, string> => z.string().max(most);

function setting<T>(value: Setting<T>): Setting<T> {
  return value;
}

export const settings = {
  databaseUrl: setting({
    variable: 'DATABASE_URL',
    meaning: { zh: 'PostgreSQL 地址；不设则使用自带的数据库', en: 'Address of PostgreSQL; without it the embedded one is used' },
    expected: { zh: '形如 postgres://用户:密码@主机:5432/库名；密码中的特殊字符要按百分号编码', en: 'like postgres://user:password@host:5432/database, with special characters of the password percent-encoded' },
    secret: true,
    schema: parsedAddress('postgres', 'postgresql'),
  }),
  databaseOwnerUrl: setting({
    variable: 'DATABASE_OWNER_URL',
    meaning: { zh: '表的所有者的 PostgreSQL 地址，只用于迁移；不设则与 DATABASE_URL 相同', en: 'Address for the owner of the tables, used for migrations only; the same as DATABASE_URL without it' },
    expected: { zh: '形如 postgres://用户:密码@主机:5432/库名', en: 'like postgres://user:password@host:5432/database' },
    secret: true,
    schema: parsedAddress('postgres', 'postgresql'),
  }),
  databasePool: setting({
    variable: 'SHIDIAN_DATABASE_POOL',
    meaning: { zh: '每个进程最多占用的数据库连接数', en: 'Most database connections of one process' },
    fallback: '10',
    expected: { zh: '4 到 200 的整数', en: 'a whole number from 4 to 200' },
    secret: false,
    schema: whole(4, 200),
  }),
  redisUrl: setting({
    variable: 'REDIS_URL',
    meaning: { zh: 'Redis 地址；不设则队列放在 PostgreSQL 中', en: 'Address of Redis; without it the queues live in PostgreSQL' },
    expected: { zh: '以 redis://、rediss://、redis-sentinel:// 或 redis-cluster:// 开头', en: 'beginning with redis://, rediss://, redis-sentinel:// or redis-cluster://' },
    secret: true,
    schema: address('redis', 'rediss', 'redis-sentinel', 'rediss-sentinel', 'redis-cluster', 'rediss-cluster'),
  }),
  host: setting({
    variable: 'SHIDIAN_HOST',
    meaning: { zh: '服务监听的地址', en: 'Address on which the service listens' },
    fallback: '127.0.0.1',
    expected: { zh: 'IP 地址或主机名，如 127.0.0.1（仅本机）或 0.0.0.0（所有网卡）', en: 'an IP address or host name, e.g. 127.0.0.1 (this machine only) or 0.0.0.0 (every interface)' },
    secret: false,
    schema: z.string().regex(/^[\w.:%-]{1,253}$/),
  }),
  port: setting({
    variable: 'PORT',
    meaning: { zh: '服务监听的端口', en: 'Port on which the service listens' },
    fallback: '3000',
    expected: { zh: '0 到 65535 的整数（0 为由系统选一个空闲端口）', en: 'a whole number from 0 to 65535 (0: a free one is chosen)' },
    secret: false,
    schema: whole(0, 65_535),
  }),
  publicUrl: setting({
    variable: 'SHIDIAN_PUBLIC_URL',
    meaning: { zh: '用户在浏览器中打开的地址，通知中的链接用它；不设则为 http://localhost:端口', en: 'Address that people open in the browser, used for links in notices; http://localhost:port without it' },
    expected: { zh: '形如 https://shidian.example.org，末尾不带路径', en: 'like https://shidian.example.org, without a path' },
    secret: false,
    schema: parsedAddress('http', 'https')
      .refine((value) => ['', '/'].includes(new URL(value).pathname + new URL(value).search + new URL(value).hash))
      .transform((value) => new URL(value).origin),
  }),
  trustProxy: setting({
    variable: 'SHIDIAN_TRUST_PROXY',
    meaning: { zh: '可信的反向代理，来自它们的 X-Forwarded-* 才被采信', en: 'Reverse proxies whose X-Forwarded-* headers are believed' },
    expected: { zh: 'IP 地址或网段，用逗号分隔，如 10.0.0.0/8,127.0.0.1', en: 'IP addresses or networks, separated by commas, e.g. 10.0.0.0/8,127.0.0.1' },
    secret: false,
    schema: z
      .string()
      .regex(/^[\d.:a-fA-F/]+(?:\s*,\s*[\d.:a-fA-F/]+)*$/)
      .transform((value): readonly string[] => value.split(',').map((part) => part.trim())),
  }),
  dataDir: setting({
    variable: 'SHIDIAN_DATA_DIR',
    meaning: { zh: '自带数据库、附件等数据所在的文件夹', en: 'Folder of the embedded database, the attachments and the like' },
    fallback: '.shidian',
    expected: { zh: '可写的文件夹路径', en: 'the path of a writable folder' },
    secret: false,
    schema: text(4096).refine((value) => !value.includes('\0')),
  }),
  smtpUrl: setting({
    variable: 'SMTP_URL',
    meaning: { zh: '发信服务器；不设则只在站内通知', en: 'Mail server; without it notices stay in the inbox' },
    expected: { zh: '形如 smtp://用户:密码@主机:587 或 smtps://主机:465', en: 'like smtp://user:password@host:587 or smtps://host:465' },
    secret: true,
    schema: parsedAddress('smtp', 'smtps'),
  }),
  mailFrom: setting({
    variable: 'SHIDIAN_MAIL_FROM',
    meaning: { zh: '通知邮件的发件人', en: 'Sender of mails' },
    fallback: '试点项目管理 <shidian@localhost>',
    expected: { zh: '邮箱，或 名称 <邮箱>', en: 'a mailbox, or Name <mailbox>' },
    secret: false,
    schema: z.string().regex(/^(?:[^<>\r\n]{1,100}<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/),
  }),
  channels: setting({
    variable: 'SHIDIAN_CHANNELS',
    meaning: { zh: '通道文件：企业微信、钉钉群机器人，Webhook，短信网关（docs/channels.md）；不设则只有站内与邮件', en: 'File of channels: robots of WeCom and DingTalk groups, webhooks, the gateway for text messages (docs/channels.md); without it there are the inbox and mail' },
    expected: { zh: 'YAML 文件的路径', en: 'the path of a YAML file' },
    secret: false,
    schema: text(4096).refine((value) => !value.includes('\0')),
  }),
  digestMinutes: setting({
    variable: 'SHIDIAN_DIGEST_AT',
    meaning: { zh: '工作日几点发出每日通知汇总（Asia/Shanghai）', en: 'When the daily digest of notices goes out on working days (Asia/Shanghai)' },
    fallback: '08:30',
    expected: { zh: '00:00 到 23:59 的时间，如 08:30', en: 'a time from 00:00 to 23:59, e.g. 08:30' },
    secret: false,
    schema: timeOfDay,
  }),
  logLevel: setting({
    variable: 'SHIDIAN_LOG_LEVEL',
    meaning: { zh: '日志级别', en: 'Least level of what is logged' },
    fallback: 'info',
    expected: { zh: 'trace、debug、info、warn、error、fatal 或 silent', en: 'trace, debug, info, warn, error, fatal or silent' },
    secret: false,
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
  }),
  graceMs: setting({
    variable: 'SHIDIAN_GRACE',
    meaning: { zh: '到期后等待多久才由任务关闭，须长于最慢的一次请求', en: 'How long after a hard close jobs wait before they fire it; longer than the slowest request' },
    fallback: '60s',
    expected: { zh: '0ms 到 1h 之间的时长，如 60s、500ms', en: 'a length from 0ms to 1h, e.g. 60s or 500ms' },
    secret: false,
    schema: duration(0, 3_600_000),
  }),
  sessionSecret: setting({
    variable: 'SHIDIAN_SESSION_SECRET',
    meaning: { zh: '会话 Cookie 的签名密钥；不设则由服务生成并存入数据文件夹；多个 api 进程须相同', en: 'Key that signs session cookies; without it one is made and kept in the data folder; the same for every api process' },
    expected: { zh: '至少 32 个字符的随机串', en: 'at least 32 random characters' },
    secret: true,
    schema: z.string().min(32).max(1024),
  }),
  sessionLifeMs: setting({
    variable: 'SHIDIAN_SESSION_LIFE',
    meaning: { zh: '登录后多久须重新登录', en: 'How long a sign-in lasts at most' },
    fallback: '12h',
    expected: { zh: '5m 到 30d 之间的时长', en: 'a length from 5m to 30d' },
    secret: false,
    schema: duration(300_000, 30 * 86_400_000),
  }),
  sessionIdleMs: setting({
    variable: 'SHIDIAN_SESSION_IDLE',
    meaning: { zh: '多久不操作即退出', en: 'How long without a request until one is signed out' },
    fallback: '2h',
    expected: { zh: '1m 到 30d 之间的时长', en: 'a length from 1m to 30d' },
    secret: false,
    schema: duration(60_000, 30 * 86_400_000),
  }),
  cookieSecure: setting({
    variable: 'SHIDIAN_COOKIE_SECURE',
    meaning: { zh: '会话 Cookie 是否只经 https 发送；不设则看 SHIDIAN_PUBLIC_URL 是否为 https', en: 'Whether session cookies travel by https only; without it, whether SHIDIAN_PUBLIC_URL is https' },
    expected: { zh: 'true 或 false', en: 'true or false' },
    secret: false,
    schema: flag,
  }),
  uploadLimitBytes: setting({
    variable: 'SHIDIAN_UPLOAD_LIMIT',
    meaning: { zh: '单个附件的大小上限', en: 'Largest attachment' },
    fallback: '20MB',
    expected: { zh: '1KB 到 2GB 之间的大小，如 20MB', en: 'a size from 1KB to 2GB, e.g. 20MB' },
    secret: false,
    schema: size(2 * 1024 ** 3),
  }),
} as const;
