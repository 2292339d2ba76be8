// A unit that has applied before: the next form begins with what the last one said; what came back is sent again with its difference.
import { strict as assert } from 'node:assert';
import { begin, daysAhead, lookAtRecord, sign, signAndSubmit, submitButton } from '../acts.mjs';
import { acted, opened, submitted } from '../asking.mjs';
import { findingsInEveryLook } from '../axe.mjs';

const program = '演练：再次申报';
const applicant = '示例第一小学';

export async function again(story) {
  const { people, step, shots } = story;
  const programId = await opened(story, 'liaoning-integration-2016', program, { province_due: 'by {today+21d}', midterm: '{today+30d} to {today+60d}', acceptance: '{today+90d} to {today+120d}', ends: 'by {today+120d}' });
  await submitted(people, 'school', programId, 'Xxjsrhcxtz3-5');
  const page = await people.as('school');
  const look = async (title, within) => {
    if (shots) await page.screenshot({ path: `${shots}/again-${title}.png`, fullPage: true });
    assert.deepEqual(await findingsInEveryLook(page, within), [], title);
  };
  const offer = page.locator('section[aria-labelledby=prefill-title]');
  const value = (field) => page.locator(`#field-${field}`).inputValue();

  await step('whoever has applied before is offered the people of that form; texts stay empty, and what was typed stays', async () => {
    await begin(people, 'school', 'Xxjsrhcxtz3-6', { program });
    await page.locator('#field-cover--contact').fill('另一位联系人');
    await offer.getByRole('combobox').selectOption({ label: `${program} 000001 Xxjsrhcxtz3-5` });
    await look('offer', 'section[aria-labelledby=prefill-title]');
    await offer.getByRole('button', { name: '只取联系人、成员等' }).click();
    await page.getByText('已取来，请逐处核对后再交。').waitFor();
    assert.equal(await value('cover--contact'), '另一位联系人');
    assert.equal(await value('team--leader--name'), '示例负责人');
    assert.equal(await page.locator('#field-team--leading').getByRole('row').count(), 3);
    assert.equal(await value('goals--text'), '');
    await page.getByText(/^已保存（/).waitFor();
  });

  let address = '';
  await step('or everything of it: then it is checked, signed and submitted without a word being typed', async () => {
    await begin(people, 'school', 'Xxjsrhcxtz3-7', { program });
    await offer.getByRole('combobox').selectOption({ label: `${program} 000001 Xxjsrhcxtz3-5` });
    await offer.getByRole('button', { name: '全部取来（含各部分正文）' }).click();
    await page.getByText('已取来，请逐处核对后再交。').waitFor();
    assert.match(await value('goals--text'), /示例文字/);
    await signAndSubmit(page);
    await page.getByRole('heading', { name: /已提交/ }).waitFor();
    await page.getByRole('link', { name: '看现在到了哪里' }).click();
    await page.getByRole('heading', { name: applicant }).waitFor();
    address = page.url();
  });

  await step('what the county returns is answered with the difference shown field by field, before it is sent and after', async () => {
    await acted(people, 'county', address.split('/').at(-1), 'back', { data: { reason: '请写清分工', fix_by: daysAhead(5) } });
    await people.openTask('school', '修改后重新提交', applicant, program);
    await page.getByText(/退回，等待补正/).first().waitFor();
    await page.getByText('请写清分工').first().waitFor();
    await page.getByRole('link', { name: /^去填写/ }).first().click();
    const changes = page.locator('section[aria-labelledby=changes-title]');
    await changes.getByText('还没有改动。').waitFor();
    await page.locator('#field-division--text').fill('（示例文字）负责人统筹，教研组与信息组分工推进，每月碰头一次。');
    await page.getByRole('heading', { name: '和第 1 版相比，改了 1 处' }).waitFor();
    await page.evaluate(() => scrollTo(0, 0));
    await changes.getByRole('button').click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'field-division--text', 'the difference leads to its field');
    await sign(page);
    await look('difference', 'section[aria-labelledby=changes-title]');
    await submitButton(page).click();
    await page.getByRole('heading', { name: /已提交/ }).waitFor();
    const county = await people.as('county');
    await county.goto(address);
    await county.locator('#forms').getByRole('button', { name: '展开' }).first().click();
    await county.locator('#forms').getByText('有改动').first().waitFor();
    await lookAtRecord(county, '退回修改');
  });
}
