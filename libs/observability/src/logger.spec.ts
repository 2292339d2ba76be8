import { describe, expect, it } from 'vitest';
import { createLogger, type Logger, type LogLevel } from './logger.js';
import { scrub } from './scrub.js';

function recording(level: LogLevel = 'info'): { readonly log: Logger; readonly lines: () => Record<string, unknown>[]; readonly text: () => string } {
  const written: string[] = [];
  const log = createLogger('api', level, { write: (line) => void written.push(line) });
  return { log, lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>), text: () => written.join('') };
}

describe('a log line', () => {
  it('has level, time, name, facts and sentence', () => {
    const { log, lines } = recording();
    log.info({ case: 'c-1', count: 2 }, 'Case stepped');
    expect(lines()).toEqual([{ level: 'info', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string, pid: process.pid, name: 'api', case: 'c-1', count: 2, msg: 'Case stepped' }]);
  });

  it('is written from its level on', () => {
    const { log, lines } = recording('warn');
    log.info({}, 'no');
    log.warn({}, 'yes');
    expect(lines().map(({ msg }) => msg)).toEqual(['yes']);
  });

  it('holds no secret, whatever its key and however deep', () => {
    const { log, text } = recording();
    const headers = { Authorization: 'Bearer s3cr3t-value', cookie: 'sid=s3cr3t-value', 'set-cookie': ['sid=s3cr3t-value'], accept: 'text/html' };
    log.info({ req: { headers }, body: { newPassword: 's3cr3t-value', accounts: [{ apiToken: 's3cr3t-value', client_secret: { a: 's3cr3t-value' } }] } }, 'Request');
    log.child({ token: 's3cr3t-value' }).info({}, 'Child');
    expect(text()).not.toContain('s3cr3t-value');
    expect(text()).toContain('text/html');
  });

  it('holds no credentials of addresses and headers, in facts, sentences, errors and their causes', () => {
    const { log, text, lines } = recording();
    const error = Object.assign(new Error('connect postgres://u:s3cr3t-value@db/x failed', { cause: new Error('redis://:s3cr3t-value@cache') }), { password: 's3cr3t-value', code: 'ECONNREFUSED' });
    log.error({ err: error, at: 'https://u:s3cr3t-value@host/p?q=1' }, 'Lost postgres://u:s3cr3t-value@db/x');
    log.error(error);
    log.info({ error }, 'header was Bearer s3cr3t-value');
    expect(text()).not.toContain('s3cr3t-value');
    expect(lines()[0]).toMatchObject({ at: 'https://***@host/p?q=1', msg: 'Lost postgres://***@db/x', err: { type: 'Error', code: 'ECONNREFUSED' } });
  });

  it('survives circles, depth, bytes and big numbers', () => {
    const circle: Record<string, unknown> = { n: 10n, bytes: new Uint8Array(3), at: new Date(0), nothing: undefined };
    circle['self'] = circle;
    expect(scrub(circle)).toMatchObject({ n: '10', bytes: '[3 bytes]', self: '[circular]', at: new Date(0) });
    let deep: unknown = 'bottom';
    for (let n = 0; n < 20; n += 1) deep = { deep };
    expect(JSON.stringify(scrub(deep))).toContain('[deeper]');
  });

  it('keeps counts whose name only sounds secret', () => {
    expect(scrub({ tokens: 12, password: null, token: false })).toEqual({ tokens: 12, password: null, token: false });
  });
});
