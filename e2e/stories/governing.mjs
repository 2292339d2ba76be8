// Acts of administration on single cases, and 催办 of one and of many: handed over, moved, nudged, made void, each with its reason.
import { strict as assert } from 'node:assert';
import { confirmAct } from '../people.mjs';
import { lookAtRecord } from '../acts.mjs';
import { ask, opened, submitted } from '../asking.mjs';
import { findingsInEveryLook } from '../axe.mjs';

const name = '演练：管理与催办';
const [school, university] = ['示例第一小学', '示例大学'];

export async function governing(story) {
  const { people, base, step, shots } = story;
  // The day of the results has passed already, so that what stands there is overdue at once.
  const programId = await opened(story, 'liaoning-integration-2016', name, { province_due: 'by {today+21d}', midterm: '{today+30d} to {today+60d}', acceptance: '{today-30d} to {today-10d}', ends: 'by {today-10d}' });
  const at = async (login, caseId) => {
    const page = await people.as(login);
    await page.goto(`${base}/cases/${caseId}`);
    await page.locator('#administer').waitFor();
    return page;
  };
  const look = async (page, title, within) => {
    if (shots) await page.screenshot({ path: `${shots}/governing-${title}.png`, fullPage: true });
    assert.deepEqual(await findingsInEveryLook(page, within), [], title);
  };
  const administered = async (page, act, fill, looked) => {
    const section = page.locator('#administer');
    await section.getByRole('button', { name: act, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: `确认：${act}` }).click();
    await dialog.getByText('请写明理由。').waitFor();
    await fill(dialog);
    if (looked) await look(page, looked, '.ant-modal');
    await dialog.getByRole('button', { name: `确认：${act}` }).click();
    await dialog.waitFor({ state: 'hidden' });
    await section.getByText(`已办理：${act}`).waitFor();
  };

  const handed = await submitted(people, 'school', programId, 'Xxjsrhcxtz3-1');
  await step('a county desk hands its task over to its leader with the reason, the city nudges him, and he does it', async () => {
    const county = await at('county', handed);
    await administered(county, '转办', async (dialog) => {
      await dialog.getByLabel('转出谁手里的哪件事').selectOption({ label: '审核申报件：沈阳市和平区教育局 · 信息化科' });
      await dialog.getByLabel('转给哪个岗位').selectOption({ label: '分管领导（示例县区领导）' });
      await dialog.getByLabel('理由').fill('经办人外出培训');
    }, 'hand-over');
    await county.locator('#actions').getByText('这件现在没有要您办的事').waitFor();
    const city = await at('city', handed);
    await city.getByRole('button', { name: '催办：沈阳市和平区教育局' }).click();
    await city.getByText('已催办。同一事项一天内只催一次。').waitFor();
    await city.locator('#administer').getByRole('row').filter({ hasText: '催办' }).waitFor();
    await city.locator('#administer .ant-btn-loading').waitFor({ state: 'detached' });
    await city.getByRole('button', { name: '催办：沈阳市和平区教育局' }).click();
    await city.locator('#administer').getByRole('alert').waitFor();
    assert.equal(await city.getByText('已催办。同一事项一天内只催一次。').count(), 0, 'nothing that was not done is said to be');
    const leader = await people.as('county-leader');
    await leader.goto(`${base}/notices`);
    await leader.locator('li.panel').filter({ hasText: '催办' }).first().waitFor();
    await people.openTask('county-leader', '审核申报件', school, name);
    await leader.getByRole('button', { name: '列入汇总', exact: true }).click();
    await confirmAct(leader);
    await leader.locator('header .tag').filter({ hasText: '已列入汇总' }).waitFor();
    await lookAtRecord(leader, '转办');
  });

  const moved = await submitted(people, 'university', programId, 'Xxjsrhcxtz1-1');
  const another = await submitted(people, 'university', programId, 'Xxjsrhcxtz1-2');
  await step('the program office moves a case to another step, having said where to and why', async () => {
    const page = await at('province', moved);
    await administered(page, '跳转', async (dialog) => {
      await dialog.getByLabel('跳转到哪个环节').selectOption({ label: '待交成果' });
      await dialog.getByLabel('理由').fill('去年的试点单位，直接进入验收');
    }, 'jump');
    await page.locator('header .tag').filter({ hasText: '待交成果' }).waitFor();
    await page.locator('#administer').getByRole('row').filter({ hasText: '去年的试点单位，直接进入验收' }).waitFor();
    await ask(page, 'POST', `/api/cases/${another}/administration`, { act: 'jump', to: 'accept/preparing', reason: '同上' });
  });

  await step('what is overdue is nudged one by one and all at once, nobody twice within a day', async () => {
    const page = await people.as('province');
    await page.goto(`${base}/programs/${programId}/oversight`);
    await page.getByRole('button', { name: new RegExp(`^催办 ${university}`) }).first().click();
    await page.getByRole('button', { name: '全部催办（逾期的）' }).waitFor();
    await page.getByText('已催办', { exact: true }).or(page.getByText(/已催办，.*后才能再催/)).first().waitFor();
    await page.getByRole('button', { name: '全部催办（逾期的）' }).click();
    await page.getByText(/1 项逾期的事项。 1 个一天内催过，跳过/).waitFor();
    const told = await people.as('university');
    await told.goto(`${base}/notices`);
    await told.locator('li.panel').filter({ hasText: '催办' }).nth(1).waitFor();
  });

  await step('whoever has not begun within a district is nudged at once', async () => {
    const page = await people.as('province');
    await page.goto(`${base}/programs/${programId}/oversight`);
    await page.getByLabel('范围').selectOption({ label: '沈阳市和平区教育局' });
    const waiting = page.locator('section').filter({ has: page.locator('#waiting-title') });
    await waiting.getByText(/^共 \d+ 个$/).waitFor();
    await page.getByRole('button', { name: '全部催办（未开始的）' }).click();
    await page.getByText(/已通知 [1-9]\d* 个未开始的单位、0 项逾期的事项/).waitFor();
    await waiting.getByText(/已催办，.*后才能再催/).first().waitFor();
    await look(page, 'oversight');
  });

  await step('a case is made void with the reason: it is over, its applicant is told, and nothing can be done to it any more', async () => {
    const page = await at('province', another);
    await administered(page, '作废', (dialog) => dialog.getByLabel('理由').fill('重复申报'), 'void');
    await page.getByText(/^已结束：作废/).first().waitFor();
    const told = await people.as('university');
    await told.goto(`${base}/cases/${another}`);
    await told.getByText(/^已结束：作废/).first().waitFor();
    assert.equal(await told.locator('#actions').getByRole('button').count(), 0);
    await lookAtRecord(page, '作废');
  });
}
