// `npm run long:walk`: does what README.md says, block by block, on a fresh data folder with a mail server, and looks at
// what came of it. Takes about five minutes, since it waits for real deadlines.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { root } from '../setup/run.mjs';

const command = join(root, 'dist/apps/cli/src/main.js');
const folder = mkdtempSync(join(tmpdir(), 'shidian-walk-'));
// The database's user has to pass, when this runs as root.
chmodSync(folder, 0o755);

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const walk = readme.slice(readme.indexOf('<!-- walk -->'), readme.indexOf('<!-- end of walk -->'));

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

const mails = [];
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => {
      const head = Buffer.concat(chunks).toString('utf8').split(/\r?\n\r?\n/)[0].replace(/\r?\n[ \t]+/g, ' ');
      mails.push({ to: session.envelope.rcptTo[0].address, id: /^message-id: *(.*)$/im.exec(head)?.[1] });
      done();
    });
  },
});

const [port, mailPort] = [await freePort(), await freePort()];
const environment = {
  ...process.env,
  SHIDIAN_DATA_DIR: folder,
  XDG_CONFIG_HOME: join(folder, 'config'),
  SHIDIAN_GRACE: '1s',
  SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
  PORT: String(port),
};

/** One block of the document; `npx shidian` is the command that was just built. */
function perform(block) {
  const script = `set -euo pipefail\nshidian() { "${process.execPath}" "${command}" "$@"; }\n${exported}\n${block.replaceAll('npx shidian', 'shidian')}`;
  for (const line of block.trim().split('\n')) console.log(`$ ${line}`);
  const { status } = spawnSync('bash', ['-c', script], { cwd: root, env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`a block of README.md ended with ${status}:\n${block}`);
}
let exported = '';

const ask = (words) => spawnSync(process.execPath, [command, ...words.split(' ')], { cwd: root, env: { ...environment, SHIDIAN_PROGRAM: '演练' }, encoding: 'utf8' }).stdout;

async function waitFor(words, sign) {
  console.log(`… ${words} ⇒ ${sign}`);
  const until = Date.now() + 5 * 60_000;
  while (!ask(words).includes(sign)) {
    if (Date.now() > until) throw new Error(`"${words}" never said ${sign}:\n${ask(words)}`);
    await new Promise((done) => setTimeout(done, 1_000));
  }
}

function look(what, ok) {
  console.log(`${ok ? '✓' : '✗'} ${what}`);
  if (!ok) process.exitCode = 1;
}

mailServer.listen(mailPort, '127.0.0.1');
const service = spawn(process.execPath, [command, 'up', '--json'], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
try {
  await new Promise((ready, failed) => {
    service.stdout.on('data', (chunk) => {
      if (String(chunk).includes('"ready":true')) ready();
    });
    service.once('exit', (code) => failed(new Error(`the service ended with ${code}`)));
  });
  for (const part of walk.matchAll(/```sh\n([\s\S]*?)```|<!-- wait: (.*?) ⇒ (.*?) -->/g)) {
    const [, block, words, sign] = part;
    if (block === undefined) await waitFor(words, sign);
    else {
      perform(block);
      exported += block.split('\n').filter((line) => line.startsWith('export ')).join('\n');
    }
  }
  await waitFor('case list --as school --search 000001', '通过阶段性验收');
  const kinds = (login) => JSON.parse(ask(`notice list --as ${login} --json`)).items.map(({ kind }) => kind);
  const only = (login, kind) => kinds(login).filter((one) => one === kind).length === 1;
  look('the second school was reminded once', only('school2', 'reminder'));
  look('the desk of the province was reminded once and told once that it is late', only('province', 'overdue') && kinds('province').includes('reminder'));
  look('its superior was told once', only('province-leader', 'overdue'));
  look('the director was told once', only('director', 'escalation'));
  const mailed = (login) => mails.filter(({ to }) => to === `${login}@example.org`);
  await waitFor('notice list --as director', 'delivered');
  look('the escalation arrived as one mail', mailed('director').length === 1);
  look('no mail arrived twice', new Set(mails.map(({ id }) => id)).size === mails.length);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  const gone = once(service, 'exit');
  if (service.exitCode === null) {
    service.kill('SIGINT');
    await gone;
  }
  mailServer.close();
  rmSync(folder, { recursive: true, force: true });
}
