// Every page in both languages and both themes: nothing serious for who cannot see or point, no raw text, no broken width.
import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { begin } from '../acts.mjs';
import { ask, submitted } from '../asking.mjs';
import { findings } from '../axe.mjs';

const untranslated = /\b(shell|home|case|application|roll|program|oversight|board|bulk|imports|sending|definitions|notices|help|look)\.[a-z][A-Za-z]+\b/;

/** Addresses of every kind of page, as the province meets them. */
async function addresses(page, base) {
  const read = async (path) => await page.evaluate(async (address) => await (await fetch(address)).json(), path);
  const program = (await read('/api/programs')).items.find(({ name }) => name.includes('（示例）'));
  const [one] = (await read(`/api/programs/${program.id}/cases?limit=1`)).items;
  const [definition] = (await read('/api/definitions')).items;
  const [roll] = (await read(`/api/programs/${program.id}/rolls`)).items;
  const p = `/programs/${program.id}`;
  return {
    desk: '/', done: '/desk/done', started: '/desk/started', copied: '/desk/copied', drafts: '/desk/drafts', search: '/search?text=示例', notices: '/notices', programs: '/programs', program: p, call: `${p}/apply`, cases: `${p}/cases`, dates: `${p}/dates`, rolls: `${p}/rolls`,
    stages: `${p}/stages`, receipt: `${p}/stages/receive`, midterm: `${p}/stages/midterm`, oversight: `${p}/oversight`, sending: `${p}/sending`, import: `${p}/import`,
    ...(one && { case: `/cases/${one.id}` }),
    ...(roll && { roll: `/rolls/${roll.id}` }),
    definitions: '/definitions', definition: `/definitions/${encodeURIComponent(definition.hash)}`, help: '/help', guide: '/help/organiser', nowhere: '/there/is/none',
  };
}

async function settled(page) {
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
}

