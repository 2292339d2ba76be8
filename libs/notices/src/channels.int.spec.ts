import { createHmac } from 'node:crypto';
import type { ChannelSettings } from '@shidian/config';
import type { DeliveryRow } from '@shidian/lifecycle';
import { type HookServer, startHookServer } from '@shidian/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from './channel.js';
import { channelsOf } from './channels-of.js';

const publicUrl = 'https://shidian.example.org';
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const now = Date.UTC(2016, 2, 1);
const delivery: DeliveryRow = {
  id: '1', key: 'case/7/0/post/account', address: '', recipient: '示例甲县教育局', digestOf: null, total: 1, urgent: true, noticedAt: now - 1_000, attempts: 1,
  lines: [{ programId: 'p', programName: '示例试点', caseId: 'c', caseNumber: '000012', kind: 'overdue', text: { zh: '逾期：000012 示例第一小学', en: 'Overdue' }, urgent: true, at: now - 1_000 }],
};

let hook: HookServer;
beforeEach(async () => {
  hook = await startHookServer();
});
afterEach(() => hook.stop());

function channel(kind: ChannelSettings['kind'], change: Partial<ChannelSettings> = {}): Channel {
  const settings: ChannelSettings = { name: kind, kind, url: `${hook.url}/robot?key=abc`, secret: kind === 'dingtalk' ? 'SECabc' : secret, organisations: [], posts: [], urgentOnly: false, ...change };
  return channelsOf({ smtp: undefined, channels: [settings], allow: ['127.0.0.1'], publicUrl, clock: { now: () => now } })[0]!;
}
const answers = (body: string, status = 200): void => {
  hook.answer((_, response) => void response.writeHead(status).end(body));
};

describe('a webhook', () => {
  it('is signed over id, time of the attempt and body, and keeps its id when it is sent again', async () => {
    expect(await channel('webhook').send(delivery)).toEqual({ is: 'accepted' });
    await channel('webhook').send({ ...delivery, attempts: 2 });
    const [first, second] = hook.received;
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = first!.headers;
    expect(signature).toBe(`v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(`${String(id)}.${String(at)}.${first!.body}`).digest('base64')}`);
    expect(at).toBe(String(now / 1000));
    expect(second?.headers['webhook-id']).toBe(id);
    expect(JSON.parse(first!.body)).toEqual({
      type: 'notice',
      timestamp: '2016-02-29T23:59:59.000Z',
      data: { kind: 'overdue', urgent: true, programId: 'p', programName: '示例试点', caseId: 'c', caseNumber: '000012', text: { zh: '逾期：000012 示例第一小学', en: 'Overdue' }, url: `${publicUrl}/cases/c` },
    });
  });
});

describe('a robot of a WeCom group', () => {
  it('is sent a text, and answers with a code of its own', async () => {
    expect(await channel('wecom').send(delivery)).toEqual({ is: 'accepted' });
    const [sent] = hook.received;
    expect(sent?.url.search).toBe('?key=abc');
    expect(JSON.parse(sent!.body)).toEqual({ msgtype: 'text', text: { content: expect.stringContaining('【急】逾期：000012') as string } });
  });

  it.each([
    ['{"errcode":45009,"errmsg":"api freq out of limit"}', { where: 'channel', retryAfterMs: 60_000 }],
    ['{"errcode":93000,"errmsg":"invalid webhook url"}', { where: 'channel' }],
    ['{"errcode":44004,"errmsg":"empty content"}', { where: 'address', permanent: true }],
    ['{"errcode":-1,"errmsg":"system busy"}', { where: 'address', permanent: false }],
    ['<html>', { where: 'channel' }],
    ['', { where: 'channel' }],
    ['null', { where: 'channel' }],
  ])('answering %s is read for what it means', async (body, outcome) => {
    answers(body);
    expect(await channel('wecom').send(delivery)).toMatchObject(outcome);
  });
});

