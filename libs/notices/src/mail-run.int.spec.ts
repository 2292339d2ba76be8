import type { DeliveryRow, DeliveryStore } from '@shidian/lifecycle';
import { freePort, type Mailbox, recordingLog, startMailServer } from '@shidian/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { heldReason, leaseMs, MailRun } from './mail-run.js';
import { SmtpChannel } from './smtp-channel.js';

interface Held {
  row: Omit<DeliveryRow, 'attempts'>;
  status: string;
  attempts: number;
  dueAt: number;
  error: string | null;
}

/** The port in memory, with the states of its contract. */
class MemoryDeliveries implements DeliveryStore {
  readonly rows = new Map<string, Held>();
  /** Thrown by the next write of "delivered": a crash between the server's acceptance and our row. */
  crash: Error | undefined;

  constructor(...addresses: readonly string[]) {
    for (const [index, address] of addresses.entries()) {
      const row = { id: `d${index}`, key: `notice-${index}/account`, address, recipient: '示例学校', programId: 'p', programName: '试点', caseId: null, caseNumber: null, kind: 'reminder' as const, text: { zh: `提醒${index}` }, urgent: false, noticedAt: 0 };
      this.rows.set(row.id, { row, status: 'queued', attempts: 0, dueAt: 0, error: null });
    }
  }

  status(): Record<string, string> {
    return Object.fromEntries([...this.rows.values()].map(({ row, status }) => [row.address, status]));
  }

  expand(): Promise<number> {
    return Promise.resolve(0);
  }

  claim(limit: number, lease: number, at: number): Promise<readonly DeliveryRow[]> {
    const due = [...this.rows.values()].filter(({ status, dueAt }) => ['queued', 'failed_temporarily', 'sending'].includes(status) && dueAt <= at).slice(0, limit);
    for (const one of due) Object.assign(one, { status: 'sending', attempts: one.attempts + 1, dueAt: at + lease });
    return Promise.resolve(due.map(({ row, attempts }) => ({ ...row, attempts })));
  }

  delivered(id: string): Promise<void> {
    const crash = this.crash;
    this.crash = undefined;
    if (crash) return Promise.reject(crash);
    return this.set(id, { status: 'delivered', error: null });
  }

  failed(id: string, failure: { readonly permanent: boolean; readonly error: string; readonly nextAt: number | null }): Promise<void> {
    return this.set(id, { status: failure.permanent ? 'failed' : 'failed_temporarily', error: failure.error, dueAt: failure.nextAt ?? 0 });
  }

  async hold(reason: string): Promise<number> {
    const waiting = [...this.rows.values()].filter(({ status }) => ['queued', 'failed_temporarily'].includes(status));
    for (const { row } of waiting) await this.set(row.id, { status: 'held', error: reason });
    return waiting.length;
  }

  async release(): Promise<number> {
    const held = [...this.rows.values()].filter(({ status }) => status === 'held');
    for (const { row } of held) await this.set(row.id, { status: 'queued', dueAt: 0 });
    return held.length;
  }

  private set(id: string, change: Partial<Held>): Promise<void> {
    Object.assign(this.rows.get(id)!, change);
    return Promise.resolve();
  }
}

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function mailRun(deliveries: DeliveryStore, url: string | undefined): { readonly run: MailRun; readonly pass: (ms: number) => void } {
  let now = 1_000_000;
  const channel = url === undefined ? undefined : new SmtpChannel({ url, from: 'shidian@bureau.example.org', connectWithinMs: 500 });
  ends.push(() => channel?.close());
  return {
    run: new MailRun({ deliveries, channel, clock: { now: () => now }, monotonic: () => now, letters: { publicUrl: 'https://shidian.example.org' }, log: recordingLog() }),
    pass: (ms) => (now += ms),
  };
}

async function server(reply: Parameters<typeof startMailServer>[0] = {}): Promise<Mailbox> {
  const mailbox = await startMailServer(reply);
  ends.push(() => mailbox.stop());
  return mailbox;
}

const minute = 60_000;

