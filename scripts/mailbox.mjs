// A mail server for trying things out: takes every mail and prints it. Nothing leaves this machine.
//
//   node scripts/mailbox.mjs [port]        then, in another window:  SMTP_URL=smtp://127.0.0.1:2525 npm start
import { SMTPServer } from 'smtp-server';

const port = Number(process.argv[2] ?? 2525);

const quotedPrintable = (text) =>
  Buffer.from(
    text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** RFC 2047: `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=`. A character may be cut in two between words, so bytes are joined first. */
function header(text) {
  const bytes = text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind, coded) =>
    kind.toLowerCase() === 'b'
      ? Buffer.from(coded, 'base64').toString('latin1')
      : coded.replaceAll('_', ' ').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function print(raw, { mailFrom, rcptTo }) {
  const [head = '', ...rest] = raw.split(/\r?\n\r?\n/);
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const field = (name) => lines.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1).trim() ?? '';
  const body = rest.join('\n\n');
  const encoding = field('content-transfer-encoding').toLowerCase();
  const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : encoding === 'quoted-printable' ? quotedPrintable(body) : body;
  console.log(`── ${new Date().toLocaleTimeString()}  ${mailFrom ? mailFrom.address : ''} → ${rcptTo.map(({ address }) => address).join(', ')}`);
  console.log(`   ${header(field('subject'))}\n`);
  console.log(`${text.trim().replace(/^/gm, '   ')}\n`);
}

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
  onData(stream, session, done) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => {
      print(Buffer.concat(chunks).toString('utf8'), session.envelope);
      done();
    });
  },
});
server.on('error', (error) => {
  console.error(error.code === 'EADDRINUSE' ? `✗ 端口 ${port} 已被占用  Port ${port} is taken: node scripts/mailbox.mjs <port>` : error.message);
  process.exit(1);
});
server.listen(port, '127.0.0.1', () => console.log(`✉ smtp://127.0.0.1:${port}`));
