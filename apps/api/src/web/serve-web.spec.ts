import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveWeb, webPolicy } from './serve-web.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const browser = { accept: 'text/html,application/xhtml+xml' };
let folder: string;
let server: FastifyInstance;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shidian-web-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>试点</title>');
  writeFileSync(join(folder, 'assets/main-1a2b.js'), 'console.log(1)');
  writeFileSync(join(folder, 'assets/main-1a2b.js.gz'), gzipSync('console.log(1)'));
  writeFileSync(join(folder, '..', 'shidian-secret.txt'), 'secret');
  server = fastify();
  server.get('/api/me', () => ({ name: 'x' }));
  await serveWeb(server, folder, log);
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
  rmSync(join(folder, '..', 'shidian-secret.txt'));
});

describe('the browser’s application', () => {
  it('is one page at every address that a browser opens, read anew each time, under its own policy', async () => {
    for (const url of ['/', '/cases/1', '/sign-in?next=/x']) {
      const { statusCode, headers, body } = await server.inject({ url, headers: browser });
      expect({ statusCode, body }).toEqual({ statusCode: 200, body: '<!doctype html><title>试点</title>' });
      expect(headers).toMatchObject({ 'cache-control': 'no-cache', 'content-security-policy': webPolicy });
    }
  });

  it('keeps its built files for ever, compressed where the browser takes it', async () => {
    const plain = await server.inject({ url: '/assets/main-1a2b.js' });
    expect(plain.headers['cache-control']).toContain('immutable');
    const packed = await server.inject({ url: '/assets/main-1a2b.js', headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.headers['content-type']).toContain('javascript');
  });

  it.each(['/api/unknown', '/health/x', '/problems', '/assets/gone.js', '/%E0%A4%A', '/../shidian-secret.txt', '/..%2fshidian-secret.txt', '/assets/%2e%2e/%2e%2e/shidian-secret.txt'])('says of %s that there is no such thing, or shows the page, and nothing else', async (url) => {
    const { statusCode, body } = await server.inject({ url, headers: browser });
    expect(body).not.toContain('secret');
    if (!body.startsWith('<!doctype html>')) expect([400, 404]).toContain(statusCode);
    if (/^\/(api|health|problems|assets)/.test(url) && !url.includes('%2e')) expect(JSON.parse(body)).toMatchObject({ code: 'route.unknown' });
  });

  it('is no page for programs, and leaves the interface alone', async () => {
    expect((await server.inject({ url: '/cases/1', headers: { accept: 'application/json' } })).statusCode).toBe(404);
    expect((await server.inject({ url: '/api/me', headers: browser })).json()).toEqual({ name: 'x' });
  });
});
