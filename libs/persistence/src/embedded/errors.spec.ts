import { describe, expect, it } from 'vitest';
import { failureOf } from './errors.js';

const at = { folder: '/data/postgres', port: 5432 };

describe('what PostgreSQL wrote before it gave up', () => {
  it.each([
    ['FATAL:  could not write to file "pg_wal/xlogtemp.29": No space left on device', 'embedded.disk_full'],
    ['initdb: error: could not create directory "/data/postgres/cluster/base": No space left on device', 'embedded.disk_full'],
    ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\nFATAL:  could not create any TCP/IP sockets', 'embedded.port_busy'],
    ['FATAL:  lock file "postmaster.pid" already exists\nHINT:  Is another postmaster (PID 4711) running in data directory "/data/postgres/cluster"?', 'embedded.folder_in_use'],
    ['initdb: error: could not access directory "/root/x": Permission denied', 'embedded.folder_denied'],
    ['FATAL:  could not map anonymous shared memory', 'embedded.failed'],
  ])('%s → %s', (log, code) => {
    const failure = failureOf('start', log, at);
    expect(failure.code).toBe(code);
    expect(failure.words.zh).not.toBe('');
    expect(failure.message).toBe(failure.words.en);
  });
});