describe('a run of the mail', () => {
  it('delivers each notice once, however often it runs', async () => {
    const mailbox = await server();
    const deliveries = new MemoryDeliveries(...Array.from({ length: 20 }, (_, index) => `m${index}@school.example.org`));
    const { run, pass } = mailRun(deliveries, mailbox.url);
    await Promise.all([run.run(), run.run()]);
    pass(10 * leaseMs);
    await run.run();
    expect(mailbox.received).toHaveLength(20);
    expect(new Set(Object.values(deliveries.status()))).toEqual(new Set(['delivered']));
  });

  it('tries a mailbox that is full again after its rest, and delivers the others meanwhile', async () => {
    let full = true;
    const mailbox = await server({ recipient: (address) => (full && address.startsWith('full') ? 452 : undefined) });
    const deliveries = new MemoryDeliveries('full@school.example.org', 'office@school.example.org');
    const { run, pass } = mailRun(deliveries, mailbox.url);
    expect(await run.run()).toBe(1);
    expect(deliveries.status()).toEqual({ 'full@school.example.org': 'failed_temporarily', 'office@school.example.org': 'delivered' });
    expect(await run.run()).toBe(0);
    full = false;
    pass(minute);
    expect(await run.run()).toBe(1);
    expect(deliveries.status()['full@school.example.org']).toBe('delivered');
  });

  it('gives up at once on a mailbox that does not exist', async () => {
    const mailbox = await server({ recipient: () => 550 });
    const deliveries = new MemoryDeliveries('gone@school.example.org');
    const { run, pass } = mailRun(deliveries, mailbox.url);
    await run.run();
    expect(deliveries.status()).toEqual({ 'gone@school.example.org': 'failed' });
    pass(100 * 3_600_000);
    await run.run();
    expect(mailbox.sessions()).toBe(1);
  });

  it('gives up after the last rest on a mailbox that never recovers', async () => {
    const mailbox = await server({ recipient: () => 451 });
    const deliveries = new MemoryDeliveries('busy@school.example.org');
    const { run, pass } = mailRun(deliveries, mailbox.url);
    for (let day = 0; day < 20 && deliveries.status()['busy@school.example.org'] !== 'failed'; day += 1) {
      await run.run();
      pass(24 * 60 * minute);
    }
    expect(deliveries.status()).toEqual({ 'busy@school.example.org': 'failed' });
    expect(deliveries.rows.get('d0')?.attempts).toBe(10);
  });

  it('asks a server that is down once a minute and not once a notice, and sends everything when it is back', async () => {
    const deliveries = new MemoryDeliveries(...Array.from({ length: 30 }, (_, index) => `m${index}@school.example.org`));
    const { run } = mailRun(deliveries, `smtp://127.0.0.1:${await freePort()}`);
    await run.run();
    await run.run();
    expect([...deliveries.rows.values()].filter(({ attempts }) => attempts > 0)).toHaveLength(6);
    expect(Object.values(deliveries.status()).filter((status) => status === 'queued')).toHaveLength(24);

    const mailbox = await server();
    const later = mailRun(deliveries, mailbox.url);
    later.pass(10 * minute);
    await later.run.run();
    expect(mailbox.received).toHaveLength(30);
  });

  it('holds everything with a reason where no server is configured, and lets it go when one is', async () => {
    const deliveries = new MemoryDeliveries('a@school.example.org', 'b@school.example.org');
    await mailRun(deliveries, undefined).run.run();
    expect(new Set(Object.values(deliveries.status()))).toEqual(new Set(['held']));
    expect(deliveries.rows.get('d0')?.error).toBe(heldReason);
    const mailbox = await server();
    await mailRun(deliveries, mailbox.url).run.run();
    expect(mailbox.received).toHaveLength(2);
  });

  it('sends a message again, under the same id, when it died between acceptance and its own row', async () => {
    const mailbox = await server();
    const deliveries = new MemoryDeliveries('a@school.example.org');
    deliveries.crash = new Error('killed');
    const { run, pass } = mailRun(deliveries, mailbox.url);
    await expect(run.run()).rejects.toThrow('killed');
    expect(await run.run()).toBe(0);
    pass(leaseMs);
    expect(await run.run()).toBe(1);
    const [first, second] = mailbox.received.map((mail) => mail.header('message-id'));
    expect(second).toBe(first);
    expect(mailbox.received).toHaveLength(2);
  });
});
