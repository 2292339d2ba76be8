import { inspect } from 'node:util';
import type { Config } from './config.js';
import { settings } from './settings.js';

/** An address without its user and password; whatever cannot be read as one is hidden altogether. */
export function withoutCredentials(address: string): string {
  const match = /^([a-z][a-z0-9+-]*:\/\/)(?:[^/?#]*@)?([^/?#@]*)([^?#]*)/i.exec(address);
  return match === null ? '***' : `${String(match[1])}${String(match[2])}${String(match[3])}`;
}

/** What may be shown of the settings: addresses without credentials, keys not at all. */
export function describeConfig(config: Config): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      const secret = Object.hasOwn(settings, key) && settings[key as keyof typeof settings].secret;
      if (!secret) return [key, value as unknown];
      return [key, typeof value === 'string' && value.includes('://') && key.endsWith('Url') ? withoutCredentials(value) : '***'];
    }),
  );
}

/** Makes the whole object safe to log: `JSON.stringify` and `console.log` show {@link describeConfig}. */
export function hideSecrets(config: Config): Config {
  const shown = (): unknown => describeConfig(config);
  Object.defineProperty(config, 'toJSON', { value: shown, enumerable: false });
  Object.defineProperty(config, inspect.custom, { value: shown, enumerable: false });
  return Object.freeze(config);
}
