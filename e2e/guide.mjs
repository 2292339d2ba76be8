// `npm run guide`: takes every picture of docs/guide again while sample people do what the guide tells, in Chinese and, in a
// second browser beside it, in English: what a browser draws itself (the field of a date) follows the browser's own language.
// `--look <folder>` keeps them as PNG too. Takes about seven minutes: a deadline has to pass.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/setup/run.mjs';
import { apply, begin, daysAhead, decide, openProgram, report, sendUp, setDate, sign, submitButton } from './acts.mjs';
import { launchBrowser } from './chromium.mjs';
import { deliveries, nudging, oversight, sending, startMail, together, workbook } from './guide/organisers.mjs';
import { confirmAct, fillForm, People, sampleForm } from './people.mjs';
import { Camera } from './picture.mjs';
import { startService } from './service.mjs';

const [school, school2, university] = ['示例第一小学', '示例第二小学', '示例大学'];
const rehearsal = '演练：提醒与上报';
const viewport = { width: 1120, height: 760 };

const folder = join(root, 'docs/guide/pictures');
const at = process.argv.indexOf('--look');
const looked = at < 0 ? undefined : process.argv[at + 1];

/** A pilot whose results nobody examines, so that the deadline passes while the other pictures are taken. */
async function neglected(tour) {
  const { people, shidian } = tour;
  await shidian('publish', 'workflows/programs/liaoning-rehearsal');
  const dates = { province_due: 'by {today+21d}', midterm: '{today+30d} to {today+60d}', acceptance: '{today+90d} to {today+120d}', ends: 'by {now+4m}' };
  await shidian('open', 'liaoning-rehearsal', '--name', rehearsal, ...Object.entries(dates).flatMap(([name, rule]) => ['--date', `${name}=${rule}`]));
  await apply(people, 'university', 'Xxjsrhcxtz1-3', { program: rehearsal });
  await decide(people, 'province', '登记', university, '收到', (dialog) => dialog.getByLabel('收到纸质份数').fill('2'), rehearsal);
  await decide(people, 'province', '审查', university, '通过', undefined, rehearsal);
  await decide(people, 'province', '审定', university, '试点单位', async (dialog) => {
    await dialog.getByLabel(/^意见内容/).fill('同意列为试点单位');
    await dialog.getByLabel('纸质件已盖章').check();
  }, rehearsal);
  const page = await openProgram(people, 'province', undefined, rehearsal);
  await page.getByRole('button', { name: /^公布/ }).first().click();
  await page.getByRole('dialog').getByRole('checkbox').first().check();
  await confirmAct(page);
  await guidance(tour);
  await setDate(people, 'province', { program: rehearsal, date: '阶段性验收', from: daysAhead(0), until: daysAhead(30), reason: '正式通知' });
  await report(people, '提交成果材料', 'results', '提交', { applicant: university, program: rehearsal });
}

async function guidance({ people, camera }) {
  const expert = await people.as('expert1');
  await expert.goto(`${people.base}/`);
  await expert.getByRole('row').filter({ hasText: rehearsal }).first().getByRole('link').click();
  await expert.getByRole('link', { name: /^去填写/ }).first().click();
  await fillForm(expert, sampleForm('guidance'));
  await camera.take(expert, 'expert', { at: 'h1' });
}

async function applicants({ people, camera }, sample) {
  const page = await people.as('school');
  await page.goto(`${people.base}/programs`);
  await page.getByRole('row').filter({ hasText: sample }).getByRole('link', { name: '我要申报' }).click();
  await page.getByText('可以申报（').waitFor();
  await camera.take(page, 'call', { at: 'h1' });
  await begin(people, 'school', 'Xxjsrhcxtz3-7', { program: sample });
  await page.getByRole('button', { name: '检查' }).click();
  await page.getByRole('button', { name: /一、目标任务/ }).waitFor();
  await camera.take(page, 'issues', { at: 'section.failure' });
  await fillForm(page, sampleForm('application'));
  await page.getByText(/^已保存（/).waitFor();
  await camera.take(page, 'form', { at: '#field-goals' });
  await sign(page);
  await camera.take(page, 'submit', { at: '#submit-title' });
  await submitButton(page).click();
  await page.getByRole('heading', { name: /已提交/ }).waitFor();
  await camera.take(page, 'receipt');
  await apply(people, 'school2', 'Xxjsrhcxtz3-2', { program: sample });
}

