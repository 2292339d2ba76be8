import { resolve } from 'node:path';
import { CommandFailed } from '../failure.js';
import type { Call } from '../command/command.js';
import { heldAddress } from '../up/lock.js';
import { ApiClient } from './api-client.js';
import { TokenFile } from './tokens.js';

/** Options of every command that speaks to the service. */
export const remoteOptions = [
  { flags: '--url <address>', does: { zh: '服务地址', en: 'address of the service' } },
  { flags: '--as <login>', does: { zh: '以哪个已登录的账号办理', en: 'which signed-in account acts' } },
] as const;

/** `--url`, else SHIDIAN_URL, else the service that `up` runs here, else http://localhost:$PORT. */
export function addressOf({ options, around }: Call): string {
  const given = options.text('url') ?? around.environment['SHIDIAN_URL'];
  const address = given ?? heldAddress(resolve(around.folder, around.environment['SHIDIAN_DATA_DIR'] ?? '.shidian')) ?? `http://localhost:${around.environment['PORT'] ?? '3000'}`;
  try {
    return new URL(address).origin;
  } catch (error) {
    throw new CommandFailed('url.invalid', { what: { zh: '服务地址读不懂', en: 'The address of the service cannot be read' }, where: address, mend: { zh: '例如 http://localhost:3000', en: 'For example http://localhost:3000' } }, { cause: error });
  }
}

/** The service, spoken to with SHIDIAN_TOKEN or the token that signing in has stored. */
export function connect(call: Call): ApiClient {
  const address = addressOf(call);
  const fromEnvironment = call.around.environment['SHIDIAN_TOKEN'];
  const as = call.options.text('as');
  if (fromEnvironment !== undefined && as === undefined) return new ApiClient(address, { token: fromEnvironment });
  const signedIn = TokenFile.of(call.around.environment).read(address);
  const login = as ?? signedIn?.current;
  const token = login === undefined ? undefined : signedIn?.tokens[login];
  if (token !== undefined) return new ApiClient(address, { token });
  const who = as === undefined ? { zh: '还没有登录', en: 'Nobody is signed in' } : { zh: `${as} 还没有登录`, en: `${as} is not signed in` };
  throw new CommandFailed('sign_in.required', { what: who, where: address, mend: { zh: `先登录：shidian sign-in ${as ?? '<账号>'}`, en: `Sign in first: shidian sign-in ${as ?? '<login>'}` } });
}
