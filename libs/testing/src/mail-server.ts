import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

/** A message as the server accepted it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Decoded value of the first header of the name (lower case). */
  header(name: string): string | undefined;
  readonly headerNames: readonly string[];
  /** Decoded text. */
  readonly body: string;
  readonly raw: string;
}

/** How the server behaves; a number is the SMTP reply that refuses. */
export interface MailServerReplies {
  readonly recipient?: (address: string) => number | undefined;
  readonly message?: (mail: ReceivedMail) => number | undefined;
  /** false: every login is refused. */
  readonly login?: boolean;
}

/** A real SMTP server of the test's own. */
export interface Mailbox {
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  sessions(): number;
  /** Resolves when `count` messages have been accepted. */
  until(count: number): Promise<void>;
  stop(): Promise<void>;
}

const refusal = (code: number): Error => Object.assign(new Error(code >= 500 ? 'no such mailbox' : 'try again later'), { responseCode: code });

/** RFC 2047 words, folding undone. */
function decodeHeader(value: string): string {
  return value
    .replace(/\r\n[ \t]+/g, ' ')
    .replace(/(=\?[^?]+\?[BQ]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('utf8') : Buffer.from(quoted(text.replaceAll('_', ' ')), 'latin1').toString('utf8'),
    );
}

const quoted = (text: string): string => text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function decodeBody(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding === 'quoted-printable') return Buffer.from(quoted(body), 'latin1').toString('utf8');
  return Buffer.from(body, 'latin1').toString('utf8');
}

function parse(raw: string, from: string, to: readonly string[]): ReceivedMail {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ').split('\r\n').map((line): readonly [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), decodeHeader(line.slice(colon + 1).trim())];
  });
  const header = (name: string): string | undefined => headers.find(([one]) => one === name)?.[1];
  return { from, to, raw, header, headerNames: headers.map(([name]) => name), body: decodeBody(raw.slice(end + 4), header('content-transfer-encoding')?.toLowerCase()) };
}

export async function startMailServer(replies: MailServerReplies = {}): Promise<Mailbox> {
  const received: ReceivedMail[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let sessions = 0;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: replies.login !== false,
    allowInsecureAuth: true,
    onConnect: (_, done) => {
      sessions += 1;
      done();
    },
    onAuth: (_auth, _session, done) => {
      if (replies.login === false) done(refusal(535));
      else done(null, { user: 'test' });
    },
    onRcptTo: ({ address }, _, done) => {
      const code = replies.recipient?.(address);
      done(code === undefined ? null : refusal(code));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const mail = parse(Buffer.concat(chunks).toString('latin1'), mailFrom === false ? '' : mailFrom.address, rcptTo.map(({ address }) => address));
        const code = replies.message?.(mail);
        if (code === undefined) received.push(mail);
        done(code === undefined ? null : refusal(code));
        for (const one of waiting) if (received.length >= one.count) one.resolve();
      });
    },
  });
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    sessions: () => sessions,
    until: (count) => (received.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve }))),
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
}
