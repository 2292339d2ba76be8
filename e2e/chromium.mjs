// Finds a Chromium, and installs Debian's where that is allowed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { run } from '../scripts/setup/run.mjs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const found = () => places.find((place) => existsSync(place));

export async function launchBrowser() {
  if (!found() && process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0) {
    console.log('› apt-get install chromium fonts-noto-cjk');
    const quiet = { limitMs: 300_000, env: { DEBIAN_FRONTEND: 'noninteractive' } };
    await run('apt-get', ['-qq', 'update'], quiet);
    await run('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], quiet);
  }
  const executablePath = found();
  if (!executablePath) throw new Error('Chromium is needed: install it (Debian: apt-get install chromium).');
  return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
