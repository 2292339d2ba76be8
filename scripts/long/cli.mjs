// `npm run long:cli`: runs every command that `shidian --help` lists, against a PostgreSQL of its own and the whole service
// on it, and reads what each says. A command that nobody ran is a failure.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { SMTPServer } from 'smtp-server';
import { parse } from 'yaml';
import { freePort, startServer } from '../../bench/surroundings.mjs';
import { cellsOf, Workbook } from '../../e2e/sheets.mjs';
import { root } from '../setup/run.mjs';

const command = join(root, 'dist/apps/cli/src/main.js');
const folder = mkdtempSync(join(tmpdir(), 'shidian-cli-'));
chmodSync(folder, 0o755);
const at = (name) => join(folder, name);
const sample = 'workflows/programs/liaoning-integration-2016';
const rehearsal = 'workflows/programs/liaoning-rehearsal';

/** Mail to the city is turned away for good until its box is mended. */
const post = { broken: true, mails: [] };
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _session, done) => done(post.broken && address === 'city@example.org' ? Object.assign(new Error('no such box'), { responseCode: 550 }) : undefined),
  onData(stream, session, done) {
    stream.resume().on('end', () => {
      post.mails.push(session.envelope.rcptTo[0].address);
      done();
    });
  },
});

const [port, mailPort] = [await freePort(), await freePort()];
const server = await startServer({ shared_buffers: '128MB' });
const environment = {
  PATH: process.env.PATH,
  HOME: folder,
  XDG_CONFIG_HOME: at('config'),
  DATABASE_URL: await server.ensureDatabase('cli'),
  SHIDIAN_DATA_DIR: at('data'),
  SHIDIAN_SAMPLES: 'true',
  SHIDIAN_GRACE: '1s',
  SHIDIAN_LANG: 'zh',
  SHIDIAN_PASSWORD: parse(readFileSync(join(root, 'samples/accounts.yaml'), 'utf8')).password,
  SHIDIAN_PROGRAM: '命令行演练',
  SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
  PORT: String(port),
};

const ran = new Set();
let names = [];
let checks = 0;
let faults = 0;

function look(what, ok, said = '') {
  checks += 1;
  if (!ok) faults += 1;
  console.log(`${ok ? '✓' : '✗'} ${what}${ok ? '' : `\n${said}`}`);
}

const wordsOf = (line) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);

/** What the command says, on both streams, and how it ends; nobody is asked for anything. */
async function shidian(line, more = {}) {
  const words = wordsOf(line);
  const name = names.find((one) => one === `${words[0]} ${words[1]}` || one === words[0]);
  if (name !== undefined) ran.add(name);
  return await new Promise((done) => {
    const child = execFile(process.execPath, [command, ...words], { cwd: root, env: { ...environment, ...more }, maxBuffer: 1 << 26 }, (error, out, err) => done({ code: error ? error.code : 0, out, said: out + err }));
    child.stdin.end();
  });
}

/** It ends with the code and says this. */
async function says(line, expected, { code = 0, ...more } = {}) {
  const answer = await shidian(line, more);
  const missing = [expected].flat().filter((sign) => !(sign instanceof RegExp ? sign.test(answer.said) : answer.said.includes(sign)));
  look(`shidian ${line}`, answer.code === code && missing.length === 0, `  ended with ${answer.code}, wanted ${code}; not said: ${missing.map(String).join(', ')}\n${answer.said.slice(0, 3_000)}`);
  return answer.out;
}

const json = async (line) => JSON.parse((await shidian(`${line} --json`)).out);

async function until(what, ask) {
  for (let tries = 0; tries < 120; tries += 1) {
    if (await ask()) return look(what, true);
    await new Promise((done) => setTimeout(done, 500));
  }
  return look(what, false);
}

