import { setDefaultBackendFactory } from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import { answerWithinMs, type QueueBackend, within } from './backend.js';
import { QueueUnreachable, RedisEvicts } from './errors.js';
import type { Log } from './log.js';
import { readRedisUrl, type RedisAddress } from './redis-url.js';

/** One hash tag: on a cluster all keys of all queues lie on one shard, as the scripts of the queue need. */
const prefix = '{shidian}';

/** 1 s, 2 s, 4 s … 10 s: for ever, because the jobs are only late while Redis is away. */
const retryStrategy = (attempt: number): number => Math.min(1000 * 2 ** (attempt - 1), 10_000);

function connect(address: RedisAddress): Redis | Cluster {
  return address.kind === 'cluster'
    ? new Cluster([...address.nodes], { ...address.options, clusterRetryStrategy: retryStrategy })
    : new Redis({ ...address.options, retryStrategy });
}

const isLive = (client: Redis | Cluster): boolean => client.status === 'ready' || (client instanceof Cluster && client.status === 'connect');

/** INFO, not CONFIG GET: managed servers forbid the latter. On a cluster every master is asked. */
async function evictionPolicies(client: Redis | Cluster): Promise<readonly string[]> {
  const nodes = client instanceof Cluster ? client.nodes('master') : [client];
  const infos = await Promise.all(nodes.map((node) => node.info('memory')));
  return infos.map((info) => /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? 'noeviction');
}

/** @throws BadRedisUrl, QueueUnreachable, RedisEvicts */
export async function redisBackend(url: string, log: Log): Promise<QueueBackend> {
  const address = readRedisUrl(url);
  const client = connect(address);
  let lastError: unknown;
  // Without a listener the driver prints every failed attempt to reconnect.
  client.on('error', (error: Error) => {
    lastError = error;
    log.warn({ where: address.where, error: error.message }, 'the connection to Redis failed');
  });
  const unreachable = (): QueueUnreachable => new QueueUnreachable('redis', address.where, { cause: lastError });

  try {
    const policies = await within(answerWithinMs, evictionPolicies(client), unreachable);
    const evicting = policies.find((policy) => policy !== 'noeviction');
    if (evicting !== undefined) throw new RedisEvicts(evicting);
  } catch (error) {
    client.disconnect();
    throw error;
  }

  setDefaultBackendFactory();
  return {
    kind: 'redis',
    where: address.where,
    options: { connection: client, prefix },
    live: () => isLive(client),
    probe: async () => {
      if (!isLive(client)) throw unreachable();
      await within(answerWithinMs, client.ping(), unreachable);
    },
    close: async () => {
      if (isLive(client)) await client.quit().catch(() => undefined);
      client.disconnect();
    },
  };
}
