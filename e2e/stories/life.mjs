// One application from the call to the list of pilots, through the browser alone, by everybody who has a part in it.
import { strict as assert } from 'node:assert';
import { apply, daysAhead, decide, openProgram, sendUp, setDate, signAndSubmit } from '../acts.mjs';

const school = '示例第一小学';
const school2 = '示例第二小学';

export async function life({ people, step }) {
  await step('a school sees what the call asks, fills the form in, is told what is missing, and submits with a receipt', async () => {
    await apply(people, 'school', 'Xxjsrhcxtz3-7', { during: async (page) => {
      await page.getByRole('button', { name: '检查' }).click();
      const first = page.getByRole('button', { name: /一、目标任务/ });
      await first.click();
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'field-goals--text', 'the issue leads to its field');
      await page.locator('#field-goals--text').fill('试点工作');
      await page.getByText('4 字，至少 1000 字，还差 996 字').waitFor();
    } });
  });

  await step('a second school does the same', () => apply(people, 'school2', 'Xxjsrhcxtz3-2'));

  await step('the county returns the first for a reason; the school mends it, and what differs is marked', async () => {
    await decide(people, 'county', '审核申报件', school, '退回修改', async (dialog) => {
      await dialog.getByLabel('理由').fill('请补充负责人的分工');
      await dialog.getByLabel(/补正期限/).fill(daysAhead(5));
    });
    const page = await people.openTask('school', '修改后重新提交', school);
    await page.getByText(/沈阳市和平区教育局.*退回，等待补正/).first().waitFor();
    await page.getByText('请补充负责人的分工').first().waitFor();
    await page.getByRole('link', { name: /^去填写/ }).first().click();
    await page.locator('#field-division--text').fill('（示例文字）负责人统筹，教研组与信息组分工推进，每月碰头一次。');
    await signAndSubmit(page);
    await page.getByRole('heading', { name: /已提交/ }).waitFor();
    await page.getByRole('link', { name: '看现在到了哪里' }).click();
    await page.locator('#forms').getByRole('button', { name: '展开' }).first().click();
    await page.locator('#forms').getByText('有改动').first().waitFor();
  });

  await step('the county puts both on the list, in its own order, and sends the sealed table up', async () => {
    await decide(people, 'county', '审核申报件', school, '列入汇总');
    await decide(people, 'county', '审核申报件', school2, '列入汇总');
    await sendUp(people, 'county', { order: async (page) => {
      const rows = page.locator('table.draw tbody tr');
      const before = await rows.first().innerText();
      await page.getByRole('button', { name: /^下移/ }).first().focus();
      await page.keyboard.press('Enter');
      assert.notEqual(await rows.first().innerText(), before, 'the order is changed by keyboard');
    } });
  });

  await step('the city receives one and returns the other; the county sends it again as a second roll', async () => {
    const page = await openProgram(people, 'city', '名册');
    await page.getByRole('link', { name: '收这一份' }).click();
    const returned = page.locator('table.draw tbody tr').filter({ hasText: school2 });
    await returned.getByRole('combobox').selectOption({ label: '退回' });
    await returned.getByPlaceholder('理由').fill('汇总表缺公章');
    await returned.getByLabel(/^补正期限/).fill(daysAhead(5));
    await page.getByRole('button', { name: /^确认（2 件）/ }).click();
    await page.getByText(/^已确认：第 1 次/).waitFor();
    await decide(people, 'county', '审核申报件', school2, '列入汇总');
    await sendUp(people, 'county');
    await openProgram(people, 'city', '名册');
    await page.getByRole('link', { name: '收这一份' }).click();
    await page.getByRole('button', { name: /^确认（1 件）/ }).click();
    await page.getByText(/^已确认/).waitFor();
  });

  await step('the city checks and sends up, the province receives', async () => {
    await decide(people, 'city', '审核申报件', school, '列入汇总');
    await decide(people, 'city', '审核申报件', school2, '列入汇总');
    await sendUp(people, 'city');
    const page = await openProgram(people, 'province', '名册');
    await page.getByRole('link', { name: '收这一份' }).click();
    await page.getByRole('button', { name: /^确认（2 件）/ }).click();
    await page.getByText(/^已确认/).waitFor();
  });

  await step('the province registers the paper, checks, decides with its opinion and seal, and publishes the list', async () => {
    await decide(people, 'province', '登记', school, '收到', (dialog) => dialog.getByLabel('收到纸质份数').fill('2'));
    await decide(people, 'province', '审查', school, '通过');
    await decide(people, 'province', '审定', school, '试点单位', async (dialog) => {
      await dialog.getByLabel(/^意见内容/).fill('同意列为试点单位');
      await dialog.getByLabel('纸质件已盖章').check();
    });
    const page = await people.as('school');
    await page.goto(`${people.base}/desk/started`);
    await page.getByRole('link', { name: school }).click();
    await page.locator('#opinions').getByText('同意列为试点单位').waitFor();
  });

  await step('an extension is set with its reason and binds at once', async () => {
    await setDate(people, 'province', { until: daysAhead(40), reason: '各地要求延期' });
  });

  await step('the record of the case is verified in the browser, and its papers are there', async () => {
    const page = await people.as('school');
    await page.goto(`${people.base}/desk/started`);
    await page.getByRole('link', { name: school }).click();
    await page.getByRole('button', { name: '看留痕并校验' }).click();
    await page.getByText(/已逐条校验 \d+ 条：链完整/).waitFor();
    const download = page.waitForEvent('download');
    await page.locator('#documents').getByRole('link', { name: /PDF$/ }).first().click();
    assert.match((await download).suggestedFilename(), /\.pdf$/);
    await page.locator('#chart img').waitFor();
  });
}
