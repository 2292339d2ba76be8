import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { freePort, type Mailbox, startMailServer } from '@shidian/testing';
import { afterEach, describe, expect, it } from 'vitest';
import type { Letter } from './letter.js';
import { messageId, Smtp, type SmtpSettings } from './smtp.js';

const letter: Letter = {
  key: 'case/7/0/post/account',
  address: 'office@school.example.org',
  recipient: '示例第一小学',
  subject: '提醒：000012——修改申报书',
  text: '提醒\n\n----\n\nReminder\n',
  urgent: true,
  list: { id: '01936f5e-7d1c-7c2f-8b62-0a2d3b1f5a01', name: '融合应用试点' },
  writtenAt: Date.UTC(2016, 2, 15, 1),
};

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function server(reply: Parameters<typeof startMailServer>[0] = {}): Promise<Mailbox> {
  const mailbox = await startMailServer(reply);
  ends.push(() => mailbox.stop());
  return mailbox;
}

function channel(url: string, more: Partial<SmtpSettings> = {}): Smtp {
  const made = new Smtp({ url, from: '试点项目管理 <shidian@bureau.example.org>', ...more });
  ends.push(() => {
    made.close();
  });
  return made;
}

describe('mail over SMTP', () => {
  it('arrives with both languages, a stable id, and marked as automatic and as of a list', async () => {
    const mailbox = await server();
    expect(await channel(mailbox.url).send(letter)).toEqual({ is: 'accepted' });
    const [mail] = mailbox.received;
    expect(mail?.from).toBe('shidian@bureau.example.org');
    expect(mail?.to).toEqual(['office@school.example.org']);
    expect(mail?.header('message-id')).toBe(messageId(letter.key, 'bureau.example.org'));
    expect(mail?.header('auto-submitted')).toBe('auto-generated');
    expect(mail?.header('list-id')).toContain('<01936f5e-7d1c-7c2f-8b62-0a2d3b1f5a01.bureau.example.org>');
    expect(mail?.header('date')).toBe('Tue, 15 Mar 2016 01:00:00 +0000');
    expect(mail?.body).toContain('Reminder');
    expect(mail?.body).toContain('提醒');
    expect(mail?.header('subject')).toBe('提醒：000012——修改申报书');
  });

  it('has the same id when it is sent again, and another for another key', async () => {
    const mailbox = await server();
    const mail = channel(mailbox.url);
    await mail.send(letter);
    await mail.send(letter);
    await mail.send({ ...letter, key: 'case/7/1/post/account' });
    const ids = mailbox.received.map((one) => one.header('message-id'));
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('reports a mailbox that passes and one that does not, and goes on with the next', async () => {
    const mailbox = await server({ recipient: (address) => (address.startsWith('full') ? 452 : address.startsWith('gone') ? 550 : undefined) });
    const mail = channel(mailbox.url);
    expect(await mail.send({ ...letter, address: 'full@school.example.org' })).toMatchObject({ where: 'address', permanent: false });
    expect(await mail.send({ ...letter, address: 'gone@school.example.org' })).toMatchObject({ where: 'address', permanent: true });
    expect(await mail.send(letter)).toEqual({ is: 'accepted' });
    expect(mailbox.received).toHaveLength(1);
  });

  it('reports a message that is refused after its last line', async () => {
    const mailbox = await server({ message: () => 554 });
    expect(await channel(mailbox.url).send(letter)).toMatchObject({ where: 'address', permanent: true });
  });

  it('reports a refused connection as a failure of the way', async () => {
    expect(await channel(`smtp://127.0.0.1:${await freePort()}`).send(letter)).toMatchObject({ where: 'channel', permanent: false });
  });

  it('reports a refused login as a failure of the way', async () => {
    const mailbox = await server({ login: false });
    expect(await channel(mailbox.url.replace('smtp://', 'smtp://worker:wrong@')).send(letter)).toMatchObject({ where: 'channel', permanent: false });
  });

  it.each([
    ['never greets', (): void => undefined],
    ['greets and falls silent', (socket: Socket) => void socket.write('220 slow.example.org ESMTP\r\n')],
    ['closes at once', (socket: Socket) => void socket.destroy()],
  ])('gives up on a server that %s', async (_, behave) => {
    const sockets = new Set<Socket>();
    const slow = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      behave(socket);
    });
    slow.listen(0, '127.0.0.1');
    await once(slow, 'listening');
    ends.push(() => {
      for (const socket of sockets) socket.destroy();
      slow.close();
    });
    const address = slow.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const mail = channel(`smtp://127.0.0.1:${address.port}`, { connectWithinMs: 200, answerWithinMs: 200, sendWithinMs: 3_000 });
    expect(await mail.send(letter)).toMatchObject({ where: 'channel', permanent: false });
  });

  it('lets nothing that a person typed add a header or a recipient', async () => {
    const mailbox = await server();
    const mail = channel(mailbox.url);
    const evil = '好\r\nBcc: victim@example.org\r\n\r\n<script>';
    await mail.send({ ...letter, subject: evil, recipient: evil, list: { id: letter.list.id, name: `x>${evil}` }, text: `\r\n.\r\nMAIL FROM:<x@example.org>\r\n` });
    expect(mailbox.received).toHaveLength(1);
    const [got] = mailbox.received;
    expect(got?.to).toEqual(['office@school.example.org']);
    expect(got?.header('bcc')).toBeUndefined();
    expect(got?.headerNames).not.toContain('bcc');
    expect(got?.body).toContain('MAIL FROM:<x@example.org>');
  });

  it.each(['a@example.org, b@example.org', 'a@example.org\r\nRCPT TO:<b@example.org>', 'a b@example.org', '<a@example.org>', '"a"@example.org', 'nobody', 'a@b@example.org', ''])(
    'refuses the address %j for good, without a word to the server',
    async (address) => {
      const mailbox = await server();
      expect(await channel(mailbox.url).send({ ...letter, address })).toMatchObject({ where: 'address', permanent: true });
      expect(mailbox.sessions()).toBe(0);
    },
  );
});
