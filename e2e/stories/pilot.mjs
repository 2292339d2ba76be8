// From the list of pilots to acceptance: the mid-term check is failed, mended (整改) and passed; the examination of the
// results is put off until the superiors hear of it, and then they are accepted.
import { apply, daysAhead, decide, openProgram, report, setDate } from '../acts.mjs';
import { confirmAct } from '../people.mjs';

const program = '演练：中期与验收';
const applicant = '示例大学';
const there = { applicant, program };
const patience = { timeout: 480_000 };

async function stands(people, state) {
  const page = await people.as('university');
  await page.goto(`${people.base}/desk/started`);
  await page.getByRole('row').filter({ hasText: program }).getByText(state).first().waitFor(patience);
}

export async function pilot({ people, step, shidian }) {
  await shidian('publish', 'workflows/programs/liaoning-rehearsal');
  const dates = { province_due: 'by {today+21d}', midterm: '{today+30d} to {today+60d}', acceptance: '{today+90d} to {today+120d}', ends: 'by {now+4m}' };
  await shidian('open', 'liaoning-rehearsal', '--name', program, ...Object.entries(dates).flatMap(([name, rule]) => ['--date', `${name}=${rule}`]));

  await step('a university applies by itself, and the province makes it a pilot and publishes the list', async () => {
    await apply(people, 'university', 'Xxjsrhcxtz1-3', { program });
    await decide(people, 'province', '登记', applicant, '收到', (dialog) => dialog.getByLabel('收到纸质份数').fill('2'), program);
    await decide(people, 'province', '审查', applicant, '通过', undefined, program);
    await decide(people, 'province', '审定', applicant, '试点单位', async (dialog) => {
      await dialog.getByLabel(/^意见内容/).fill('同意列为试点单位');
      await dialog.getByLabel('纸质件已盖章').check();
    }, program);
    const page = await openProgram(people, 'province', undefined, program);
    await page.getByRole('button', { name: '公布', exact: true }).or(page.getByRole('button', { name: /公布/ })).first().click();
    await page.getByRole('dialog').getByRole('checkbox').first().check();
    await confirmAct(page);
    await stands(people, '实施中');
  });

  await step('the university reports its progress within the days that the province sets; the check is failed with its reason', async () => {
    await setDate(people, 'province', { program, date: '中期检查', from: daysAhead(0), until: daysAhead(30), reason: '正式通知' });
    await stands(people, '待报进展');
    await report(people, '提交进展报告', 'midterm_report', '提交', there);
    await decide(people, 'province', '中期检查', applicant, '不合格', (dialog) => dialog.getByLabel('理由').fill('课例不足，记录不全'), program);
    await stands(people, '整改中');
    const page = await people.as('university');
    await page.goto(`${people.base}/notices`);
    await page.getByText('中期检查不合格：课例不足，记录不全').first().waitFor();
  });

  await step('it mends and reports, the province looks again, and the work goes on', async () => {
    await report(people, '整改并提交报告', 'rectification', '提交', there);
    await decide(people, 'province', '复核整改', applicant, '合格', undefined, program);
    await stands(people, '实施中');
  });

  await step('acceptance begins on the day that the province sets, and the results are handed in', async () => {
    await setDate(people, 'province', { program, date: '阶段性验收', from: daysAhead(0), until: daysAhead(30), reason: '正式通知' });
    await stands(people, '待交成果');
    await report(people, '提交成果材料', 'results', '提交', there);
  });

  await step('the province puts it off until it is overdue: its superior and the director are told, and see who has it', async () => {
    for (const [login, kind] of [['province', '逾期'], ['province-leader', '逾期'], ['director', '上报上级']]) {
      const page = await people.as(login);
      await page.goto(`${people.base}/notices`);
      await page.locator('li.panel').filter({ hasText: kind }).filter({ hasText: '试点期满' }).first().waitFor(patience);
    }
    const director = await people.as('director');
    await director.goto(`${people.base}/desk/copied`);
    await director.getByRole('row').filter({ hasText: '试点期满' }).first().getByRole('link').click();
    await director.getByRole('heading', { name: applicant }).waitFor();
    await director.getByText('辽宁省教育厅 · 信息化处').first().waitFor();
  });

  await step('late as it is, the results are accepted by a person', async () => {
    await decide(people, 'province', '验收', applicant, '通过', undefined, program);
    await stands(people, '通过阶段性验收');
  });
}
