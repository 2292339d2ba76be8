import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.js';
import { loadConfig, type Environment } from './load-config.js';
import { settingReference } from './reference.js';
import { describeConfig, withoutCredentials } from './secrets.js';

function refusal(environment: Environment): ConfigError {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('the settings', () => {
  it('have a default where one is possible, and nothing else', () => {
    expect({ ...loadConfig({}) }).toEqual({
      databasePool: 10,
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      trustProxy: [],
      dataDir: '.shidian',
      mailFrom: '试点项目管理 <shidian@localhost>',
      digestMinutes: 510,
      logLevel: 'info',
      graceMs: 60_000,
      sessionLifeMs: 12 * 3_600_000,
      sessionIdleMs: 2 * 3_600_000,
      cookieSecure: false,
      uploadLimitBytes: 20 * 1024 * 1024,
    });
  });

  it('are read from the environment, in their units', () => {
    const config = loadConfig({
      DATABASE_URL: 'postgres://u:p@db:5432/shidian',
      DATABASE_OWNER_URL: 'postgresql://o:p@db/shidian',
      REDIS_URL: 'redis-sentinel://a:26379,b:26379/main',
      PORT: ' 8080 ',
      SHIDIAN_PUBLIC_URL: 'https://pilot.example.org/',
      SHIDIAN_TRUST_PROXY: '10.0.0.0/8, 127.0.0.1',
      SHIDIAN_GRACE: '250ms',
      SHIDIAN_UPLOAD_LIMIT: '5mb',
      SMTP_URL: 'smtps://u:p@mail:465',
      SHIDIAN_MAIL_FROM: 'pilot@example.org',
      HOME: '/somewhere',
    });
    expect(config).toMatchObject({
      databaseUrl: 'postgres://u:p@db:5432/shidian',
      databaseOwnerUrl: 'postgresql://o:p@db/shidian',
      redisUrl: 'redis-sentinel://a:26379,b:26379/main',
      port: 8080,
      publicUrl: 'https://pilot.example.org',
      trustProxy: ['10.0.0.0/8', '127.0.0.1'],
      graceMs: 250,
      uploadLimitBytes: 5 * 1024 * 1024,
      cookieSecure: true,
      mailFrom: 'pilot@example.org',
    });
    expect(loadConfig({ SHIDIAN_PUBLIC_URL: 'https://x.org', SHIDIAN_COOKIE_SECURE: 'false' }).cookieSecure).toBe(false);
  });

  it('take an empty value for none', () => {
    expect(loadConfig({ DATABASE_URL: '', PORT: ' ' })).toMatchObject({ port: 3000 });
    expect('databaseUrl' in loadConfig({ DATABASE_URL: '' })).toBe(false);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '80a'],
    ['DATABASE_URL', 'mysql://db'],
    ['DATABASE_URL', 'postgres://'],
    ['REDIS_URL', 'localhost:6379'],
    ['SHIDIAN_GRACE', '60'],
    ['SHIDIAN_GRACE', '2h'],
    ['SHIDIAN_UPLOAD_LIMIT', '3GB'],
    ['SHIDIAN_PUBLIC_URL', 'https://x.org/app'],
    ['SHIDIAN_LOG_LEVEL', 'loud'],
    ['SHIDIAN_SESSION_SECRET', 'short'],
    ['SHIDIAN_MAIL_FROM', 'nobody'],
    ['SHIDIAN_COOKIE_SECURE', 'yes'],
    ['SHIDIAN_TRUST_PROXY', 'everyone'],
    ['SHIDIAN_DATABASE_POOL', '1'],
    ['SHIDIAN_SESSION_IDLE', '13h'],
  ])('refuse %s=%s with the variable, the reason and the remedy', (variable, value) => {
    const { problems, message } = refusal({ [variable]: value });
    expect(problems.map((problem) => problem.variable)).toEqual([variable]);
    expect(problems[0]!.mend.zh.length).toBeGreaterThan(4);
    expect(message).toContain(problems[0]!.wrong.zh);
    expect(message).toContain(problems[0]!.mend.en);
  });

  it('report everything that is wrong at once', () => {
    expect(refusal({ PORT: 'x', SHIDIAN_GRACE: 'x', SHIDIAN_GRACES: '1s' }).problems.map(({ variable }) => variable)).toEqual(['SHIDIAN_GRACES', 'PORT', 'SHIDIAN_GRACE']);
  });

  it.each([
    ['SHIDIAN_LOG_LEVLE', 'SHIDIAN_LOG_LEVEL'],
    ['SHIDIAN_DATABASE_URL', 'DATABASE_URL'],
    ['SHIDIAN_PORT', 'PORT'],
  ])('refuse %s and suggest %s', (name, meant) => {
    expect(refusal({ [name]: 'x' }).problems).toMatchObject([{ variable: name, mend: { zh: `是不是 ${meant}？`, en: `Did you mean ${meant}?` } }]);
  });

  it('refuse an owner’s address without a database', () => {
    expect(refusal({ DATABASE_OWNER_URL: 'postgres://o@db/x' }).problems).toMatchObject([{ variable: 'DATABASE_OWNER_URL' }]);
  });

  it('never show a secret', () => {
    const secret = 'correct-horse-battery-staple-0123456789';
    const config = loadConfig({
      DATABASE_URL: `postgres://user:${secret}@db:5432/shidian?options=${secret}`,
      REDIS_URL: `redis://:${secret}@cache:6379/0`,
      SMTP_URL: `smtp://user:${secret}@mail:587`,
      SHIDIAN_SESSION_SECRET: secret,
    });
    for (const shown of [JSON.stringify({ config }), inspect(config), inspect({ deep: { config } }), JSON.stringify(describeConfig(config))]) {
      expect(shown).not.toContain(secret);
      expect(shown).toContain('db:5432/shidian');
    }
    expect(config.sessionSecret).toBe(secret);
    for (const variable of ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL']) expect(refusal({ [variable]: `http//${secret}` }).message).not.toContain(secret);
    expect(refusal({ SHIDIAN_SESSION_SECRET: 'tell-nobody' }).message).not.toContain('tell-nobody');
  });

  it('show an address without user and password, even where the password holds an @', () => {
    expect(withoutCredentials('postgres://u:p@ss@db:5432/x?sslmode=require')).toBe('postgres://db:5432/x');
    expect(withoutCredentials('redis-sentinel://:p@a:1,b:2/main')).toBe('redis-sentinel://a:1,b:2/main');
    expect(withoutCredentials('nonsense')).toBe('***');
  });

  it('are all explained, with defaults that are right themselves', () => {
    const reference = settingReference();
    expect(reference.length).toBeGreaterThan(15);
    expect(new Set(reference.map(({ variable }) => variable)).size).toBe(reference.length);
    const defaults = Object.fromEntries(reference.flatMap(({ variable, fallback }) => (fallback === undefined ? [] : [[variable, fallback]])));
    expect({ ...loadConfig(defaults) }).toEqual({ ...loadConfig({}) });
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(loadConfig({}))).toBe(true);
  });
});
