// What the guide shows of deciding together, boards, oversight, governing, deliveries and the workbook.
import { readFile } from 'node:fs/promises';
import { SMTPServer } from 'smtp-server';
import { openProgram } from '../acts.mjs';
import { acted, ask, opened, submitted, today } from '../asking.mjs';
import { confirmAct, sampleForm } from '../people.mjs';
import { cellsOf, Workbook } from '../sheets.mjs';

/** A mailbox for everybody but the city's desk, whose mail is turned away for good. */
export async function startMail() {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(address === 'city@example.org' ? Object.assign(new Error('mailbox full'), { responseCode: 552 }) : undefined),
    onData: (stream, _session, done) => stream.resume().on('end', done),
  });
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((ready) => listening.once('listening', ready));
  return { url: `smtp://127.0.0.1:${listening.address().port}`, stop: () => new Promise((done) => server.close(done)) };
}

/** A workbook with two faults, as it came back in words. */
export async function workbook({ people, camera }, program) {
  const page = await openProgram(people, 'school', '批量填报', program);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载批量填报模板（XLSX）' }).click();
  const book = new Workbook(await readFile(await (await download).path()));
  const cells = cellsOf(sampleForm('application'));
  book.fill('申报件', [
    { 'serial@case': '1', topic: 'Xxjsrhcxtz3-3', ...cells, 'team.leader.sex': '不详' },
    { 'serial@case': '2', topic: 'Xxjsrhcxtz9-9', ...cells },
  ]);
  await page.locator('input[type=file]').setInputFiles({ name: '批量填报.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: book.bytes() });
  await page.getByRole('button', { name: '建件' }).click();
  await page.getByRole('heading', { name: /^要改的地方/ }).waitFor();
  await camera.take(page, 'import', { at: '#import-faults' });
}

/** What a county has not heard of yet. */
export async function nudging({ people, camera }, program) {
  const page = await openProgram(people, 'county', '督办', program);
  await page.getByRole('button', { name: /^催办 / }).first().click();
  await page.getByText(/已催办，.*后才能再催/).first().waitFor();
  await camera.take(page, 'nudge', { at: '#waiting-title' });
}

/** A second round with several pilots: received together, and their mid-term check on its board. */
export async function together(tour) {
  const { people, camera } = tour;
  const name = '融合创新试点第二批';
  const programId = await opened(tour, 'liaoning-integration-2016', name, { province_due: 'by {today+21d}', midterm: '{today} to {today+30d}', acceptance: '{today+90d} to {today+120d}', ends: 'by {today+120d}' });
  const applicants = [['university', '1-1'], ['highschool', '2-1'], ['school', '3-7'], ['school2', '3-2']];
  const cases = [];
  for (const [login, topic] of applicants) cases.push(await submitted(people, login, programId, `Xxjsrhcxtz${topic}`));
  const page = await openProgram(people, 'province', '申报件', name);
  const administer = async (id, body) => await ask(page, 'POST', `/api/cases/${id}/administration`, body);
  // One stays behind, so that the preview has something that is not possible.
  for (const id of cases.slice(1, 3)) await administer(id, { act: 'jump', to: 'receive/awaiting', reason: '纸质件已随市里送到' });
  await page.getByRole('checkbox', { name: /^选择 / }).nth(3).waitFor();
  await page.getByRole('button', { name: '选上已显示的' }).click();
  await page.getByRole('button', { name: '批量办理', exact: true }).click();
  await page.getByRole('radio', { name: /^收到 / }).check();
  await page.getByLabel('收到纸质份数').fill('2');
  await page.getByRole('button', { name: '预览会怎样' }).click();
  await page.getByText('可以办').first().waitFor();
  await camera.take(page, 'bulk', { at: '#bulk-fields' });
  await page.getByRole('button', { name: '办理可办的 3 件' }).click();
  await page.getByText('3 件都已办成').waitFor();
  for (const id of cases.slice(0, 3)) {
    await acted(people, 'province', id, 'pass');
    await acted(people, 'province', id, 'approved', { opinion: { text: '同意列为试点单位', seal: true, onDate: today() } });
  }
  // The list waits for whoever is not decided on yet.
  await administer(cases[3], { act: 'void', reason: '重复申报' });
  await openProgram(people, 'province', undefined, name);
  await page.getByRole('button', { name: /^公布/ }).first().click();
  await page.getByRole('dialog').getByRole('checkbox').first().check();
  await confirmAct(page);
  await openProgram(people, 'province', '各阶段', name);
  await page.getByRole('navigation', { name: '阶段' }).getByRole('link', { name: /^中期检查/ }).click();
  await page.getByRole('region', { name: '待报进展' }).getByText('3 件').waitFor();
  await acted(people, 'university', cases[0], 'submitted', { form: sampleForm('midterm_report') });
  await page.getByRole('region', { name: '已报进展' }).getByText('1 件').waitFor();
  await camera.take(page, 'board', { at: 'h1' });
  await administer(cases[2], { act: 'suspend', reason: '核实申报资格' });
  await administer(cases[2], { act: 'resume', reason: '已核实' });
  await page.goto(`${people.base}/cases/${cases[2]}`);
  await page.locator('#administer').getByText('核实申报资格').waitFor();
  await camera.take(page, 'govern', { at: '#administer' });
}

/** What will leave within a month, if nobody does anything until then. */
export async function sending({ people, camera }, program) {
  const page = await openProgram(people, 'province', '通知', program);
  await page.getByText('今后 30 天').click();
  await page.getByText('这段时间没有要发的通知。').waitFor({ state: 'detached' });
  await page.getByRole('row').filter({ hasText: '提醒' }).first().waitFor();
  await camera.take(page, 'sending', { at: 'h1' });
}

/** What is overdue, as the program office sees it. */
export async function oversight({ people, camera }, program, applicant) {
  const page = await openProgram(people, 'province', '督办', program);
  await page.getByRole('row').filter({ hasText: applicant }).first().waitFor();
  await page.getByRole('row').nth(4).waitFor();
  await camera.take(page, 'oversight', { at: 'h1' });
}

export async function deliveries({ people, camera }) {
  const page = await people.as('admin-system');
  await page.goto(`${people.base}/deliveries`);
  await page.getByText('失败，不再试').last().waitFor();
  await camera.take(page, 'deliveries', { at: 'h1' });
}
