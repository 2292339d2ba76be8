import { describe, expect, it } from 'vitest';
import { reportHealth, type HealthCheck } from './health.js';

const well: HealthCheck = { name: 'database', run: () => Promise.resolve({ ok: true, detail: { zh: '正常', en: 'Well' }, details: { ms: 2 } }) };

describe('a health report', () => {
  it('is well when every check is', async () => {
    expect(await reportHealth([well], 1000)).toEqual({ ok: true, checks: [{ name: 'database', ok: true, detail: { zh: '正常', en: 'Well' }, details: { ms: 2 } }] });
    expect((await reportHealth([well, { name: 'queue', run: () => Promise.resolve({ ok: false, detail: { zh: '断', en: 'Down' } }) }], 1000)).ok).toBe(false);
  });

  it('tells of what is not well elsewhere, and is well all the same', async () => {
    const report = await reportHealth([well, { name: 'timers', elsewhere: true, run: () => Promise.resolve({ ok: false, detail: { zh: '积压', en: 'Behind' } }) }], 1000);
    expect(report).toMatchObject({ ok: true, checks: [{ ok: true }, { name: 'timers', ok: false }] });
  });

  it('reports a check that throws without its message, and the others still', async () => {
    const broken: HealthCheck = { name: 'queue', run: () => Promise.reject(Object.assign(new Error('connect 10.0.0.5 secret'), { code: 'ECONNREFUSED' })) };
    const thrown: HealthCheck = {
      name: 'clock',
      run: () => {
        throw new TypeError('secret');
      },
    };
    const report = await reportHealth([broken, thrown, well], 1000);
    expect(report.checks.map(({ name, ok, detail }) => [name, ok, detail.en])).toEqual([
      ['queue', false, 'The check failed (ECONNREFUSED)'],
      ['clock', false, 'The check failed (TypeError)'],
      ['database', true, 'Well'],
    ]);
  });

  it('does not wait for a check that never answers, and tells it to give up', async () => {
    let told = false;
    const hanging: HealthCheck = {
      name: 'queue',
      run: (signal) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            told = true;
          });
        }),
    };
    const report = await reportHealth([hanging, well], 5);
    expect(report.checks.map(({ ok }) => ok)).toEqual([false, true]);
    expect(report.checks[0]!.detail.en).toBe('No answer within 5 ms');
    expect(told).toBe(true);
  });
});
