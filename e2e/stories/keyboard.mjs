// Without a mouse: signing in, the desk, a task, its dialog, its confirmation; then the form that came back. Wherever the
// focus stands it is seen, and what was done is told.
import { strict as assert } from 'node:assert';
import { daysAhead } from '../acts.mjs';
import { opened, submitted } from '../asking.mjs';
import { password } from '../people.mjs';

const program = '演练：只用键盘';
const applicant = '示例第一小学';

/** What has the focus: how it is called, in which row it stands, and whether somebody who looks finds it. */
const focus = (page) =>
  page.evaluate(() => {
    const here = document.activeElement;
    if (!here || here === document.body) return undefined;
    // A switch that is drawn by its label is seen where its label is.
    const drawn = here.labels?.length && ['radio', 'checkbox'].includes(here.type) ? here.labels[0] : here;
    const { left, top, width, height } = drawn.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, Math.max(top, 0) + Math.min(height, innerHeight - Math.max(top, 0)) / 2);
    const marked = [here, here.parentElement].some((element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    });
    return {
      name: here.getAttribute('aria-label') ?? (here.labels?.[0] ?? here).textContent.trim(),
      id: here.id,
      kind: here.getAttribute('role') ?? here.tagName.toLowerCase(),
      row: here.closest('tr')?.textContent ?? '',
      seen: width > 0 && over !== null && (drawn.contains(over) || over.contains(drawn)),
      marked,
    };
  });

class Keys {
  constructor(page) {
    this.page = page;
    /** What took the focus without being seen. */
    this.lost = new Set();
  }

  /** On by Tab until the focus stands where it is wanted. */
  async to(wanted) {
    for (let press = 0; press < 250; press += 1) {
      await this.page.keyboard.press('Tab');
      const here = await focus(this.page);
      if (here === undefined) continue;
      if (!here.seen || !here.marked) this.lost.add(`${here.kind} ${here.name.slice(0, 60)}${here.marked ? ' is out of sight' : ' shows no focus'}`);
      if (wanted(here)) return;
    }
    throw new Error(`Tab never came to ${wanted}`);
  }

  async press(name, key = 'Enter') {
    await this.to((here) => here.name === name);
    await this.page.keyboard.press(key);
  }

  async type(name, text) {
    await this.to((here) => here.name.startsWith(name));
    await this.page.keyboard.type(text);
  }

  async signIn(login) {
    // Where the form already has the focus nobody has to go there.
    await this.page.locator('input[name=login]').waitFor();
    if ((await focus(this.page))?.kind !== 'input') await this.to(({ kind }) => kind === 'input');
    await this.page.keyboard.type(login);
    await this.page.keyboard.press('Tab');
    await this.page.keyboard.type(password);
    await this.page.keyboard.press('Enter');
    await this.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  }

  async openTask() {
    await this.page.getByRole('row').filter({ hasText: program }).first().waitFor();
    await this.to(({ kind, row }) => kind === 'a' && row.includes(program));
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('heading', { name: applicant }).waitFor();
  }
}

/** Digits in the order in which the field of a date wants them, which is that of the browser's own language. */
async function typeDay(page, browser, date) {
  const blank = await browser.newPage();
  const order = await blank.evaluate(() => new Intl.DateTimeFormat().formatToParts().map(({ type }) => type).filter((type) => type !== 'literal'));
  await blank.close();
  const [year, month, day] = date.split('-');
  for (const part of order) {
    await page.keyboard.type({ year, month, day }[part]);
    // Two digits lead on by themselves; a year could have more than four.
    if (part === 'year') await page.keyboard.press('ArrowRight');
  }
}

export async function keyboard(story) {
  const { people, step } = story;
  const programId = await opened(story, 'liaoning-integration-2016', program, { province_due: 'by {today+21d}', midterm: '{today+30d} to {today+60d}', acceptance: '{today+90d} to {today+120d}', ends: 'by {today+120d}' });
  await submitted(people, 'school', programId, 'Xxjsrhcxtz3-5');

  await step('a county signs in, opens its task, returns it with reason and day, and is told so', async () => {
    const page = await people.before('keyboard county', 'county');
    const keys = new Keys(page);
    await keys.signIn('county');
    await keys.openTask();
    await page.getByRole('button', { name: '退回修改', exact: true }).waitFor();
    await keys.press('退回修改');
    await page.getByRole('dialog').waitFor();
    await keys.type('理由', '请写清分工');
    await keys.to(({ name }) => name.startsWith('补正期限'));
    await typeDay(page, people.browser, daysAhead(5));
    assert.equal(await page.getByRole('dialog').getByLabel(/^补正期限/).inputValue(), daysAhead(5));
    await keys.press('确认：退回修改');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.locator('#actions').getByText('已办理：退回修改').waitFor();
    assert.ok(await focus(page), 'the focus is not lost with the dialog');
    assert.deepEqual([...keys.lost], []);
  });

  await step('the school mends its form, signs and submits it, and verifies the record', async () => {
    const page = await people.before('keyboard school', 'school');
    const keys = new Keys(page);
    await keys.signIn('school');
    await keys.openTask();
    await page.getByRole('link', { name: /^去填写/ }).first().waitFor();
    await keys.to(({ kind, name }) => kind === 'a' && name.startsWith('去填写'));
    await page.keyboard.press('Enter');
    await page.locator('#field-division--text').waitFor();
    await keys.to(({ id }) => id === 'field-division--text');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('（示例文字）负责人统筹，教研组与信息组分工推进。');
    await keys.type('意见内容', '同意申报');
    await keys.type('签字人', '示例校长');
    await keys.press('纸质件已盖章', 'Space');
    await keys.to(({ name }) => name === '重新提交');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /已提交/ }).waitFor();
    await keys.press('看现在到了哪里');
    // What is still to come would push the rest of the page down under the focus.
    await page.locator('#chart img').waitFor();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await page.getByRole('button', { name: '看留痕并校验' }).waitFor();
    await keys.press('看留痕并校验');
    await page.getByText(/已逐条校验 \d+ 条：链完整/).waitFor();
    assert.deepEqual([...keys.lost], []);
  });
}
