import { CommandFailed, WrongUsage } from '../failure.js';
import type { Call, Command } from '../command/command.js';
import { casePage } from '../print/case-page.js';
import { instant } from '../print/instant.js';
import { result } from '../print/result.js';
import { table } from '../print/table.js';
import { paint, say } from '../print/terminal.js';
import { actBody, actOptions, readValues } from '../remote/act-body.js';
import type { AnswerOf, ApiClient } from '../remote/api-client.js';
import { connect, remoteOptions } from '../remote/connect.js';
import { outOption, saveFile } from '../remote/file.js';
import { actionOf, caseIdOf, programOf, programOption } from '../remote/places.js';

const common = [...remoteOptions, programOption] as const;

const list: Command = {
  name: 'case list',
  does: { zh: '申报件', en: 'cases' },
  options: [...common, { flags: '--search <text>', does: { zh: '受理号开头或单位名称', en: 'start of the number, or part of the applicant' } }, { flags: '--state <id>', does: { zh: '在某环节', en: 'in a state' } }, { flags: '--tag <tag>', does: { zh: '带某标记', en: 'bearing a tag' } }, { flags: '--limit <n>', does: { zh: '最多几件', en: 'how many at most' } }],
  async run(call) {
    const api = connect(call);
    const program = await programOf(api, call);
    const page = await api.call('cases', {
      params: { programId: program.id },
      query: { limit: call.options.count('limit') ?? 50, search: call.options.text('search'), state: call.options.text('state'), tag: call.options.text('tag') },
    });
    result(call.around.terminal, page, () =>
      table(
        ['受理号 no.', '申报单位 applicant', '编号 topic', '名称 title', '环节 state', '更新 updated'],
        page.items.map((item) => [item.number, item.applicantName, item.topic, item.title ?? '', item.outcome ?? item.states.map(({ name }) => name.zh).join('、'), instant(item.updatedAt)]),
      ),
    );
    return undefined;
  },
};

const show: Command = {
  name: 'case show',
  args: '<case>',
  does: { zh: '一件：环节、待办、意见，能办什么、不能办的原因', en: 'one case: where it stands, and what can be done or why not' },
  options: [...common, { flags: '--form <key>', does: { zh: '表单内容', en: 'values of a form' } }, { flags: '--journal', does: { zh: '留痕', en: 'its journal' } }],
  examples: ['case show 000001', 'case show 000001 --journal'],
  async run(call) {
    const api = connect(call);
    const caseId = await caseIdOf(api, call, call.args[0] ?? '');
    if (call.options.flag('journal')) {
      await printJournal(api, call, caseId);
      return undefined;
    }
    const found = await api.call('case', { params: { caseId } });
    const key = call.options.text('form');
    if (key !== undefined) {
      const form = found.forms.find((one) => one.form === key);
      if (!form) throw new CommandFailed('form.unknown', { what: { zh: `没有提交过表单“${key}”`, en: `No form "${key}" was submitted` }, where: found.forms.map((one) => one.form).join(', ') });
      result(call.around.terminal, form, () => [JSON.stringify(form.values, null, 2)]);
      return undefined;
    }
    result(call.around.terminal, found, () => casePage(call.around.terminal, found));
    return undefined;
  },
};

const BY = { person: { zh: '人', en: 'person' }, system: { zh: '系统', en: 'system' } } as const;

async function printJournal(api: ApiClient, call: Call, caseId: string): Promise<void> {
  const entries: AnswerOf<'caseJournal'>['items'] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await api.call('caseJournal', { params: { caseId }, query: { limit: 200, cursor } });
    entries.push(...page.items);
    if (page.next === null) break;
    cursor = page.next;
  }
  result(call.around.terminal, entries, () =>
    table(['序', '时间 at', '办理 by', '内容 what'], entries.map((entry) => [String(entry.seq), instant(entry.at), say(call.around.terminal, BY[entry.by]), say(call.around.terminal, entry.words)])),
  );
}

const start: Command = {
  name: 'case start',
  does: { zh: '新建申报件', en: 'start a case' },
  options: [...common, { flags: '--topic <code>', does: { zh: '申报项目编号，如 Xxjsrhcxtz3-7', en: 'code of the topic' } }, { flags: '--title <text>', does: { zh: '自拟题目（编号以 x 结尾时）', en: 'own title, where the topic is open' } }, { flags: '--applicant <name>', does: { zh: '在几个单位任岗时指明', en: 'which organisation, where you hold posts in several' } }],
  examples: ['case start --topic Xxjsrhcxtz3-7'],
  async run(call) {
    const topic = call.options.text('topic');
    if (topic === undefined) throw new WrongUsage({ zh: '缺 --topic', en: '--topic is needed' }, { zh: '例如 --topic Xxjsrhcxtz3-7', en: 'For example --topic Xxjsrhcxtz3-7' });
    const api = connect(call);
    const program = await programOf(api, call);
    const title = call.options.text('title');
    const answer = await api.call('startCase', { params: { programId: program.id }, body: { applicantId: await applicantOf(api, call), topic, ...(title !== undefined && { title }) } });
    result(call.around.terminal, answer, () => [`${paint(call.around.terminal, 'green', '✓')} ${say(call.around.terminal, { zh: `已新建，受理号 ${answer.number}`, en: `Started as ${answer.number}` })}`]);
    return undefined;
  },
};