async function beforeTheService() {
  names = [...(await shidian('--help')).out.matchAll(/^ {2}([a-z][a-z-]*(?: [a-z][a-z-]*)?)(?: [<[].*?[>\]])* {2,}/gm)].map(([, name]) => name);
  look(`the help lists ${names.length} commands`, names.length > 50);
  await says('case show --help', ['--journal', 'shidian case show 000001']);
  await says('pubish x', 'publish', { code: 2 });
  await says('case show', '缺少参数', { code: 2 });
  await says('migrate', /执行了 \d+ 步迁移/);
  await says('migrate', '数据库已是最新');
  await says(`check ${rehearsal}`, /没有|0/);
  await says('check samples', 'program.yaml', { code: 1 });
  // One file of its scenarios: all of them are run by `npm run workflows:check`.
  cpSync(join(root, 'workflows'), at('workflows'), { recursive: true });
  const copy = at('workflows/programs/liaoning-integration-2016');
  for (const file of readdirSync(join(copy, 'scenarios')).filter((name) => !name.startsWith('1-'))) rmSync(join(copy, 'scenarios', file));
  await says(`test ${copy}`, /场景/, { code: 1 });
  await says(`simulate ${sample} --applicants 5 --quiet`, /件/);
  await says(`plan ${sample} --as-of 2016-01-20`, ['省级收件截止', '2016-03-14']);
  await says(`plan ${sample} --ics`, ['BEGIN:VCALENDAR', 'END:VCALENDAR']);
  await says(`diagram ${sample} --out ${at('road.svg')}`, 'road.svg');
  look('the picture is SVG', readFileSync(at('road.svg'), 'utf8').includes('<svg'));
  await says(`diagram ${sample} --of program --view chart --format mermaid`, 'stateDiagram');
  await says('notices check', ['✓', '可用']);
  await says('notices check', '✗', { code: 1, SMTP_URL: 'smtp://127.0.0.1:1' });
}

async function people() {
  await says('me', '还没有登录', { code: 1 });
  await says('sign-in county --password wrong-password-1', '不正确', { code: 1 });
  for (const login of ['school', 'school2', 'university', 'county', 'county-leader', 'city', 'province', 'admin-system']) await says(`sign-in ${login}`, '已登录');
  await says('me --as county', ['沈阳市和平区教育局', '信息化科']);
  await says('organisation list --under own --as county', ['信息化科', '分管领导', '示例县区领导']);
}

async function program() {
  await says(`publish ${rehearsal}`, '已发布');
  await says(`publish ${rehearsal}`, '早已发布');
  const dates = { province_due: 'by {today+21d}', midterm: '{today+30d} to {today+60d}', acceptance: '{today+90d} to {today+120d}', ends: 'by {today+120d}' };
  const given = Object.entries(dates).map(([name, rule]) => `--date "${name}=${rule}"`).join(' ');
  await says(`open liaoning-rehearsal --name 命令行演练 ${given.replace('midterm', 'midtern')}`, ['没有日期“midtern”', 'midterm'], { code: 1 });
  await says(`open liaoning-rehearsal --name 命令行演练 ${given}`, '已开办');
  await says('program list --as county', ['命令行演练', 'liaoning-rehearsal']);
  await says('program show --as province', ['命令行演练', '受理申报']);
  await says('program calendar --as province', ['省级收件截止', '开办时']);
  await says('program plan --as province', 'BEGIN:VCALENDAR');
  await says('program upcoming --days 30 --as province', '时间 at');
  await says('program not-started --under own --as county', ['示例第一小学', /共 \d+ 家/]);
  await says('program nudge not-started --under own --as county', /已催：未申报 [1-9]/);
  await says('program nudge not-started --under own --as county', /未申报 0 家.*一天内催过 [1-9]/);
  await says('program nudge everybody --as county', 'not-started', { code: 2 });
}

