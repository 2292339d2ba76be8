// What organisers and authorities do over many cases and above them: deciding together, nudging, governing, holding notices back.
import { strict as assert } from 'node:assert';
import { ask, opened, submitted } from '../asking.mjs';

export async function organiser(story) {
  const { people, base, step, shots } = story;
  // A round of its own: in the first one everybody who could be nudged has begun by now.
  const programId = await opened(story, 'liaoning-integration-2016', '演练：批量办理', { province_due: 'by {today+21d}', midterm: '{today+30d} to {today+60d}', acceptance: '{today+90d} to {today+120d}', ends: 'by {today+120d}' });
  const cases = [];
  const look = async (page, name) => {
    if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  };

  await step('a county decides over three cases together: two allow it, the third says why not, and somebody else was first in one', async () => {
    for (const topic of ['Xxjsrhcxtz1-1', 'Xxjsrhcxtz1-2', 'Xxjsrhcxtz1-3']) cases.push(await submitted(people, 'school', programId, topic));
    const page = await people.as('county');
    const [mine] = (await ask(page, 'GET', `/api/cases/${cases[2]}`)).actions.filter(({ decision }) => decision === 'accept');
    await page.goto(`${base}/programs/${programId}/cases?state=gather_county/here/checking`);
    const boxes = page.getByRole('checkbox', { name: /^选择 示例第一小学/ });
    await boxes.nth(2).waitFor();
    for (const box of await boxes.all()) await box.check();
    await page.getByText('已选 3 件').waitFor();
    await page.getByRole('button', { name: '批量办理', exact: true }).click();
    await page.getByRole('radio', { name: /^列入汇总/ }).check();
    await ask(page, 'POST', `/api/cases/${cases[2]}/tasks/${mine.task}/acts`, { decision: 'accept' });
    await page.getByRole('button', { name: '预览会怎样' }).click();
    const rows = page.getByRole('table').getByRole('row');
    await rows.filter({ hasText: '不能：' }).first().waitFor();
    assert.equal(await rows.filter({ hasText: '可以办' }).count(), 2);
    assert.equal(await rows.filter({ hasText: '已列入汇总' }).count(), 3, 'where each would stand');
    await look(page, 'bulk-preview');
    await page.getByRole('button', { name: '办理可办的 2 件' }).click();
    await page.getByText('2 件都已办成').waitFor();
    await look(page, 'bulk-done');
  });

  await step('who has not begun is nudged alone, and not twice within a day', async () => {
    const page = await people.as('province');
    await page.goto(`${base}/programs/${programId}/oversight`);
    await page.getByRole('button', { name: '催办 示例第一高中' }).click();
    await page.getByText('已通知 1 个未开始的单位').waitFor();
    await page.getByRole('row').filter({ hasText: '示例第一高中' }).getByText(/已催办，.*后才能再催/).waitFor();
    await look(page, 'oversight-nudged');
  });

  await step('the program office suspends a case with its reason, resumes it and extends its deadline; all of it is told', async () => {
    const page = await people.as('province');
    await page.goto(`${base}/cases/${cases[0]}`);
    const acts = page.locator('#administer');
    const confirmed = async (name, fill) => {
      await acts.getByRole('button', { name, exact: true }).click();
      const dialog = page.getByRole('dialog');
      await fill(dialog);
      await look(page, `administer-${name}`);
      await dialog.getByRole('button', { name: /^确认：/ }).click();
      await dialog.waitFor({ state: 'hidden' });
      await acts.getByText(`已办理：${name}`).waitFor();
    };
    await confirmed('挂起', (dialog) => dialog.getByLabel('理由').fill('核实申报资格'));
    await page.getByText(/已挂起，自/).waitFor();
    await confirmed('恢复', (dialog) => dialog.getByLabel('理由').fill('已核实'));
    await confirmed('单件延期', async (dialog) => {
      await dialog.getByLabel('延到（当日24时前）').fill(new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10));
      await dialog.getByLabel('理由').fill('学校搬迁');
      await dialog.getByLabel('批准人').fill('示例厅领导');
      await dialog.getByLabel('文号').fill('辽教函〔2026〕12号');
    });
    const told = acts.getByRole('table').getByRole('row');
    await told.filter({ hasText: '核实申报资格' }).waitFor();
    await told.filter({ hasText: '学校搬迁；示例厅领导；辽教函〔2026〕12号' }).first().waitFor();
    await acts.getByRole('button', { name: '跳转', exact: true }).click();
    await look(page, 'administer-jump');
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await look(page, 'case-administered');
  });

  await step('what leaves for the program is paused with its reason, and goes on', async () => {
    const page = await people.as('province');
    await page.goto(`${base}/programs/${programId}/sending`);
    await page.getByLabel('理由').fill('核对名单');
    await page.getByRole('button', { name: '暂停本项目的外发通知' }).click();
    await page.getByText(/本项目的外发通知已暂停，自 .*核对名单/).waitFor();
    await look(page, 'sending-paused');
    await page.getByRole('button', { name: '恢复发送' }).click();
    await page.getByText('没有暂停，通知照常发出').waitFor();
  });

  await step('the system administrator sees how messages fare and sends again', async () => {
    const page = await people.as('admin-system');
    await page.goto(`${base}/deliveries`);
    await page.getByRole('heading', { name: '发送情况' }).waitFor();
    await page.getByRole('button', { name: '重发全部失败的' }).click();
    await page.getByText('没有可重发的').waitFor();
    await look(page, 'deliveries');
  });
}