async function applicantOf(api: ApiClient, call: Call): Promise<string> {
  const { posts } = await api.call('me');
  const named = call.options.text('applicant');
  const organisations = new Map(posts.filter((post) => named === undefined || post.organisationName === named).map((post) => [post.organisationId, post.organisationName]));
  const [only, ...others] = organisations.keys();
  if (only !== undefined && others.length === 0) return only;
  const names = [...organisations.values()].join('、');
  throw new WrongUsage(
    only === undefined ? { zh: '您没有可代为申报的岗位', en: 'You hold no post that could apply' } : { zh: '您在几个单位任岗', en: 'You hold posts in several organisations' },
    only === undefined ? undefined : { zh: `--applicant 指明：${names}`, en: 'Name one with --applicant' },
  );
}

const draft: Command = {
  name: 'case draft',
  args: '<case> [file]',
  does: { zh: '读草稿；给出文件则保存为草稿', en: 'read the draft, or save a file as the draft' },
  options: [...common, { flags: '--form <key>', does: { zh: '哪个表单，默认 application', en: 'which form, application by default' } }],
  examples: ['case draft 000001 samples/forms/application.yaml'],
  async run(call) {
    const api = connect(call);
    const [given = '', file] = call.args;
    const params = { caseId: await caseIdOf(api, call, given), form: call.options.text('form') ?? 'application' };
    if (file === undefined) {
      const found = await api.call('draft', { params });
      result(call.around.terminal, found, () => [JSON.stringify(found.values, null, 2)]);
      return undefined;
    }
    const values = await readValues(call, file);
    const version = await draftVersion(api, params);
    const saved = await api.call('saveDraft', { params, headers: version === undefined ? { 'if-none-match': '*' } : { 'if-match': `"${version}"` }, body: { values } });
    const issues = await api.call('formIssues', { params });
    result(call.around.terminal, { ...saved, issues: issues.items }, () => [
      `${paint(call.around.terminal, 'green', '✓')} ${say(call.around.terminal, { zh: `草稿已保存（第 ${saved.version} 版）`, en: `Draft saved (version ${saved.version})` })}`,
      ...issueLines(call, issues.items),
    ]);
    return undefined;
  },
};

const check: Command = {
  name: 'case check',
  args: '<case>',
  does: { zh: '草稿离能提交还差什么', en: 'what stands in the way of submitting the draft' },
  options: [...common, { flags: '--form <key>', does: { zh: '哪个表单，默认 application', en: 'which form, application by default' } }],
  async run(call) {
    const api = connect(call);
    const params = { caseId: await caseIdOf(api, call, call.args[0] ?? ''), form: call.options.text('form') ?? 'application' };
    const issues = await api.call('formIssues', { params });
    result(call.around.terminal, issues, () => (issues.items.length === 0 ? [say(call.around.terminal, { zh: '可以提交。', en: 'It can be submitted.' })] : issueLines(call, issues.items)));
    return issues.items.length === 0;
  },
};

async function draftVersion(api: ApiClient, params: { readonly caseId: string; readonly form: string }): Promise<number | undefined> {
  try {
    return (await api.call('draft', { params })).version;
  } catch (error) {
    if (error instanceof CommandFailed && error.code === 'not_found') return undefined;
    throw error;
  }
}

function issueLines(call: Call, issues: AnswerOf<'formIssues'>['items']): readonly string[] {
  return issues.map(({ path, words }) => `  ${paint(call.around.terminal, 'yellow', '•')} ${path}  ${say(call.around.terminal, words)}`);
}

const act: Command = {
  name: 'case act',
  args: '<case> <decision>',
  does: { zh: '办理：提交、通过、退回……', en: 'act on a task: submit, accept, return …' },
  options: [...common, { flags: '--task <key>', does: { zh: '几个待办都有这种处理时指明', en: 'which task, where several offer the decision' } }, ...actOptions],
  examples: ['case act 000001 submit --as school', 'case act 000001 accept --as county'],
  async run(call) {
    const [given = '', decision = ''] = call.args;
    const api = connect(call);
    const caseId = await caseIdOf(api, call, given);
    const found = await api.call('case', { params: { caseId } });
    const action = actionOf(found.actions, decision, call.options.text('task'));
    const body = await actBody(api, call, action.decision);
    const answer = await api.call('actOnCase', { params: { caseId, number: action.task }, headers: { 'if-match': `"${found.item.version}"` }, body });
    const after = await api.call('case', { params: { caseId } }).catch(() => undefined);
    result(call.around.terminal, answer, () => [
      `${paint(call.around.terminal, 'green', '✓')} ${found.item.number} ${found.item.applicantName}: ${say(call.around.terminal, action.decisionName)} → ${answer.outcome ?? after?.item.states.map(({ name }) => name.zh).join('、') ?? answer.states.join(', ')}`,
    ]);
    return undefined;
  },
};

const document: Command = {
  name: 'case document',
  args: '<case>',
  does: { zh: '按原表样打印：DOCX 或 PDF，每页有校验码；未提交的是草稿', en: 'the form as it is printed, DOCX or PDF, with its check code; the draft where nothing was submitted' },
  options: [
    ...common,
    { flags: '--format <docx|pdf>', does: { zh: '格式，默认 pdf', en: 'the format, pdf by default' } },
    { flags: '--form <key>', does: { zh: '哪个表单，默认 application', en: 'which form, application by default' } },
    { flags: '--form-version <n|draft>', does: { zh: '第几版，或 draft；默认最新提交的', en: 'which version, or draft; the newest submitted by default' } },
    outOption,
  ],
  examples: ['case document 000001 --format docx', 'case document 1 --form-version draft --out 草稿.pdf'],
  async run(call) {
    const api = connect(call);
    const params = { caseId: await caseIdOf(api, call, call.args[0] ?? ''), form: call.options.text('form') ?? 'application' };
    await saveFile(call, await api.file('caseDocument', { params, query: { format: call.options.text('format'), version: call.options.text('form-version') } }));
    return undefined;
  },
};

export const caseCommands: readonly Command[] = [list, show, start, draft, check, act, document];
