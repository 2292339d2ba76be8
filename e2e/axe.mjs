// What axe finds on a page as it stands: nothing serious or critical may be there.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** `within` names a part of the page, where the rest of it is looked at elsewhere. */
export async function findings(page, within = 'html') {
  // Not as a script of the page: its policy lets none in but its own.
  await page.evaluate(axe);
  return await page.evaluate(async (part) => {
    const { violations } = await globalThis.axe.run(part, { resultTypes: ['violations'] });
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 140)).join(' | ')}`);
  }, within);
}

/** Presses the button of the header, also where a dialog lies over it, and waits until the page has changed its looks. */
async function turn(page, place) {
  await page.evaluate(async (index) => {
    const { lang, dataset } = document.documentElement;
    const before = `${lang} ${dataset.theme}`;
    document.querySelectorAll('.shell-tools button')[index].click();
    while (`${document.documentElement.lang} ${dataset.theme}` === before) await new Promise((frame) => requestAnimationFrame(frame));
    // Colours that are still on their way are not those that people read.
    await Promise.all(document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished.catch(() => undefined)));
  }, place);
}

/** The page as it stands in both languages and both themes; what is typed and opened stays, and it ends as it began. */
export async function findingsInEveryLook(page, within) {
  const found = new Set();
  for (const button of [1, 0, 1, 0]) {
    for (const finding of await findings(page, within)) found.add(finding);
    await turn(page, button);
  }
  return [...found];
}