describe('a robot of a DingTalk group', () => {
  it('is signed in its address with the time of the attempt', async () => {
    expect(await channel('dingtalk').send(delivery)).toEqual({ is: 'accepted' });
    const { searchParams } = hook.received[0]!.url;
    expect(searchParams.get('key')).toBe('abc');
    expect(searchParams.get('timestamp')).toBe(String(now));
    expect(searchParams.get('sign')).toBe(createHmac('sha256', 'SECabc').update(`${now}\nSECabc`).digest('base64'));
  });

  it('that says that there were too many messages is left alone for ten minutes', async () => {
    answers('{"errcode":130101,"errmsg":"send too fast"}');
    expect(await channel('dingtalk').send(delivery)).toMatchObject({ where: 'channel', retryAfterMs: 600_000 });
  });

  it('sends gathered notices, at most 18 messages a minute unless the installation says otherwise', () => {
    expect(channel('dingtalk')).toMatchObject({ perMinute: 18, gathers: 200, atOnce: 1 });
    expect(channel('dingtalk', { perMinute: 5 }).perMinute).toBe(5);
  });
});

describe('a text message', () => {
  it('says that there is something and nothing about whom or what', async () => {
    expect(await channel('sms').send({ ...delivery, address: '13800000000' })).toEqual({ is: 'accepted' });
    const sent = JSON.parse(hook.received[0]!.body) as { to: string; text: string };
    expect(sent.to).toBe('13800000000');
    expect(sent.text).toBe('试点项目：您有一条急件（逾期），请登录查看 https://shidian.example.org');
    expect(Array.from(sent.text).length).toBeLessThanOrEqual(70);
    for (const secretWord of ['000012', '示例第一小学', delivery.recipient, '示例试点']) expect(sent.text).not.toContain(secretWord);
    expect(hook.received[0]!.headers['webhook-id']).toMatch(/^msg_/);
  });

  it('goes to telephone numbers alone', async () => {
    expect(await channel('sms').send({ ...delivery, address: '138"0' })).toMatchObject({ where: 'address', permanent: true });
    expect(hook.received).toEqual([]);
  });
});

describe('what a channel says when it fails', () => {
  it.each(['wecom', 'dingtalk', 'webhook', 'sms'] as const)('(%s) holds neither its address nor its secret', async (kind) => {
    const { port } = hook;
    answers('', 302);
    const moved = await channel(kind).send({ ...delivery, address: '13800000000' });
    await hook.stop();
    hook = await startHookServer();
    const refused = await channel(kind, { url: `http://127.0.0.1:${port}/robot?key=topsecret` }).send({ ...delivery, address: '13800000000' });
    for (const outcome of [moved, refused]) {
      expect(outcome).toMatchObject({ is: 'failed', where: 'channel' });
      expect(JSON.stringify(outcome)).not.toMatch(/topsecret|key=|whsec|SECabc|138000/);
    }
  });

  it('is known before a message is lost on it', async () => {
    expect(await channel('webhook').probe()).toEqual({ is: 'accepted' });
    expect(await channel('webhook', { url: 'https://localhost/x' }).probe()).toEqual({ is: 'accepted' });
    const strict = channelsOf({ smtp: undefined, channels: [{ name: 'a', kind: 'wecom', url: 'https://localhost/x', organisations: [], posts: [], urgentOnly: false }], allow: [], publicUrl, clock: { now: () => now } })[0]!;
    expect(await strict.probe()).toMatchObject({ is: 'failed', error: expect.stringContaining('not of the public net') as string });
  });

  it('is said at the start where the address itself shows it', () => {
    for (const url of ['https://127.0.0.2/x', 'https://user:p@example.org/', 'ftp://example.org/']) expect(() => channel('webhook', { url })).toThrow(expect.objectContaining({ code: 'notices.channel_refused' }));
    expect(() => channelsOf({ smtp: undefined, channels: [], allow: ['999.1.1.1'], publicUrl, clock: { now: () => now } })).toThrow(expect.objectContaining({ code: 'notices.channel_refused' }));
    expect(() => channel('webhook', { secret: 'short' })).toThrow(expect.objectContaining({ code: 'notices.channel_refused' }));
  });
});
