// The network goes while somebody types, and while he submits: nothing is lost, nothing is done twice.
import { strict as assert } from 'node:assert';

export async function network({ people, step }) {
  const page = await people.as('university');
  await step('what is typed without a network is saved once it is back, also over a reload', async () => {
    await page.goto(`${people.base}/programs`);
    await page.getByRole('link', { name: '我要申报' }).first().click();
    await page.locator('input[value="Xxjsrhcxtz1-1"]').check();
    await page.getByRole('button', { name: '开始填写' }).click();
    await page.getByRole('heading', { name: /^填写：/ }).waitFor();
    await page.locator('#field-cover--contact').fill('示例联系人');
    await page.getByText(/^已保存（/).waitFor();
    await page.route('**/api/cases/**/drafts/**', (route) => route.abort());
    await page.locator('#field-risks--text').fill('（示例文字）断网时写的内容');
    await page.getByText('网络断了，改动留在本机').waitFor();
    await page.reload();
    await page.unroute('**/api/cases/**/drafts/**');
    await page.reload();
    await page.locator('#field-risks--text').waitFor();
    assert.equal(await page.locator('#field-risks--text').inputValue(), '（示例文字）断网时写的内容');
    await page.getByText(/^已保存（/).waitFor();
  });

  await step('an act whose answer was lost is said to be in doubt, and trying it again does it no second time', async () => {
    const province = await people.as('province');
    await page.goto(`${people.base}/desk/drafts`);
    await page.getByRole('link', { name: '示例大学' }).click();
    await page.getByRole('heading', { name: '示例大学' }).waitFor();
    await province.goto(page.url());
    await province.getByRole('button', { name: '挂起', exact: true }).click();
    const dialog = province.getByRole('dialog');
    await dialog.getByLabel('理由').fill('核实申报资格');
    let lost = 0;
    const keys = new Set();
    await province.route('**/administration', async (route) => {
      keys.add(route.request().headers()['idempotency-key']);
      // It reaches the service; the answer does not come back.
      const answer = await route.fetch();
      if (lost === 0) {
        lost += 1;
        assert.equal(answer.status(), 200);
        await route.abort();
      } else await route.fulfill({ response: answer });
    });
    await dialog.getByRole('button', { name: '确认：挂起' }).click();
    await dialog.getByText('网络没有连上服务').waitFor();
    await page.reload();
    await page.getByText(/^已挂起，自/).waitFor();
    await dialog.getByRole('button', { name: '再试一次（不会办成两次）' }).click();
    await province.locator('#administer').getByText('已办理：挂起').waitFor();
    await province.unroute('**/administration');
    assert.equal(keys.size, 1, 'what was lost is asked for again, not done again');
  });
}
