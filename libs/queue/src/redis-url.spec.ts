import { describe, expect, it } from 'vitest';
import { BadRedisUrl } from './errors.js';
import { readRedisUrl } from './redis-url.js';

describe('REDIS_URL', () => {
  it('names one server, with login and database', () => {
    expect(readRedisUrl('redis://worker:p%40ss@cache:6380/2')).toEqual({
      kind: 'single',
      where: 'redis://cache:6380',
      options: { host: 'cache', port: 6380, db: 2, username: 'worker', password: 'p@ss', maxRetriesPerRequest: null },
    });
  });

  it('takes a password without a name, and the usual port', () => {
    expect(readRedisUrl('redis://:secret@cache')).toMatchObject({ options: { host: 'cache', port: 6379, password: 'secret' } });
    expect(readRedisUrl('redis://:secret@cache').options).not.toHaveProperty('username');
  });

  it('asks for TLS with rediss', () => {
    expect(readRedisUrl('rediss://cache')).toMatchObject({ options: { tls: {} } });
    expect(readRedisUrl('rediss-sentinel://cache/main')).toMatchObject({ options: { tls: {}, enableTLSForSentinelMode: true } });
    expect(readRedisUrl('rediss-cluster://cache')).toMatchObject({ options: { redisOptions: { tls: {} } } });
    expect(readRedisUrl('redis://cache').options).not.toHaveProperty('tls');
  });

  it('names sentinels and the master that they watch', () => {
    expect(readRedisUrl('redis-sentinel://:secret@one,two:26380/main')).toMatchObject({
      kind: 'sentinel',
      options: { name: 'main', sentinels: [{ host: 'one', port: 26379 }, { host: 'two', port: 26380 }], password: 'secret', maxRetriesPerRequest: null },
    });
  });

  it('names the nodes of a cluster', () => {
    expect(readRedisUrl('redis-cluster://[::1]:7000,two:7001')).toMatchObject({
      kind: 'cluster',
      nodes: [{ host: '::1', port: 7000 }, { host: 'two', port: 7001 }],
      options: { redisOptions: { maxRetriesPerRequest: null } },
    });
  });

  it.each(['cache:6379', 'http://cache', 'redis://', 'redis://one,two', 'redis://cache/main', 'redis-sentinel://one'])('refuses %s with a sentence', (url) => {
    expect(() => readRedisUrl(url)).toThrow(BadRedisUrl);
  });

  it('never lets the password into what is shown', () => {
    expect(readRedisUrl('redis-cluster://u:secret@one:7000').where).toBe('redis-cluster://one:7000');
    expect(new BadRedisUrl('x').message).not.toContain('secret');
  });
});
