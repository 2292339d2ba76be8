import { ConfigError, loadConfig, type Config } from '@shidian/config';
import { CommandFailed } from './failure.js';
import type { Environment } from './surroundings.js';

/** Names that only the command line understands; the service would refuse them as unknown. */
const commandLineSettings = ['SHIDIAN_LANG', 'SHIDIAN_PASSWORD', 'SHIDIAN_PROGRAM', 'SHIDIAN_SAMPLES', 'SHIDIAN_TOKEN', 'SHIDIAN_URL'] as const;

/** The environment as the service may see it. */
export function serviceEnvironment(environment: Environment): Environment {
  const own: readonly string[] = commandLineSettings;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !own.includes(name)));
}

/** The checked settings; throws {@link CommandFailed} with everything that is wrong. */
export function configOf(environment: Environment): Config {
  return checked(() => loadConfig(serviceEnvironment(environment)));
}

/** What is read of settings; throws {@link CommandFailed} with everything that is wrong. */
export function checked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new CommandFailed(
      error.code,
      {
        what: { zh: '设置有误', en: 'The settings are wrong' },
        where: error.problems.map(({ variable, wrong }) => `${variable}: ${wrong.zh}  ${wrong.en}`).join('\n  '),
        mend: {
          zh: error.problems.map(({ variable, mend }) => `${variable}：${mend.zh}`).join('；'),
          en: error.problems.map(({ variable, mend }) => `${variable}: ${mend.en}`).join('; '),
        },
      },
      { cause: error },
    );
  }
}

/** SHIDIAN_SAMPLES: `true` loads and allows the sample accounts anywhere, `false` nowhere; unset: only on the embedded database. */
export function samplesWanted(environment: Environment): boolean | undefined {
  const text = environment['SHIDIAN_SAMPLES'];
  if (text === undefined || text === '') return undefined;
  if (text === 'true' || text === 'false') return text === 'true';
  throw new CommandFailed('config.invalid', {
    what: { zh: '设置有误', en: 'The settings are wrong' },
    where: `SHIDIAN_SAMPLES: ${text}`,
    mend: { zh: '应为 true 或 false', en: 'Expected: true or false' },
  });
}
