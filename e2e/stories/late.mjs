// Too late by a minute: reminded before, refused after, opened again by an extension, with every word still there.
import { strict as assert } from 'node:assert';
import { begin, daysAhead, setDate, sign, submitButton } from '../acts.mjs';
import { fillForm, sampleForm } from '../people.mjs';

const program = '演练：逾期与延期';
const applicant = '示例大学';
/** What is waited for comes with the clock, a few minutes at most. */
const patience = { timeout: 240_000 };

export async function late({ people, step, shidian }) {
  await shidian('publish', 'workflows/programs/liaoning-rehearsal');
  const dates = { province_due: 'by {now+3m}', midterm: '{today+30d} to {today+60d}', acceptance: '{today+90d} to {today+120d}', ends: 'by {today+120d}' };
  await shidian('open', 'liaoning-rehearsal', '--name', program, ...Object.entries(dates).flatMap(([name, rule]) => ['--date', `${name}=${rule}`]));
  // One window hears of nothing that happens elsewhere, as behind a proxy that holds back the stream.
  const deaf = { theme: 'dark' };
  const page = await people.as('university', deaf);
  await page.route('**/api/changes', (route) => route.abort());
  const watching = await people.as('university');
  let address = '';

  await step('a university fills its form in, and is reminded a minute before the close', async () => {
    await begin(people, 'university', 'Xxjsrhcxtz1-2', { program, look: deaf });
    await fillForm(page, sampleForm('application'));
    await page.getByText(/^已保存（/).waitFor();
    address = new URL(page.url()).pathname.replace(/\/forms\/.*/, '');
    await sign(page);
    await watching.goto(`${people.base}/notices`);
    await watching.locator('li.panel').filter({ hasText: '提醒' }).first().waitFor(patience);
  });

  await step('after the close the case has ended by itself, and who watches is told at once', async () => {
    await watching.goto(people.base + address);
    await watching.getByText('已结束：逾期未报').first().waitFor(patience);
  });

  await step('whoever submits all the same is refused with the reason, and nothing that he typed is gone', async () => {
    await submitButton(page).click();
    await page.getByText('这一件已结束（逾期未报），现在不能提交。您写的内容还在').waitFor();
    assert.match(await page.locator('#field-goals--text').inputValue(), /示例文字/);
  });

  await step('the province extends the date with its reason, and what had lapsed stands open again', async () => {
    const province = await setDate(people, 'province', { program, date: '省级收件截止', until: daysAhead(20), reason: '平台中断半天，统一顺延' });
    await province.getByRole('status').getByRole('link', { name: new RegExp(applicant) }).waitFor();
    await watching.locator('header .tag').filter({ hasText: '填报' }).waitFor();
  });

  await step('the university goes on where it was, and submits without typing anything again', async () => {
    await page.unroute('**/api/changes');
    await page.reload();
    await page.getByRole('heading', { name: /^填写：/ }).waitFor();
    assert.match(await page.locator('#field-goals--text').inputValue(), /示例文字/);
    assert.equal(await page.getByLabel('签字人').inputValue(), '示例校长');
    await submitButton(page).click();
    await page.getByRole('heading', { name: /已提交/ }).waitFor();
  });
}