async function application() {
  await says('case start --as school', '--topic', { code: 2 });
  await says('case start --topic Xxjsrhcxtz3-7 --as school', '000001');
  await says('case check 1 --as school', '•', { code: 1 });
  await says('case draft 1 samples/forms/application.yaml --as school', '草稿已保存（第 1 版）');
  await says('case draft 1 --as school', '示例联系人');
  await says('case check 1 --as school', '可以提交');
  await says(`case document 1 --form-version draft --out ${at('draft.pdf')} --as school`, 'draft.pdf');
  await says('case act 1 submitted --as school', '意见', { code: 1 });
  await says('case act 1 submitted --opinion 同意申报 --signature 示例校长 --seal --on-date {today} --as school', '待审核');
  await says('case show 1 --as county', ['示例第一小学', '待审核', 'accept']);
  await says('case show 1 --form application --as county', '示例联系人');
  await says('case list --search 000001 --as county', '示例第一小学');
  await says('task list --as county', ['审核申报件', '000001']);
  await says('notice list --as county', '时间 at');
  await says(`case document 1 --format docx --out ${at('form.docx')} --as school`, 'form.docx');
  const printed = Object.entries(unzipSync(readFileSync(at('form.docx')))).filter(([name]) => /^word\/.*xml$/.test(name)).map(([, content]) => strFromU8(content).replaceAll(/<[^>]+>/g, '')).join('\n');
  const [code] = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/.exec(printed) ?? ['none'];
  await says(`check-code ${code} --as county`, ['000001', '示例第一小学', '是 yes']);
  await says('check-code 0000-0000-0000-1 --as county', /校验码/, { code: 1 });
  await says(`case diagram 1 --view chart --out ${at('case.svg')} --as county`, 'case.svg');
}

async function workbook() {
  await says(`case template --out ${at('template.xlsx')} --as school2`, 'template.xlsx');
  const form = parse(readFileSync(join(root, 'samples/forms/application.yaml'), 'utf8'));
  const cells = cellsOf(form);
  const filled = (topic) => {
    const book = new Workbook(readFileSync(at('template.xlsx')));
    return book.fill('申报件', [{ 'serial@case': '1', topic, ...cells }]).bytes();
  };
  writeFileSync(at('wrong.xlsx'), filled('Xxjsrhcxtz9-9'));
  await says(`case import ${at('wrong.xlsx')} --errors ${at('mend.xlsx')} --as school2`, ['Xxjsrhcxtz9-9', 'mend.xlsx'], { code: 1 });
  look('the workbook came back with what is wrong', Object.values(new Workbook(readFileSync(at('mend.xlsx'))).row('申报件', 1)).includes('fault'));
  writeFileSync(at('right.xlsx'), filled('Xxjsrhcxtz3-2'));
  await says(`case import ${at('right.xlsx')} --as school2`, '已建 1 件');
  await says(`case import ${at('right.xlsx')} --as school2`, '没有再建');
}

