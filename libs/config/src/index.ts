/**
 * The settings of a process: read from the environment once, at start, and checked; nobody else reads `process.env`.
 *
 * Invariants
 * - Everything wrong is reported together, with variable, reason and remedy, in Chinese and English; nothing starts half configured.
 * - An unknown `SHIDIAN_*` name is an error, with the name that was probably meant.
 * - A secret is in no message, and a `Config` that is printed or logged as a whole hides its secrets.
 */
export { type ChannelSettings, type ChannelsFile, noChannels, readChannels } from './channels-file.js';
export type { Config } from './config.js';
export { ConfigError, type ConfigProblem } from './config-error.js';
export { loadConfig, processEnvironment, type Environment } from './load-config.js';
export { settingReference, type SettingReference } from './reference.js';
export { describeConfig, withoutCredentials } from './secrets.js';
