// `npm run long:mermaid`, after a build: Mermaid's own parser and renderer take every picture that `shidian diagram` writes for it.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../../e2e/chromium.mjs';
import { root } from '../setup/run.mjs';

const programs = readdirSync(join(root, 'workflows/programs')).sort();
const of = ['program', 'case'];
const views = ['road', 'chart'];
const diagram = (...words) => execFileSync(process.execPath, ['dist/apps/cli/src/main.js', 'diagram', ...words], { cwd: root, encoding: 'utf8' });

if (!existsSync(join(root, 'dist/apps/cli/src/main.js'))) throw new Error('Build first: npm run build');
const browser = await launchBrowser();
let failed = 0;
try {
  const page = await browser.newPage();
  await page.setContent('<!doctype html><meta charset="utf-8"><body></body>');
  await page.addScriptTag({ path: join(root, 'node_modules/mermaid/dist/mermaid.min.js') });
  /** The words that the drawing shows, or what the parser says. */
  const drawn = async (text) =>
    await page.evaluate(async (source) => {
      const { mermaid } = window;
      mermaid.initialize({ startOnLoad: false });
      try {
        await mermaid.parse(source);
        const { svg } = await mermaid.render('picture', source);
        const host = document.createElement('div');
        host.innerHTML = svg;
        return { words: host.textContent };
      } catch (error) {
        return { error: String(error.message ?? error) };
      }
    }, text);
  // What it must refuse: otherwise nothing here proves anything.
  if ((await drawn('stateDiagram-v2\n  state a {\n  b --> c')).error === undefined) throw new Error('the parser takes anything');
  for (const program of programs) {
    for (const level of of) {
      for (const view of views) {
        const text = diagram(`workflows/programs/${program}`, '--of', level, '--view', view, '--format', 'mermaid');
        const states = [...text.matchAll(/state "([^"]+)" as/g)].map(([, name]) => name);
        const { words, error } = await drawn(text);
        const missing = error === undefined ? states.filter((name) => !words.replaceAll(/\s/g, '').includes(name.replaceAll(/\s/g, ''))) : [];
        const ok = error === undefined && states.length > 0 && missing.length === 0;
        if (!ok) failed += 1;
        console.log(`${ok ? '✓' : '✗'} ${program}, ${level}, ${view}: ${error ?? `${states.length - missing.length} of ${states.length} states are drawn ${missing.join(', ')}`}`);
      }
    }
  }
} finally {
  await browser.close();
}
process.exitCode = failed === 0 ? 0 : 1;
