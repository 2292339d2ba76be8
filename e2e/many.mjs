// `npm run long:many`: ten thousand cases in one program, seen in a real Chromium: how long the first page of the list
// takes, how long finding a school takes, and whether scrolling keeps up. It prints what it measured and fails only where something is wrong:
// times belong to the machine. `--cases 1000` loads fewer.
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { loadCases } from '../bench/bulk.mjs';
import { machine, median, startApi, startServer } from '../bench/surroundings.mjs';
import { settle, signIn } from '../bench/world.mjs';
import { launchBrowser } from './chromium.mjs';

const at = process.argv.indexOf('--cases');
const total = at < 0 ? 10_000 : Number(process.argv[at + 1]);
const rounds = 7;
const ms = (value) => `${Math.round(value)} ms`;
const say = (text) => console.log(`  ${text}`);

/** From the act of the person to the frame after the rows stand there, as the page itself sees it. */
const timed = async (page, act, selector, check) =>
  await page.evaluate(
    async ([what, rows, wanted]) => {
      const began = performance.now();
      if (what.click) [...document.querySelectorAll(what.click)].find((link) => what.text === undefined || link.textContent.includes(what.text)).click();
      if (what.type) {
        const input = document.querySelector(what.type);
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, what.value);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }
      for (;;) {
        const found = [...document.querySelectorAll(rows)];
        if (found.length > 0 && found.every((row) => wanted === '' || row.textContent.includes(wanted))) break;
        if (performance.now() - began > 30_000) throw new Error('the rows never came');
        await new Promise((frame) => requestAnimationFrame(frame));
      }
      await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
      return performance.now() - began;
    },
    [act, selector, check],
  );

const folder = await mkdtemp(join(tmpdir(), 'shidian-many-'));
const server = await startServer();
let api;
let browser;
try {
  const url = await server.ensureDatabase('many');
  const settled = await settle(url, { schools: 40, programs: 1 });
  await loadCases(url, settled, total, { folder: server.folder, wanted: 10, exact: total });
  api = await startApi(url);
  browser = await launchBrowser();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const [name, value] = (await signIn(client, settled.accounts.get(settled.society.posts[0].id))).split('=');
  const { rows: [{ cases }] } = await client.query('SELECT count(*)::int AS cases FROM shidian.case_file');
  await client.end();
  const base = `http://127.0.0.1:${api.port}`;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  await context.addCookies([{ name, value, url: base }]);
  await context.addInitScript(() => localStorage.setItem('shidian.language', 'zh'));
  const page = await context.newPage();
  await page.goto(`${base}/programs/${settled.programIds[0]}`);
  const tabs = 'nav[aria-label="项目的各页"] a';
  const rows = 'main:has(.filters) tr:has(a[href^="/cases/"])';
  const first = [];
  const found = [];
  for (let round = 0; round <= rounds; round += 1) {
    // A new visit each time: nothing of the list is remembered, while the page's own files are.
    await page.goto(`${base}/programs/${settled.programIds[0]}`);
    await page.getByRole('navigation', { name: '项目的各页' }).waitFor();
    await page.waitForLoadState('networkidle');
    const taken = await timed(page, { click: tabs, text: '申报件' }, rows, '');
    await page.waitForLoadState('networkidle');
    const searched = await timed(page, { type: '.filters input', value: '示例7县第3小学' }, rows, '示例7县第3小学');
    // The first round loads the code of the page.
    if (round === 0) continue;
    first.push(taken);
    found.push(searched);
  }

  await page.goto(`${base}/programs/${settled.programIds[0]}/cases`);
  await page.locator(rows).first().waitFor();
  const scroll = await page.evaluate(async (wanted) => {
    const frames = [];
    let last = performance.now();
    const began = last;
    while (document.querySelectorAll('main tr:has(a[href^="/cases/"])').length < wanted && last - began < 60_000) {
      scrollBy(0, 400);
      await new Promise((frame) => requestAnimationFrame(frame));
      const now = performance.now();
      frames.push(now - last);
      last = now;
    }
    frames.sort((a, b) => a - b);
    return { rows: document.querySelectorAll('main tr:has(a[href^="/cases/"])').length, seconds: (last - began) / 1000, p50: frames[Math.floor(frames.length / 2)], p95: frames[Math.floor(frames.length * 0.95)], worst: frames.at(-1) };
  }, Math.min(1_000, total));
  const { cpu, memory } = machine();
  console.log(`${cases} cases in one program · ${cpu}, ${memory}`);
  const range = (values) => `${ms(median(values))} (${ms(Math.min(...values))} to ${ms(Math.max(...values))}, ${values.length} times)`;
  say(`the first page of the list, from the click to the drawn rows: ${range(first)}`);
  say(`found by a school's name, from the typing to the drawn rows: ${range(found)}`);
  say(`scrolled through ${scroll.rows} rows in ${scroll.seconds.toFixed(1)} s; a frame takes ${ms(scroll.p50)} at the median, ${ms(scroll.p95)} at the 95th percentile, ${ms(scroll.worst)} at worst`);
  assert.ok(cases >= total, 'every case is there');
  assert.ok(scroll.rows >= Math.min(1_000, total), 'scrolling reads on');
  console.log('\n2 passed, 0 failed');
} finally {
  await browser?.close();
  await api?.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