async function returned({ people, camera }) {
  const county = await people.as('county');
  await county.goto(`${people.base}/`);
  await county.getByRole('row').filter({ hasText: school }).first().waitFor();
  await camera.take(county, 'desk');
  await people.openTask('county', '审核申报件', school);
  await county.getByRole('button', { name: '退回修改', exact: true }).click();
  await county.getByRole('dialog').getByLabel('理由').fill('请补充负责人的分工');
  await county.getByRole('dialog').getByLabel(/补正期限/).fill(daysAhead(5));
  await camera.take(county, 'act');
  await confirmAct(county);
  const page = await people.openTask('school', '修改后重新提交', school);
  await page.getByRole('link', { name: /^去填写/ }).first().click();
  await page.locator('#field-division--text').fill('（示例文字）负责人统筹，教研组与信息组分工推进，每月碰头一次。');
  await page.getByText(/^已保存（/).waitFor();
  await camera.take(page, 'returned', { at: '#changes-title' });
  await sign(page);
  await submitButton(page).click();
  await page.getByRole('heading', { name: /已提交/ }).waitFor();
  await page.getByRole('link', { name: '看现在到了哪里' }).click();
  await page.getByRole('heading', { name: school }).waitFor();
  await page.locator('header .tag').filter({ hasText: '待审核' }).waitFor();
  await camera.take(page, 'case');
}

async function rolls({ people, camera }, sample) {
  for (const name of [school, school2]) await decide(people, 'county', '审核申报件', name, '列入汇总');
  await sendUp(people, 'county', { program: sample, order: async (page) => {
    await page.locator('table.draw tbody tr').first().waitFor();
    await camera.take(page, 'roll-draw', { at: 'h1' });
  } });
  const county = await people.as('county');
  await county.getByRole('link', { name: '查看这份名册' }).click();
  await county.getByRole('heading', { name: /汇总表/ }).first().waitFor();
  await camera.take(county, 'roll', { at: 'h1' });
  const city = await openProgram(people, 'city', '名册', sample);
  await city.getByRole('link', { name: '收这一份' }).click();
  await city.locator('table.draw tbody tr').filter({ hasText: school2 }).getByRole('combobox').selectOption({ label: '退回' });
  await camera.take(city, 'roll-receive', { at: 'h1' });
  await city.locator('table.draw tbody tr').filter({ hasText: school2 }).getByRole('combobox').selectOption({ label: '收下' });
  await city.getByRole('button', { name: /^确认（2 件）/ }).click();
  await city.getByText(/^已确认/).waitFor();
  for (const name of [school, school2]) await decide(people, 'city', '审核申报件', name, '列入汇总');
  await sendUp(people, 'city', { program: sample });
  const province = await openProgram(people, 'province', '名册', sample);
  await province.getByRole('link', { name: '收这一份' }).click();
  await province.getByRole('button', { name: /^确认（2 件）/ }).click();
  await province.getByText(/^已确认/).waitFor();
}