export async function pages({ people, base, step, shots }) {
  // Something to look at, where no other story came before.
  const province = await people.as('province');
  const sample = (await ask(province, 'GET', '/api/programs')).items.find(({ name }) => name.includes('（示例）'));
  if ((await ask(province, 'GET', `/api/programs/${sample.id}/cases?limit=1`)).items.length === 0) await submitted(people, 'school2', sample.id, 'Xxjsrhcxtz3-5');
  const looks = [
    { theme: 'light', language: 'zh' },
    { theme: 'dark', language: 'zh' },
    { theme: 'light', language: 'en' },
    { theme: 'dark', language: 'en' },
  ];
  for (const look of looks) {
    await step(`no page has a serious finding for accessibility, ${look.language}, ${look.theme}`, async () => {
      const page = await people.as('province', look);
      const found = [];
      for (const [name, path] of Object.entries(await addresses(page, base))) {
        await page.goto(`${base}${path}`);
        await settled(page);
        for (const finding of await findings(page)) found.push(`${name}: ${finding}`);
        const text = await page.locator('body').innerText();
        if (untranslated.test(text)) found.push(`${name}: an untranslated message: ${text.match(untranslated)[0]}`);
        if (/undefined|\[object|NaN/.test(text)) found.push(`${name}: a raw value`);
        if (shots && look.language === 'zh') await page.screenshot({ path: join(shots, `${name}-${look.theme}.png`), fullPage: true });
      }
      assert.deepEqual(found, []);
    });
  }

  await step('no page is wider than a phone, and a name of forty characters breaks none', async () => {
    const page = await people.as('province', { viewport: { width: 390, height: 844 } });
    const long = '示例市示例县示例镇九年一贯制义务教育集团示例分校信息技术与教育融合创新试点实验学校';
    const wide = [];
    for (const [name, path] of Object.entries(await addresses(page, base))) {
      await page.goto(`${base}${path}`);
      await settled(page);
      await page.evaluate((text) => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) if (walker.currentNode.data.includes('示例第一小学')) walker.currentNode.data = walker.currentNode.data.replaceAll('示例第一小学', text);
      }, long);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) wide.push(`${name}: ${over} px too wide`);
      if (shots) await page.screenshot({ path: join(shots, `${name}-phone.png`), fullPage: true });
    }
    assert.deepEqual(wide, []);
  });

  await step('what opens within the pages of organisers has no serious finding, and neither has the administrator’s page', async () => {
    const found = [];
    for (const look of [looks[0], looks[3]]) {
      const note = async (page, name) => {
        for (const finding of await findings(page)) found.push(`${name}, ${look.language}, ${look.theme}: ${finding}`);
        if (shots) await page.screenshot({ path: join(shots, `${name}-${look.theme}.png`) });
      };
      const page = await people.as('province', look);
      const paths = await addresses(page, base);
      await page.goto(`${base}${paths.cases}`);
      await page.getByRole('checkbox').first().check();
      await page.locator('.bulk-bar button').last().click();
      await page.locator('h2:focus').waitFor();
      await settled(page);
      await note(page, 'bulk');
      await page.goto(`${base}${paths.case}`);
      // As many as the case has in its present state; a nudge asks for nothing.
      const acts = page.locator('#administer button[aria-haspopup=dialog]');
      await acts.first().waitFor();
      const count = await acts.count();
      assert.ok(count >= 2, `${count} acts of administration`);
      for (let index = 0; index < count; index += 1) {
        await acts.nth(index).click();
        await page.getByRole('dialog').waitFor();
        await settled(page);
        await note(page, `administer-${index}`);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
      }
      const administrator = await people.as('admin-system', look);
      await administrator.goto(`${base}/deliveries`);
      await settled(administrator);
      await note(administrator, 'deliveries');
    }
    assert.deepEqual(found, []);
  });

  await step('a form that is being filled in has no serious finding and is no wider than its screen', async () => {
    const page = await begin(people, 'highschool', 'Xxjsrhcxtz2-3');
    for (const row of await page.getByRole('button', { name: '加一行' }).all()) await row.click();
    await page.getByRole('button', { name: '检查' }).click();
    await page.locator('section.failure').waitFor();
    assert.deepEqual(await findings(page), []);
    for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 900 }]) {
      await page.setViewportSize(viewport);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(over, 0, `${viewport.width} px wide`);
      if (shots) await page.screenshot({ path: join(shots, `form-${viewport.width}.png`), fullPage: true });
    }
  });

  await step('everything on the desk is reached by the keyboard, first of all the way past the header', async () => {
    const page = await people.as('province');
    await page.goto(`${base}/`);
    await settled(page);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('href')), '#content');
    const reached = new Set();
    for (let press = 0; press < 60; press += 1) {
      await page.keyboard.press('Tab');
      reached.add(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''));
    }
    for (const name of ['工作台', '已办', '我发起的', '抄送我的', '草稿', '退出']) assert.ok([...reached].includes(name), `${name} is reached`);
  });

  await step('who comes for the first time is shown round, by keyboard too, and not a second time', async () => {
    for (const [login, language, theme] of [['school', 'zh', 'light'], ['county', 'en', 'dark']]) {
      const page = await people.as(login, { tour: true, language, theme });
      await page.goto(`${base}/`);
      const tour = page.locator('.ant-tour');
      await tour.getByText(language === 'zh' ? '欢迎使用试点' : 'Welcome to Shidian').waitFor();
      assert.deepEqual(await findings(page), []);
      if (shots) await page.screenshot({ path: join(shots, `tour-${login}.png`) });
      await tour.getByRole('button', { name: language === 'zh' ? '下一步' : 'Next' }).press('Enter');
      await tour.getByText(language === 'zh' ? '您的事' : 'What is yours').waitFor();
      await page.keyboard.press('Escape');
      await tour.waitFor({ state: 'hidden' });
      await page.reload();
      await settled(page);
      assert.equal(await tour.count(), 0);
    }
  });

  await step('how one is told is chosen and kept', async () => {
    const page = await people.as('expert2');
    await page.goto(`${base}/notices`);
    await page.getByText('怎样通知我').click();
    await page.getByLabel('每个工作日早上汇总成一封').check();
    await page.getByLabel('收短信的手机（可不填）').fill('138-0000');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存。').waitFor();
    await page.reload();
    await page.getByText('怎样通知我').click();
    await page.getByLabel('每个工作日早上汇总成一封').waitFor();
    assert.equal(await page.getByLabel('每个工作日早上汇总成一封').isChecked(), true);
    assert.equal(await page.getByLabel('收短信的手机（可不填）').inputValue(), '1380000');
  });
}
