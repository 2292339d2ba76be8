import type { ClusterNode, ClusterOptions, RedisOptions } from 'ioredis';
import { BadRedisUrl } from './errors.js';

/** How to reach Redis, in the driver's words. `where` names it without the password. */
export type RedisAddress =
  | { readonly kind: 'single' | 'sentinel'; readonly options: RedisOptions; readonly where: string }
  | { readonly kind: 'cluster'; readonly nodes: readonly ClusterNode[]; readonly options: ClusterOptions; readonly where: string };

interface Host {
  readonly host: string;
  readonly port: number;
}

const pattern = /^(rediss?)(-sentinel|-cluster)?:\/\/(?:([^@/]*)@)?([^/?#]+)(?:\/([^?#]*))?$/;

function hosts(list: string, port: number): [Host, ...Host[]] {
  const parsed = list.split(',').map((one): Host => {
    const match = /^(\[[0-9a-fA-F:]+\]|[^:\s]+)(?::(\d{1,5}))?$/.exec(one.trim());
    if (!match?.[1]) throw new BadRedisUrl(`"${one}" is not a host and port`);
    return { host: match[1].replace(/^\[|\]$/g, ''), port: match[2] ? Number(match[2]) : port };
  });
  const [first, ...rest] = parsed;
  if (!first) throw new BadRedisUrl('there is no host');
  return [first, ...rest];
}

function account(text: string | undefined): { username?: string; password?: string } {
  if (!text) return {};
  const at = text.indexOf(':');
  const [username, password] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  return { ...(username && { username: decodeURIComponent(username) }), ...(password && { password: decodeURIComponent(password) }) };
}

/** Reads REDIS_URL. @throws BadRedisUrl */
export function readRedisUrl(url: string): RedisAddress {
  const [, scheme, kind, user, list, path] = pattern.exec(url) ?? [];
  if (!scheme || !list) throw new BadRedisUrl('it is not a Redis address');
  const where = `${scheme}${kind ?? ''}://${list}`;
  // Blocking reads may last longer than any number of retries: BullMQ asks for null.
  const common: RedisOptions = { ...account(user), maxRetriesPerRequest: null, ...(scheme === 'rediss' && { tls: {} }) };

  if (kind === '-sentinel') {
    if (!path) throw new BadRedisUrl('the name of the master is missing after the last /');
    return {
      kind: 'sentinel',
      where,
      options: { ...common, sentinels: hosts(list, 26379), name: decodeURIComponent(path), ...(common.tls && { enableTLSForSentinelMode: true, sentinelTLS: {} }) },
    };
  }
  if (kind === '-cluster') {
    return { kind: 'cluster', where, nodes: hosts(list, 6379), options: { redisOptions: common } };
  }
  const [one, ...more] = hosts(list, 6379);
  if (more.length > 0) throw new BadRedisUrl('several hosts need redis-sentinel:// or redis-cluster://');
  if (path && !/^\d+$/.test(path)) throw new BadRedisUrl(`"${path}" is not the number of a database`);
  return { kind: 'single', where, options: { ...common, ...one, ...(path && { db: Number(path) }) } };
}
