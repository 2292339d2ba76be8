// Two officials at one case at once, and what is typed while somebody else is faster.
import { strict as assert } from 'node:assert';
import { submitButton } from '../acts.mjs';
import { fillForm, sampleForm } from '../people.mjs';

export async function together({ people, step }) {
  const applicant = '示例第一高中';
  let caseAddress = '';
  await step('a school directly under the city applies', async () => {
    const page = await people.as('highschool');
    await page.goto(`${people.base}/programs`);
    await page.getByRole('link', { name: '我要申报' }).first().click();
    await page.locator('input[value="Xxjsrhcxtz2-1"]').check();
    await page.getByRole('button', { name: '开始填写' }).click();
    await page.getByRole('heading', { name: /^填写：/ }).waitFor();
    await fillForm(page, sampleForm('application'));
    await page.getByLabel(/^意见内容/).fill('同意申报');
    await page.getByLabel('签字人').fill('示例校长');
    await page.getByLabel('纸质件已盖章').check();
    await submitButton(page).click();
    await page.getByRole('link', { name: '看现在到了哪里' }).click();
    await page.getByRole('heading', { name: applicant }).waitFor();
    caseAddress = page.url();
  });

  await step('the second of two is told what happened and keeps what he typed', async () => {
    const first = await people.as('city');
    const second = await people.as('city', { theme: 'dark' });
    await second.goto(caseAddress);
    await second.getByRole('button', { name: '退回修改', exact: true }).click();
    await second.getByRole('dialog').getByLabel('理由').fill('第二位写的理由，不能丢');
    await second.getByRole('dialog').getByLabel(/补正期限/).fill(new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10));
    await first.goto(caseAddress);
    await first.getByRole('button', { name: '列入汇总', exact: true }).click();
    await first.getByRole('dialog').getByRole('button', { name: /^确认：/ }).click();
    await first.getByRole('dialog').waitFor({ state: 'hidden' });
    await second.getByRole('dialog').getByRole('button', { name: /^确认：/ }).click();
    await second.getByText('您打开之后，这件有了变化').waitFor();
    await second.getByText(/沈阳市教育局.*列入汇总/).first().waitFor();
    assert.equal(await second.getByRole('dialog').getByLabel('理由').inputValue(), '第二位写的理由，不能丢');
    assert.equal(await second.getByRole('dialog').getByRole('button', { name: /确认|按现在/ }).isDisabled(), true);
  });

  await step('a page shows what somebody else did without being reloaded', async () => {
    const watching = await people.as('highschool');
    await watching.goto(caseAddress);
    const city = await people.as('city');
    await city.goto(caseAddress);
    await city.getByRole('button', { name: '移出', exact: true }).click();
    await city.getByRole('dialog').getByRole('button', { name: /^确认：/ }).click();
    await watching.locator('header .tag').filter({ hasText: '待审核' }).waitFor();
  });
}
