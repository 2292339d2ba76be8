// `npm run e2e`: real people's ways through the workbench, in a real Chromium, against the whole service.
// The last line is "N passed, N failed". With names of stories only those
// are run; `--shots <folder>` takes a picture of every page.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../scripts/setup/run.mjs';
import { launchBrowser } from './chromium.mjs';
import { People } from './people.mjs';
import { startService } from './service.mjs';
import { again } from './stories/again.mjs';
import { board } from './stories/board.mjs';
import { governing } from './stories/governing.mjs';
import { keyboard } from './stories/keyboard.mjs';
import { late } from './stories/late.mjs';
import { life } from './stories/life.mjs';
import { network } from './stories/network.mjs';
import { organiser } from './stories/organiser.mjs';
import { pages } from './stories/pages.mjs';
import { pilot } from './stories/pilot.mjs';
import { together } from './stories/together.mjs';
import { workbook } from './stories/workbook.mjs';

// Those that open rounds of their own come after those that take the first in the list.
const stories = { life, together, network, pages, organiser, keyboard, again, workbook, board, governing, late, pilot };
const wanted = process.argv.slice(2).filter((word) => word in stories);
const at = process.argv.indexOf('--shots');
const shots = at < 0 ? undefined : process.argv[at + 1];

if (!existsSync(join(root, 'dist/apps/web/index.html')) && !(await run(process.execPath, ['scripts/build.mjs']))) process.exit(1);

let passed = 0;
let failed = 0;
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

const service = await startService();
const browser = await launchBrowser();
const people = new People(browser, service.base);
try {
  for (const name of wanted.length > 0 ? wanted : Object.keys(stories)) {
    console.log(`\n${name}`);
    const began = Date.now();
    const step = async (title, work) => {
      const started = Date.now();
      await work();
      passed += 1;
      console.log(`  ✓ ${title} (${seconds(started)})`);
    };
    let title = '';
    const told = async (said, work) => {
      title = said;
      await step(said, work);
    };
    try {
      await stories[name]({ people, base: service.base, shidian: service.shidian, shots, step: told });
      await told('and the record of everything is whole', () => service.shidian('journal', 'verify'));
      console.log(`  ${name} took ${seconds(began)}`);
    } catch (error) {
      failed += 1;
      console.error(`  ✗ ${title}\n${error.stack}`);
      if (shots) for (const [who, page] of people.contexts) await page.screenshot({ path: join(shots, `failed-${who.replaceAll(' ', '-')}.png`), fullPage: true }).catch(() => undefined);
    }
  }
  if (people.complaints.length > 0) {
    failed += 1;
    console.error(`  ✗ pages complained:\n    ${people.complaints.join('\n    ')}`);
  }
} finally {
  await people.close();
  await browser.close();
  await service.stop();
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
