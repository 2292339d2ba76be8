import { closestMatch } from 'leven';
import type { Config, Value } from './config.js';
import { ConfigError, type ConfigProblem } from './config-error.js';
import { hideSecrets } from './secrets.js';
import { settings, type Setting } from './settings.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'SHIDIAN_';

/** The environment of this process; the only place that touches it. */
export function processEnvironment(): Environment {
  return process.env;
}

/**
 * Checks the environment once, at start. An empty value is no value. Unknown `SHIDIAN_*` names are refused, since a
 * misspelt one would otherwise be obeyed by nobody and noticed by nobody.
 * @throws ConfigError with every problem found
 */
export function loadConfig(environment: Environment): Config {
  const problems: ConfigProblem[] = unknownNames(environment);
  const read = <T>(setting: Setting<T>): T | undefined => {
    const given = environment[setting.variable]?.trim();
    const text = given === undefined || given === '' ? setting.fallback : given;
    if (text === undefined) return undefined;
    const parsed = setting.schema.safeParse(text);
    if (parsed.success) return parsed.data;
    problems.push(malformed(setting, text));
    return undefined;
  };
  const values = Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, read<unknown>(setting)])) as { readonly [K in keyof typeof settings]: Value<K> | undefined };
  if (values.databaseOwnerUrl !== undefined && (environment['DATABASE_URL'] ?? '').trim() === '') problems.push(OWNER_ALONE);
  if (values.sessionIdleMs !== undefined && values.sessionLifeMs !== undefined && values.sessionIdleMs > values.sessionLifeMs) problems.push(IDLE_BEYOND_LIFE);
  if (problems.length > 0) throw new ConfigError(problems);

  const publicUrl = values.publicUrl ?? `http://localhost:${String(values.port)}`;
  const found = { ...values, publicUrl, trustProxy: values.trustProxy ?? [], cookieSecure: values.cookieSecure ?? publicUrl.startsWith('https:') };
  const config = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as unknown as Config;
  return hideSecrets(config);
}

const OWNER_ALONE: ConfigProblem = {
  variable: 'DATABASE_OWNER_URL',
  wrong: { zh: '设了 DATABASE_OWNER_URL，却没有 DATABASE_URL', en: 'DATABASE_OWNER_URL is set, DATABASE_URL is not' },
  mend: { zh: '请同时设置 DATABASE_URL，或两个都不设', en: 'Set DATABASE_URL as well, or neither' },
};

const IDLE_BEYOND_LIFE: ConfigProblem = {
  variable: 'SHIDIAN_SESSION_IDLE',
  wrong: { zh: '比 SHIDIAN_SESSION_LIFE 还长，永远不起作用', en: 'longer than SHIDIAN_SESSION_LIFE, so that it never takes effect' },
  mend: { zh: '请改短，或延长 SHIDIAN_SESSION_LIFE', en: 'Shorten it, or lengthen SHIDIAN_SESSION_LIFE' },
};

function malformed(setting: Setting<unknown>, text: string): ConfigProblem {
  const shown = setting.secret ? undefined : text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return {
    variable: setting.variable,
    wrong: shown === undefined ? { zh: '值不对（内容保密，不显示）', en: 'the value is not right (it is secret and not shown)' } : { zh: `值不对：“${shown}”`, en: `the value is not right: “${shown}”` },
    mend: { zh: `应为${/^[\u4e00-\u9fff]/u.test(setting.expected.zh) ? '' : ' '}${setting.expected.zh}`, en: `Expected: ${setting.expected.en}` },
  };
}

function unknownNames(environment: Environment): ConfigProblem[] {
  const known = Object.values(settings).map(({ variable }) => variable);
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .sort()
    .map((name) => {
      const bare = name.slice(PREFIX.length);
      const meant = known.includes(bare) ? bare : closestMatch(name, known, { maxDistance: Math.floor(name.length / 3) });
      return {
        variable: name,
        wrong: { zh: '没有这个设置', en: 'there is no such setting' },
        mend:
          meant === undefined
            ? { zh: `请删去；可用的有 ${known.join('、')}`, en: `Remove it; there are ${known.join(', ')}` }
            : { zh: `是不是 ${meant}？`, en: `Did you mean ${meant}?` },
      };
    });
}
