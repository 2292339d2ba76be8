// Finds a Chromium, and installs Debian's where that is allowed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { run } from '../scripts/setup/run.mjs';

const debian = '/usr/bin/chromium';
const places = [debian, '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const found = () => places.find((place) => existsSync(place));

/** Where Debian keeps the languages of its Chromium; it comes with English alone. */
const languages = '/usr/lib/chromium/locales/zh-CN.pak';

async function install(...packages) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return;
  console.log(`› apt-get install ${packages.join(' ')}`);
  const quiet = { limitMs: 300_000, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['-qq', 'update'], quiet);
  await run('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...packages], quiet);
}

/** With a language (`zh-CN`; on Linux it is read from the environment) what the browser draws itself, such as the field of a date, is in it; a page's own words do not depend on it. */
export async function launchBrowser(language) {
  if (!found()) await install('chromium', 'fonts-noto-cjk');
  const executablePath = found();
  if (!executablePath) throw new Error('Chromium is needed: install it (Debian: apt-get install chromium).');
  if (language !== undefined && executablePath === debian && !existsSync(languages)) await install('chromium-l10n');
  return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', ...(language === undefined ? [] : [`--lang=${language}`])], env: { ...process.env, ...(language !== undefined && { LANGUAGE: language }) } });
}
