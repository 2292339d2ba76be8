// Many applications from one workbook: faults at their cells, mended, sent again, and not taken twice.
import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { lookAtRecord, openProgram, signAndSubmit } from '../acts.mjs';
import { ask, opened } from '../asking.mjs';
import { findingsInEveryLook } from '../axe.mjs';
import { sampleForm } from '../people.mjs';
import { cellsOf, tablesOf, Workbook } from '../sheets.mjs';

const name = '演练：批量填报';
const applicant = '示例第一小学';
const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export async function workbook(story) {
  const { people, base, step, shots } = story;
  const programId = await opened(story, 'liaoning-integration-2016', name, { province_due: 'by {today+21d}', midterm: '{today+30d} to {today+60d}', acceptance: '{today+90d} to {today+120d}', ends: 'by {today+120d}' });
  const page = await openProgram(people, 'school', '批量填报', name);
  const downloaded = async (press) => {
    const download = page.waitForEvent('download');
    await press();
    const file = await download;
    return { name: file.suggestedFilename(), book: new Workbook(await readFile(await file.path())) };
  };
  const choose = (book, file) => page.locator('input[type=file]').setInputFiles({ name: file, mimeType: mediaType, buffer: book.bytes() });
  const mine = async () => (await ask(page, 'GET', `/api/programs/${programId}/cases?limit=50`)).items;
  const look = async (title) => {
    if (shots) await page.screenshot({ path: `${shots}/workbook-${title}.png`, fullPage: true });
    assert.deepEqual(await findingsInEveryLook(page), [], title);
  };
  const faults = page.locator('section[aria-labelledby=import-faults]').getByRole('row');
  let checked;

  await step('a school fills two rows into the workbook of the form; each fault is named at its cell, and nothing is started', async () => {
    const { book } = await downloaded(() => page.getByRole('link', { name: '下载批量填报模板（XLSX）' }).click());
    const form = sampleForm('application');
    const cells = cellsOf(form);
    book.fill('申报件', [
      { 'serial@case': '1', topic: 'Xxjsrhcxtz3-3', ...cells, 'team.leader.sex': '不详' },
      { 'serial@case': '2', topic: 'Xxjsrhcxtz9-9', ...cells },
    ]);
    const sheets = Object.fromEntries(book.names.map((sheet) => [book.row(sheet, 1).A, sheet]));
    for (const [path, rows] of Object.entries(tablesOf(form))) {
      const serial = `serial@${path}`;
      book.fill(sheets[serial], ['1', '2'].flatMap((number) => rows.map((row) => ({ [serial]: number, ...row, ...(path === 'team.leading' && number === '2' && { age: '四十' }) }))));
    }
    await choose(book, '批量填报.xlsx');
    await page.getByRole('button', { name: '建件' }).click();
    await page.getByRole('heading', { name: /^要改的地方/ }).waitFor();
    await faults.filter({ hasText: '申报件' }).filter({ hasText: 'C4' }).waitFor();
    await faults.filter({ hasText: sheets['serial@team.leading'] }).first().waitFor();
    await look('faults');
    assert.deepEqual(await mine(), []);
    checked = await downloaded(() => page.getByRole('button', { name: '检查', exact: true }).click());
    assert.match(checked.name, /_checked\.xlsx$/);
    await page.getByText('已检查：还回的表已下载').waitFor();
  });

  await step('the workbook comes back with the faults beside their rows; mended there and sent again it starts both', async () => {
    const { book } = checked;
    for (const row of await faults.all()) {
      const [sheet, , cell] = await row.getByRole('cell').allInnerTexts();
      if (sheet === undefined) continue;
      const [, column, number] = /^([A-Z]+)(\d+)$/.exec(cell);
      const told = Object.entries(book.row(sheet, 1)).find(([, key]) => key === 'fault')[0];
      assert.match(book.row(sheet, Number(number))[told], /\p{Script=Han}/u, `${sheet} ${cell}`);
      const mended = { topic: 'Xxjsrhcxtz3-4', 'team.leader.sex': '男', age: '40' }[book.row(sheet, 1)[column]];
      book.mend(sheet, cell, mended);
    }
    await choose(book, '批量填报_checked.xlsx');
    await page.getByRole('button', { name: '建件' }).click();
    await page.getByText('已建 2 件草稿').first().waitFor();
    assert.equal((await mine()).length, 2);
    await look('started');
  });

  await step('the same file again starts nothing a second time', async () => {
    await page.reload();
    await choose(checked.book, '批量填报_checked.xlsx');
    await page.getByRole('button', { name: '建件' }).click();
    await page.getByText('这个文件以前交过，已建的是下面这些，没有重复建。').waitFor();
    assert.equal((await mine()).length, 2);
  });

  await step('a draft from the workbook lacks nothing but its opinion, is submitted, and is marked as imported on the record', async () => {
    await page.getByRole('status').getByRole('row').nth(1).getByRole('link').click();
    await page.getByRole('heading', { name: applicant }).waitFor();
    await page.getByRole('link', { name: /^去填写：/ }).first().click();
    await page.getByRole('heading', { name: /^填写：/ }).waitFor();
    assert.equal(await page.locator('#field-cover--contact').inputValue(), '示例联系人');
    assert.equal(await page.locator('#field-team--leading').getByRole('row').count(), 3);
    assert.equal(await page.getByRole('heading', { name: '用本单位以前的申报填好' }).count(), 0, 'what is filled in already is not offered again');
    await signAndSubmit(page);
    await page.getByRole('heading', { name: /已提交/ }).waitFor();
    await page.getByRole('link', { name: '看现在到了哪里' }).click();
    await page.getByRole('heading', { name: applicant }).waitFor();
    await lookAtRecord(page, /导入/);
  });
}
