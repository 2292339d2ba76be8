// People at their browsers: signing in, and what every story does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../scripts/setup/run.mjs';

export const { password } = parse(readFileSync(join(root, 'samples/accounts.yaml'), 'utf8'));

export class People {
  constructor(browser, base, viewport = { width: 1280, height: 900 }) {
    this.browser = browser;
    this.base = base;
    this.viewport = viewport;
    this.contexts = new Map();
    /** What a page said that it should not have: errors of scripts, refusals by the content policy. */
    this.complaints = [];
  }

  /** The page of somebody who has signed in; the same one each time. */
  async as(login, look = {}) {
    const { theme = 'light', language = 'zh', viewport = this.viewport, tour = false } = look;
    const name = `${login} ${theme} ${language} ${viewport.width}${tour ? ' tour' : ''}`;
    const there = this.contexts.get(name);
    if (there) return there;
    const page = await this.before(name, login, look);
    await page.locator('input[name=login]').fill(login);
    await page.locator('input[name=password]').fill(password);
    await page.locator('button[type=submit]').click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    return page;
  }

  /** A browser of its own in front of the sign-in, kept under the name until all is closed. */
  async before(name, login, { theme = 'light', language = 'zh', viewport = this.viewport, tour = false } = {}) {
    // Without motion a click never falls between two places of a dialog that is still opening.
    const context = await this.browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', acceptDownloads: true });
    await context.addInitScript(([chosenTheme, chosenLanguage, toured]) => {
      localStorage.setItem('shidian.theme', chosenTheme);
      localStorage.setItem('shidian.language', chosenLanguage);
      // Whoever has been shown round once is not again.
      if (toured !== null) localStorage.setItem(`shidian.tour.${toured}`, 'seen');
    }, [theme, language, tour ? null : login]);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => this.complaints.push(`${login}: ${error.message}`));
    page.on('console', (message) => {
      // An answer of 4xx is logged by the browser itself; pages show it in words.
      if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text())) this.complaints.push(`${login}: ${message.text()}`);
    });
    await page.goto(`${this.base}/sign-in`);
    this.contexts.set(name, page);
    return page;
  }

  /** The desk of somebody, and there the first task of this name at the applicant (in the program, where one is given). */
  async openTask(login, task, applicant, program = '') {
    const page = await this.as(login);
    await page.goto(`${this.base}/`);
    await page.getByRole('row').filter({ hasText: task }).filter({ hasText: applicant }).filter({ hasText: program }).first().getByRole('link').click();
    await page.getByRole('heading', { name: applicant }).waitFor();
    return page;
  }

  async close() {
    for (const page of this.contexts.values()) await page.context().close();
  }
}

/** In the dialog of an act. */
export async function confirmAct(page) {
  await page.getByRole('dialog').getByRole('button', { name: /^确认：/ }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

export const sampleForm = (name) => parse(readFileSync(join(root, `samples/forms/${name}.yaml`), 'utf8'));

/** Types a form as people do: field by field; tables are pasted as Excel puts them on the clipboard. */
export async function fillForm(page, values) {
  for (const [block, fields] of Object.entries(values)) {
    for (const [field, value] of Object.entries(fields)) await fillField(page, `${block}.${field}`, value);
  }
}

const place = (path) => `#field-${path.replaceAll('.', '--')}`;

async function fillField(page, path, value) {
  if (Array.isArray(value)) return await pasteTable(page, path, value);
  if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) await fillField(page, `${path}.${key}`, part);
    return;
  }
  const input = page.locator(place(path));
  if ((await input.evaluate((element) => element.tagName)) === 'SELECT') await input.selectOption(String(value));
  else await input.fill(String(value));
}

async function pasteTable(page, path, rows) {
  const table = page.locator(place(path));
  await table.getByRole('button', { name: '加一行' }).click();
  const columns = await table.locator('tbody tr').first().locator('[id^=field-]').evaluateAll((cells) => cells.map(({ id }) => id.split('--').at(-1)));
  const text = rows.map((row) => columns.map((column) => String(row[column] ?? '')).join('\t')).join('\n');
  const first = table.locator('tbody tr').first().locator('[id^=field-]').first();
  if (rows.length === 1) {
    for (const column of columns) await fillField(page, `${path}.1.${column}`, rows[0][column] ?? '');
    return;
  }
  await first.evaluate((element, pastedText) => {
    const data = new DataTransfer();
    data.setData('text/plain', pastedText);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}
