// What people do again and again: applying, deciding, sending a roll up, setting a date. With the name of a program it is
// done there; without, in the first of the list.
import { confirmAct, fillForm, sampleForm } from './people.mjs';

export const daysAhead = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Begins a case for the topic; the form lies open. */
export async function begin(people, login, topic, { program, look } = {}) {
  const page = await people.as(login, look);
  await page.goto(`${people.base}/programs`);
  const rows = page.getByRole('row').filter({ has: page.getByRole('link', { name: '我要申报' }) });
  await (program ? rows.filter({ hasText: program }) : rows).first().getByRole('link', { name: '我要申报' }).click();
  await page.getByText('可以申报（').waitFor();
  await page.locator(`input[value="${topic}"]`).check();
  await page.getByRole('button', { name: '开始填写' }).click();
  await page.getByRole('heading', { name: /^填写：/ }).waitFor();
  return page;
}

/** Begins a case for the topic and submits it whole; `during` looks at the form before it is filled in. */
export async function apply(people, login, topic, { program, during } = {}) {
  const page = await begin(people, login, topic, { program });
  await during?.(page);
  await fillForm(page, sampleForm('application'));
  await signAndSubmit(page);
  await page.getByRole('heading', { name: /已提交/ }).waitFor();
}

export async function sign(page) {
  await page.getByLabel(/^意见内容/).fill('同意申报');
  await page.getByLabel('签字人').fill('示例校长');
  await page.getByLabel('纸质件已盖章').check();
}

/** Below a form, what submits it: it bears the name of the decision. */
export const submitButton = (page) => page.locator('[aria-labelledby=submit-title]').getByRole('button', { name: /^((重新)?提交|记录)$/ });

export async function signAndSubmit(page) {
  await sign(page);
  await submitButton(page).click();
}

export async function decide(people, login, task, applicant, decision, more, program) {
  const page = await people.openTask(login, task, applicant, program);
  await page.getByRole('button', { name: decision, exact: true }).first().click();
  await more?.(page.getByRole('dialog'));
  await confirmAct(page);
  return page;
}

/** Opens one of a program's pages by its tab. */
export async function openProgram(people, login, tab, program) {
  const page = await people.as(login);
  await page.goto(`${people.base}/programs`);
  const links = page.locator('main table a').filter({ hasNotText: '我要申报' });
  await (program ? links.filter({ hasText: program }) : links).first().click();
  if (tab) {
    const link = page.getByRole('navigation', { name: '项目的各页' }).getByRole('link', { name: tab, exact: true });
    await link.click();
    // The page that was there stays until the next has been loaded.
    await page.locator('nav a[aria-current=page]').filter({ hasText: tab }).waitFor();
  }
  return page;
}

export async function sendUp(people, login, { program, order } = {}) {
  const page = await openProgram(people, login, '名册', program);
  await page.getByRole('link', { name: '生成并上报' }).first().click();
  await order?.(page);
  await page.getByLabel('已加盖公章').check();
  await page.getByRole('button', { name: /^确认并盖章上报/ }).click();
  await page.getByText(/^已确认：第 \d+ 次/).waitFor();
}

/** Sets a date for the whole program, as the program office does. */
export async function setDate(people, login, { program, date, from, until, reason }) {
  const page = await openProgram(people, login, '日期', program);
  if (date) await page.locator('select[name=name]').selectOption({ label: date });
  if (from) await page.getByLabel(/^从何时/).fill(from);
  await page.getByLabel('截止到（当日24时前）').fill(until);
  await page.getByLabel('理由', { exact: true }).fill(reason);
  await page.getByLabel('批准人').fill('示例厅领导');
  await page.getByRole('button', { name: '设定', exact: true }).click();
  await page.getByText('已设定，立即生效').waitFor();
  return page;
}

/** A form of a later stage: opened from the desk, filled in and submitted. */
export async function report(people, task, form, decision, { applicant, program, login = 'university' }) {
  const page = await people.openTask(login, task, applicant, program);
  await page.getByRole('link', { name: new RegExp(`^去填写：${decision}`) }).first().click();
  await page.getByRole('heading', { name: /^填写：/ }).waitFor();
  await fillForm(page, sampleForm(form));
  await submitButton(page).click();
  await page.getByRole('heading', { name: /已提交/ }).waitFor();
}

/** Looks at the record of the case that is shown: every entry is verified in the browser, and the one that is meant stands there. */
export async function lookAtRecord(page, entry) {
  await page.getByRole('button', { name: '看留痕并校验' }).click();
  await page.getByText(/已逐条校验 \d+ 条：链完整/).waitFor();
  await page.locator('#record').getByText(entry).first().waitFor();
}
