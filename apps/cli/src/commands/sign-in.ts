import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Call, Command } from '../command/command.js';
import { WrongUsage } from '../failure.js';
import { result } from '../print/result.js';
import { paint, say } from '../print/terminal.js';
import { ApiClient, type AnswerOf } from '../remote/api-client.js';
import { addressOf, connect, remoteOptions } from '../remote/connect.js';
import { TokenFile } from '../remote/tokens.js';

const url = remoteOptions[0];

const signIn: Command = {
  name: 'sign-in',
  args: '<login>',
  does: { zh: '登录，令牌存入本人配置目录（仅本人可读）', en: 'sign in; the token is kept in your own configuration folder' },
  options: [url, { flags: '--password <text>', does: { zh: '口令；不给则询问，或取 SHIDIAN_PASSWORD', en: 'password; otherwise asked for, or SHIDIAN_PASSWORD' } }, { flags: '--days <n>', does: { zh: '令牌有效天数，默认 30', en: 'days that the token lives, 30 by default' } }],
  examples: ['sign-in school'],
  async run(call) {
    const [login = ''] = call.args;
    const address = addressOf(call);
    const password = call.options.text('password') ?? call.around.environment['SHIDIAN_PASSWORD'] ?? (await ask(call, login));
    const { body, headers } = await new ApiClient(address, undefined).send('signIn', { body: { login, password } });
    const me = body as AnswerOf<'signIn'>;
    const cookie = headers.getSetCookie().map((one) => one.split(';')[0] ?? '').join('; ');
    const session = new ApiClient(address, { cookie });
    const issued = await session.call('issueToken', { body: { name: 'shidian', expiresInDays: call.options.count('days') ?? 30 } });
    await session.call('signOut');
    const file = TokenFile.of(call.around.environment);
    file.set(address, me.login, issued.token);
    result(call.around.terminal, { login: me.login, address, expiresAt: issued.expiresAt, file: file.path }, () => [
      `${paint(call.around.terminal, 'green', '✓')} ${say(call.around.terminal, { zh: `${me.name}（${me.login}）已登录 ${address}`, en: `${me.login} is signed in at ${address}` })}`,
    ]);
    return undefined;
  },
};

const signOut: Command = {
  name: 'sign-out',
  does: { zh: '忘掉本机存的令牌', en: 'forget the tokens kept on this machine' },
  options: [url],
  run(call) {
    const address = addressOf(call);
    const removed = TokenFile.of(call.around.environment).remove(address);
    result(call.around.terminal, { address, removed }, () => [
      say(call.around.terminal, removed ? { zh: `已忘掉 ${address} 的令牌`, en: `The tokens of ${address} are forgotten` } : { zh: `没有 ${address} 的令牌`, en: `There was no token of ${address}` }),
    ]);
    return Promise.resolve(undefined);
  },
};

const me: Command = {
  name: 'me',
  does: { zh: '我是谁，在哪些岗位', en: 'who I am and which posts I hold' },
  options: remoteOptions,
  async run(call) {
    const found = await connect(call).call('me');
    result(call.around.terminal, found, () => [
      `${found.name}  ${found.login}${found.administers === null ? '' : `  ${found.administers}`}`,
      ...found.posts.map((post) => `  ${post.organisationName} ${post.name}`),
    ]);
    return undefined;
  },
};

export const signInCommands: readonly Command[] = [signIn, signOut, me];

/** Asks without showing what is typed. */
async function ask({ around }: Call, login: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new WrongUsage({ zh: '没有口令', en: 'There is no password' }, { zh: '用 --password，或设环境变量 SHIDIAN_PASSWORD', en: 'Use --password, or set SHIDIAN_PASSWORD' });
  }
  process.stderr.write(`${say(around.terminal, { zh: `${login} 的口令`, en: 'password' })}: `);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => { done(); } });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await reader.question('');
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}