async function administration() {
  const watching = spawn(process.execPath, [command, 'watch', '--json', '--as', 'county'], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  ran.add('watch');
  const gone = once(watching, 'exit');
  let told = '';
  watching.stdout.on('data', (chunk) => {
    told += chunk;
  });
  await until('somebody watches', () => told.includes('"ready"'));
  await says('case administer 1 nudge --as city', '000001');
  await says('case administer 1 nudge --as city', /一天|24/, { code: 1 });
  await says('case administer 1 suspend --as province', 'reason', { code: 1 });
  await says('case administer 1 suspend --reason 核实申报资格 --as province', '000001');
  await says('case act 1 accept --as county', '挂起', { code: 1 });
  await says('case administer 1 resume --reason 已核实 --as province', '000001');
  await says('case administer 1 wake --as province', '000001');
  const { items } = await json('organisation list --under own --as county');
  const leader = items.flatMap(({ posts }) => posts).find(({ name }) => name === '分管领导').id;
  await says(`case administer 1 hand-over --to ${leader} --reason 经办人外出培训 --as county`, '000001');
  await says('case act 1 accept --as county', '现在没有“accept”', { code: 1 });
  const [substitution] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(await says('substitution set 分管领导 信息化科 --to {today+3d} --reason 出差 --as county-leader', '分管领导')) ?? [];
  await says('substitution list --as county', '出差');
  await says('case act 1 accept --as county', '已列入汇总');
  await says('case show 1 --journal --as county', ['转办', '代']);
  await says(`substitution end ${substitution} --as county-leader`, '分管领导');
  await until('whoever watches was told of it', () => /"kind":"case"/.test(told));
  watching.kill('SIGINT');
  const [code] = await gone;
  look(`watching ends when told to (${code})`, code === 0);
}

async function rolls() {
  await says('roll candidates gather_county/report --as county', '示例第一小学');
  await says('roll confirm gather_county/report --as county', '--each', { code: 2 });
  await says('roll confirm gather_city/report --each sent --set seal=true --as city', '--nil', { code: 2 });
  const sent = await says('roll confirm gather_county/report --each sent --set seal=true --as county', '已确认，第 1 次，1 件');
  const [id] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(sent) ?? [];
  await says('roll confirm gather_county/receive --answers gather_county/report --line 000001=returned --line-reason 000001=缺公章 --line-fix-by 000001={today+5d} --as city', '已确认');
  await says('case show 1 --as county', ['待审核', '缺公章']);
  await says('roll list --as city', ['gather_county/report', 'gather_county/receive']);
  await says(`roll show ${id} --as city`, ['gather_county/report', '第 1 次']);
  await says(`roll document ${id} --format xlsx --out ${at('roll.xlsx')} --as city`, 'roll.xlsx');
  look('the table of the roll is a workbook', unzipSync(readFileSync(at('roll.xlsx')))['xl/workbook.xml'] !== undefined);
}

async function pilot() {
  await says('case start --topic Xxjsrhcxtz1-1 --as university', '000003');
  await says('case act 3 submitted --form samples/forms/application.yaml --opinion 同意申报 --signature 示例校长 --seal --on-date {today} --as university', '待收纸质件');
  await says('case act 3 received --set copies=1 --happened-on {today} --as province', '纸质件份数不足', { code: 1 });
  await says('case act 3 received --set copies=2 --happened-on {today} --as province', '形式审查');
  await says('case act 3 pass --as province', '→');
  await says('case act 3 approved --opinion 同意列为试点单位 --seal --on-date {today} --as province', '→');
  // The list waits for whoever is not decided on yet.
  for (const number of [1, 2]) await says(`case administer ${number} void --reason 重复申报 --as province`, '作废');
  await until('the program asks for its list', async () => (await shidian('program show --as province')).out.includes('published'));
  await says('program act published --set list=true --happened-on {today} --as province', '命令行演练');
  await until('the case is a pilot', async () => (await shidian('case show 3 --as university')).out.includes('实施中'));
  await says('date list --as province', ['province_due', 'midterm']);
  await says('date set province_due "by {today+25d}" --reason 各地要求延期 --approver 示例厅领导 --document 辽教函〔2026〕12号 --as province', '现为');
  await says('date set province_due "by {today+30d}" --case 000003 --reason 断网 --as province', '现为');
  await says('date set county_due "by {today+40d}" --organisation own --as county', /不晚于|晚于/, { code: 1 });
  await says('date set province_due "before long" --reason 试试 --as province', 'before long', { code: 1 });
  await says('program calendar --as province', ['延长', '辽教函〔2026〕12号', '断网']);
  await says('case administer 3 jump --to accept/preparing --reason 提前验收 --as province', 'accept/preparing');
  await says('case administer 3 jump --to nowhere/at-all --reason 试试 --as province', 'nowhere/at-all', { code: 1 });
  await says('case administer 3 void --reason 重复申报 --as province', '作废');
  await says('program nudge overdue --as province', /逾期 0 项/);
}

async function holidays() {
  const year = new Date().getFullYear() + 2;
  await says(`calendar show ${year}`, '暂定');
  await says(`calendar set ${year}-01-01 off --name 元旦 --by 示例管理员`, '已录入 1 天');
  await says(`calendar set ${year}-02-30 off`, '不是日期', { code: 2 });
  await says('calendar update', '还没有改动');
  await says(`calendar unset ${year}-01-01`, '已撤去 1 天');
  writeFileSync(at('year.csv'), `日期,安排,名称\n${year}-01-01,off,元旦\n${year}-01-02,maybe,元旦\n`);
  await says(`calendar import ${at('year.csv')}`, /3.*maybe|maybe/s, { code: 1 });
  writeFileSync(at('year.csv'), `日期,安排,名称\n${year}-01-01,off,元旦\n`);
  await says(`calendar import ${at('year.csv')} --by 示例管理员`, '已录入 1 天');
  await says('calendar update --apply --by 示例管理员 --document 国办发明电〔2026〕7号', '生效的日历');
  await says('calendar update', '没有要更新的');
}

async function messages() {
  await until('the mail to the city has failed for good', async () => / failed +1 +c\*+@example\.org/.test((await shidian('notices list --state failed --as admin-system')).out));
  await says('notices list --program 命令行演练 --as province', '通道 channel');
  await says('notices channels --as admin-system', ['mail', 'failed']);
  await says('notices channels --as county', /管理员|不能|无权/, { code: 1 });
  const [pause] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(await says('notices pause --program 命令行演练 --reason 核对名单 --as province', '已暂停')) ?? [];
  await says('notices pauses --as province', '核对名单');
  await says(`notices resume ${pause} --reason 名单无误 --as province`, '已恢复');
  await says('notices pauses --as province', '没有暂停');
  await says('notices pauses --past --as province', '核对名单');
  await says('notices replay --as admin-system', '--failed', { code: 2 });
  post.broken = false;
  const before = post.mails.filter((to) => to === 'city@example.org').length;
  await says('notices replay --failed --channel mail --reason 邮箱已修好 --as admin-system', /重发: [1-9]/);
  await until('what was sent again has arrived', () => post.mails.filter((to) => to === 'city@example.org').length > before);
  await says('notices acts --as admin-system', ['邮箱已修好', '核对名单']);
  await says('notices settings --other digest --as county', 'other: digest');
  await says('notices settings --as county', 'other: digest');
}

async function afterAll() {
  await says('journal verify', '完整无缺');
  await says('journal verify --json', '"whole":true');
  await says('journal verify --lang en', 'are whole');
  await says('doctor', ['每一件的待办与定时都与定义相符', '结构已是最新']);
  await says('doctor --mend', '每一件的待办与定时都与定义相符');
  await says('sign-out', '已忘掉');
  await says('me', '还没有登录', { code: 1 });
}

let service;
mailServer.listen(mailPort, '127.0.0.1');
try {
  await beforeTheService();
  service = spawn(process.execPath, [command, 'up', '--json'], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  ran.add('up');
  await new Promise((ready, failed) => {
    service.stdout.on('data', (chunk) => {
      if (String(chunk).includes('"ready":true')) ready();
    });
    service.once('exit', (code) => failed(new Error(`the service ended with ${code}`)));
  });
  for (const part of [people, program, application, workbook, administration, rolls, pilot, holidays, messages, afterAll]) await part();
  const left = names.filter((name) => !ran.has(name));
  look('every command of the help was run', left.length === 0, left.join(', '));
} catch (error) {
  look(error.stack, false);
} finally {
  if (service?.exitCode === null) {
    const gone = once(service, 'exit');
    service.kill('SIGINT');
    look(`the service ends when told to (${(await gone)[0]})`, service.exitCode === 0);
  }
  mailServer.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${checks - faults} passed, ${faults} failed`);
process.exitCode = faults === 0 ? 0 : 1;
