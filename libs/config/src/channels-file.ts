/** The file of channels: groups, other systems and the gateway for text messages, and whose notices go there. Secrets stand in the environment or in files of their own. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { inspect } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigError, type ConfigProblem } from './config-error.js';
import type { Environment } from './load-config.js';

export const channelKinds = ['wecom', 'dingtalk', 'webhook', 'sms'] as const;

/** One channel, its secrets read. Printed or logged it shows neither address nor secret. */
export interface ChannelSettings {
  readonly name: string;
  readonly kind: (typeof channelKinds)[number];
  readonly url: string;
  readonly secret?: string;
  /** Names or codes of organisations; empty: all. */
  readonly organisations: readonly string[];
  readonly posts: readonly string[];
  readonly urgentOnly: boolean;
  readonly perMinute?: number;
}

export interface ChannelsFile {
  /** Addresses and networks (CIDR) inside that may be reached. */
  readonly allow: readonly string[];
  readonly channels: readonly ChannelSettings[];
}

export const noChannels: ChannelsFile = { allow: [], channels: [] };

const Elsewhere = z.union([z.strictObject({ env: z.string().regex(/^[A-Z][A-Z0-9_]{0,99}$/) }), z.strictObject({ file: z.string().min(1).max(4096) })]);
type Elsewhere = z.infer<typeof Elsewhere>;

const names = z.array(z.string().min(1).max(200)).max(500);
const File = z.strictObject({
  allow: z.array(z.string().regex(/^[0-9a-fA-F.:]{2,45}(\/\d{1,3})?$/)).max(100).optional(),
  channels: z.record(
    z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
    z.strictObject({
      kind: z.enum(channelKinds),
      url: z.union([z.string().max(2000), Elsewhere]),
      secret: Elsewhere.optional(),
      organisations: names.optional(),
      posts: names.optional(),
      urgent_only: z.boolean().optional(),
      per_minute: z.number().int().min(1).max(600).optional(),
    }),
  ),
});

const variable = 'SHIDIAN_CHANNELS';
const longestSecret = 8 * 1024;
/** Which kinds sign with a secret beside the address. */
const signs: ReadonlySet<string> = new Set(['dingtalk', 'webhook', 'sms']);

/**
 * Reads and checks the file; relative paths of secret files start at its folder.
 * @throws ConfigError with every problem found; never with a secret in it
 */
export function readChannels(path: string, environment: Environment): ChannelsFile {
  const problems: ConfigProblem[] = [];
  const tell = (wrongZh: string, wrongEn: string, mendZh: string, mendEn: string): void => {
    problems.push({ variable, wrong: { zh: wrongZh, en: wrongEn }, mend: { zh: mendZh, en: mendEn } });
  };
  const file = contentOf(path);
  const parsed = File.safeParse(file);
  if (!parsed.success) {
    for (const issue of parsed.error.issues.slice(0, 20)) {
      const place = issue.path.map(String).join('.');
      tell(`${path} 的 ${place || '内容'} 不对`, `${place || 'the content'} of ${path} is not right (${issue.code})`, '对照 docs/channels.md 改正', 'Mend it by docs/channels.md');
    }
    throw new ConfigError(problems);
  }
  const found = (channel: string, what: string, from: Elsewhere): string => {
    const value = 'env' in from ? environment[from.env]?.trim() : secretFile(resolve(dirname(path), from.file));
    if (value !== undefined && value !== '') return value;
    const where = 'env' in from ? from.env : from.file;
    tell(`通道 ${channel} 的 ${what} 取不到：${where}`, `${what} of the channel ${channel} is not there: ${where}`, '设置该环境变量，或放好该文件（8 KB 以内）', 'Set the variable, or put the file there (at most 8 KB)');
    return '';
  };
  const channels = Object.entries(parsed.data.channels).map(([name, one]): ChannelSettings => {
    if (name === 'mail' || name === 'inbox') tell(`通道不能叫 ${name}`, `a channel cannot be called ${name}`, '换一个名字', 'Choose another name');
    const robot = one.kind === 'wecom' || one.kind === 'dingtalk';
    if (robot && typeof one.url === 'string') tell(`通道 ${name} 的地址含密钥，不能写在文件里`, `the address of the channel ${name} holds its key and cannot stand in the file`, '改为 url: { env: … } 或 { file: … }', 'Write url: { env: … } or { file: … }');
    if (signs.has(one.kind) && one.secret === undefined) tell(`通道 ${name} 缺 secret`, `the channel ${name} has no secret`, '写 secret: { env: … } 或 { file: … }', 'Write secret: { env: … } or { file: … }');
    if (one.kind === 'sms' && (one.organisations ?? one.posts) !== undefined) tell(`通道 ${name} 发给个人，不能限定单位或岗位`, `the channel ${name} goes to persons; organisations and posts say nothing there`, '删去', 'Remove them');
    const url = typeof one.url === 'string' ? one.url : found(name, 'url', one.url);
    if (url !== '' && !URL.canParse(url)) tell(`通道 ${name} 的 url 不是网址`, `url of the channel ${name} is no address`, '形如 https://…', 'like https://…');
    const secret = one.secret === undefined ? undefined : found(name, 'secret', one.secret);
    return hidden({
      name,
      kind: one.kind,
      url,
      ...(secret !== undefined && { secret }),
      organisations: one.organisations ?? [],
      posts: one.posts ?? [],
      urgentOnly: one.urgent_only ?? one.kind === 'sms',
      ...(one.per_minute !== undefined && { perMinute: one.per_minute }),
    });
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return { allow: parsed.data.allow ?? [], channels };
}

function contentOf(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'YAML';
    throw new ConfigError([
      { variable, wrong: { zh: `读不了 ${path}（${code}）`, en: `${path} cannot be read (${code})` }, mend: { zh: '应为可读的 YAML 文件，不用锚点', en: 'It should be a readable YAML file without anchors' } },
    ]);
  }
}

function secretFile(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return text.length <= longestSecret ? text : undefined;
  } catch {
    return undefined;
  }
}

function hidden(channel: ChannelSettings): ChannelSettings {
  const shown = (): unknown => ({ ...channel, url: '***', ...(channel.secret !== undefined && { secret: '***' }) });
  Object.defineProperty(channel, 'toJSON', { value: shown, enumerable: false });
  Object.defineProperty(channel, inspect.custom, { value: shown, enumerable: false });
  return Object.freeze(channel);
}
