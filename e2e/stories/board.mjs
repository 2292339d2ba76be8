// The mid-term check of several pilots from its board: decided together up to the list of pilots, reported, then passed, failed and passed in bulk.
import { strict as assert } from 'node:assert';
import { lookAtRecord, openProgram } from '../acts.mjs';
import { acted, ask, opened, submitted } from '../asking.mjs';
import { findingsInEveryLook } from '../axe.mjs';
import { confirmAct, sampleForm } from '../people.mjs';

const name = '演练：检查看板';
const applicants = [['university', '1-1'], ['university', '1-2'], ['university', '1-3'], ['university', '1-4']];

export async function board(story) {
  const { people, base, step, shots } = story;
  const programId = await opened(story, 'liaoning-integration-2016', name, { province_due: 'by {today+21d}', midterm: '{today} to {today+30d}', acceptance: '{today+90d} to {today+120d}', ends: 'by {today+120d}' });
  const cases = [];
  for (const [login, topic] of applicants) cases.push(await submitted(people, login, programId, `Xxjsrhcxtz${topic}`));
  const page = await people.as('province');
  const look = async (title) => {
    if (shots) await page.screenshot({ path: `${shots}/board-${title}.png`, fullPage: true });
    assert.deepEqual(await findingsInEveryLook(page), [], title);
  };
  /** Everything that is listed, decided alike. */
  const together = async (decision, count, fill) => {
    const boxes = page.getByRole('checkbox', { name: /^选择 / });
    await boxes.nth(count - 1).waitFor();
    await page.getByRole('button', { name: '选上已显示的' }).click();
    await page.getByText(`已选 ${count} 件`).waitFor();
    await page.getByRole('button', { name: '批量办理', exact: true }).click();
    await page.getByRole('radio', { name: new RegExp(`^${decision} `) }).check();
    await fill?.();
    await page.getByRole('button', { name: '预览会怎样' }).click();
    await page.getByRole('button', { name: `办理可办的 ${count} 件` }).click();
    await page.getByText(`${count} 件都已办成`).waitFor();
  };
  const toBoard = async (stage) => {
    await openProgram(people, 'province', '各阶段', name);
    await page.getByRole('navigation', { name: '阶段' }).getByRole('link', { name: new RegExp(`^${stage}`) }).click();
  };
  const column = (state) => page.getByRole('region', { name: state });

  await step('four applications are received, checked and made pilots together, each with opinion and seal, and published', async () => {
    await toBoard('收件与形式审查');
    await page.getByRole('link', { name: '几件一起登记' }).click();
    await together('收到', 4, () => page.getByLabel('收到纸质份数').fill('2'));
    await page.goto(`${base}/programs/${programId}/cases`);
    await together('通过', 4);
    await page.goto(`${base}/programs/${programId}/cases`);
    await together('试点单位', 4, async () => {
      await page.getByLabel(/^意见内容/).fill('同意列为试点单位');
      await page.getByLabel('纸质件已盖章').check();
    });
    await openProgram(people, 'province', undefined, name);
    await page.getByRole('button', { name: /^公布/ }).first().click();
    await page.getByRole('dialog').getByRole('checkbox').first().check();
    await confirmAct(page);
  });

  await step('the board of the mid-term check fills while the units report, without being reloaded', async () => {
    await toBoard('中期检查');
    await column('待报进展').getByText('4 件').waitFor();
    for (const id of cases.slice(0, 3)) await acted(people, 'university', id, 'submitted', { form: sampleForm('midterm_report') });
    await column('已报进展').getByText('3 件').waitFor();
    assert.equal(await column('待报进展').getByRole('listitem').count(), 1);
    await look('reported');
  });

  await step('from its cards one is passed and one failed with the reason; the third is passed from the list of its state', async () => {
    const decided = async (id, decision, more) => {
      await page.locator(`.board a[href="/cases/${id}"]`).click();
      await page.getByRole('button', { name: decision, exact: true }).click();
      await more?.();
      await confirmAct(page);
      await page.locator('header .tag').filter({ hasText: '已报进展' }).waitFor({ state: 'hidden' });
      await toBoard('中期检查');
    };
    await decided(cases[0], '合格');
    await decided(cases[1], '不合格', () => page.getByRole('dialog').getByLabel('理由').fill('课例不足，记录不全'));
    await column('已报进展').getByText('1 件').waitFor();
    await openProgram(people, 'province', '申报件', name);
    await page.getByLabel('现在的环节').selectOption({ label: '已报进展（1）' });
    await page.getByRole('checkbox', { name: /^选择 / }).nth(1).waitFor({ state: 'hidden' });
    await together('合格', 1);
    await toBoard('中期检查');
    await column('待报进展').getByText('1 件').waitFor();
    await column('已完成').getByText('3 件').waitFor();
    await column('已完成').locator(`a[href="/cases/${cases[2]}"]`).waitFor();
    await toBoard('中期整改');
    // The case stands on the board before too: nobody is listed whom this one does not concern.
    await page.waitForFunction(() => document.querySelectorAll('.board-card').length === 1);
    await page.locator(`.board a[href="/cases/${cases[1]}"]`).waitFor();
    await look('rectification');
  });

  await step('the record of a case that was decided together with others is its own, and whole', async () => {
    await page.goto(`${base}/cases/${cases[2]}`);
    await lookAtRecord(page, '合格');
    const journals = await Promise.all(cases.map((id) => ask(page, 'GET', `/api/cases/${id}/journal?limit=100`)));
    assert.ok(new Set(journals.map(({ items }) => items.at(-1).hash)).size === cases.length);
  });
}