async function organiser({ people, camera }, sample) {
  await decide(people, 'province', '登记', school, '收到', (dialog) => dialog.getByLabel('收到纸质份数').fill('2'));
  const board = await openProgram(people, 'province', '各阶段', sample);
  await board.getByRole('navigation', { name: '阶段' }).getByRole('link', { name: /^收件与形式审查/ }).click();
  await board.getByText(/收到 2 份/).waitFor();
  await camera.take(board, 'receipt-board', { at: 'h1' });
  await decide(people, 'province', '审查', school, '通过');
  const page = await people.openTask('province', '审定', school);
  await page.getByRole('button', { name: '试点单位', exact: true }).click();
  await page.getByRole('dialog').getByLabel(/^意见内容/).fill('同意列为试点单位');
  await page.getByRole('dialog').getByLabel('纸质件已盖章').check();
  await camera.take(page, 'decide');
  await confirmAct(page);
  await page.locator('#chart img').waitFor();
  await camera.take(page, 'chart', { at: '#chart' });
  await openProgram(people, 'province', undefined, sample);
  await page.locator('.bars svg').waitFor();
  await camera.take(page, 'program');
  await openProgram(people, 'province', '申报件', sample);
  await camera.take(page, 'cases');
  await openProgram(people, 'province', '日期', sample);
  await camera.take(page, 'dates');
  await page.goto(`${people.base}/search?text=${encodeURIComponent('示例第')}`);
  await camera.take(page, 'search');
  await page.goto(`${people.base}/definitions`);
  await page.locator('main table a').filter({ hasNotText: '演练' }).first().click();
  await page.locator('main img').first().waitFor();
  await camera.take(page, 'definition', { at: '.chart-frame' });
}

async function everybody({ people, camera, browser }) {
  const page = await people.as('school');
  await page.goto(`${people.base}/notices`);
  await page.locator('summary').first().click();
  await page.getByRole('radio').first().waitFor();
  await camera.take(page, 'notices');
  const phone = await people.as('county', { viewport: { width: 390, height: 760 } });
  await phone.goto(`${people.base}/desk/done`);
  await phone.getByRole('row').filter({ hasText: school }).first().waitFor();
  await camera.take(phone, 'phone');
  const outside = await browser.newPage({ viewport, locale: 'zh-CN' });
  await outside.goto(`${people.base}/sign-in`);
  await camera.take(outside, 'sign-in');
  await outside.close();
}

async function leaders({ people, camera }) {
  const director = await people.as('director');
  await director.goto(`${people.base}/notices`);
  await director.locator('li.panel').filter({ hasText: '上报上级' }).first().waitFor({ timeout: 300_000 });
  await camera.take(director, 'escalation');
  await director.goto(`${people.base}/desk/copied`);
  await director.getByRole('row').filter({ hasText: '试点期满' }).first().waitFor();
  await camera.take(director, 'copied');
}

async function photograph(language) {
  const mail = await startMail();
  const service = await startService({ SMTP_URL: mail.url });
  const browser = await launchBrowser(language === 'zh' ? 'zh-CN' : 'en-GB');
  const people = new People(browser, service.base, viewport);
  const camera = new Camera(await browser.newPage(), folder, language, looked);
  const tour = { people, camera, browser, shidian: service.shidian };
  try {
    await neglected(tour);
    const page = await people.as('school');
    await page.goto(`${people.base}/programs`);
    await page.getByRole('link', { name: rehearsal }).waitFor();
    const [name] = (await page.locator('main table a').filter({ hasNotText: '我要申报' }).allInnerTexts()).filter((text) => text !== rehearsal);
    await nudging(tour, name);
    await applicants(tour, name);
    await workbook(tour, name);
    await returned(tour);
    await rolls(tour, name);
    await sending(tour, name);
    await organiser(tour, name);
    await everybody(tour);
    await together(tour);
    await leaders(tour);
    await oversight(tour, rehearsal, university);
    await deliveries(tour);
    return camera.taken.length;
  } finally {
    await people.close();
    await browser.close();
    await service.stop();
    await mail.stop();
  }
}

rmSync(folder, { recursive: true, force: true });
if (looked) mkdirSync(looked, { recursive: true });
const [chinese, english] = await Promise.allSettled(['zh', 'en'].map(photograph));
for (const { reason } of [chinese, english]) if (reason) console.error(reason.stack);
if (chinese.reason || english.reason) process.exitCode = 1;
else console.log(`${chinese.value} pictures in two languages`);
