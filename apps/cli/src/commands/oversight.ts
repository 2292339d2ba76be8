import { WrongUsage } from '../failure.js';
import type { Call, Command } from '../command/command.js';
import { withMoments } from '../command/moments.js';
import { deadline, instant } from '../print/instant.js';
import { result } from '../print/result.js';
import { table } from '../print/table.js';
import { paint, plain, say } from '../print/terminal.js';
import type { AnswerOf, ApiClient } from '../remote/api-client.js';
import { connect, remoteOptions } from '../remote/connect.js';
import { isUuid, programOf, programOption } from '../remote/places.js';

const common = [...remoteOptions, programOption] as const;
const under = { flags: '--under <own|id|name>', does: { zh: '一个机构及其下级；own 为本机构', en: 'an organisation and all below it; own is yours' } } as const;

const upcoming: Command = {
  name: 'program upcoming',
  does: { zh: '将要发出什么、发给谁（若到时无人办理）', en: 'what will be sent and to whom, if nobody does anything until then' },
  options: [...common, { flags: '--days <n>', does: { zh: '往后几天，默认 7，最多 92', en: 'how many days ahead, 7 unless said, at most 92' } }],
  examples: ['program upcoming --days 7 --as province'],
  async run(call) {
    const api = connect(call);
    const { id } = await programOf(api, call);
    const days = call.options.text('days');
    const found = await api.call('upcoming', { params: { programId: id }, query: { limit: 999, ...(days !== undefined && { days }) } });
    const { terminal } = call.around;
    result(terminal, found, () => [
      ...found.paused.map((pause) => paint(terminal, 'yellow', say(terminal, { zh: `已暂停发送（${pause.channel ?? pause.scope}）：${plain(pause.reason)}`, en: `sending is paused (${pause.channel ?? pause.scope}): ${plain(pause.reason)}` }))),
      ...table(
        ['时间 at', '种类 kind', '发给 to', '内容 text'],
        found.items.map((item) => [instant(item.at), item.kind, item.to.map((to) => `${to.organisationName}${to.postName}${to.vacant ? say(terminal, { zh: '（无人在任）', en: ' (vacant)' }) : ''}`).join('、'), plain(say(terminal, item.text))]),
      ),
      ...(found.more > 0 ? [say(terminal, { zh: `另有 ${found.more} 条未列出`, en: `${found.more} more are not listed` })] : []),
      ...(found.casesLeftOut ? [say(terminal, { zh: `只推演了最先到期的 ${found.cases} 件`, en: `only the ${found.cases} cases that come first were looked at` })] : []),
    ]);
    return undefined;
  },
};

const calendar: Command = {
  name: 'program calendar',
  does: { zh: '项目的日历：时段、时限、各级设定、是谁定的、改过几次', en: 'windows and deadlines, what each tier has set, by whom, and how it moved' },
  options: common,
  async run(call) {
    const api = connect(call);
    const { id } = await programOf(api, call);
    const found = await api.call('programCalendar', { params: { programId: id } });
    const { terminal } = call.around;
    result(terminal, found, () =>
      found.dates.flatMap((date) => [
        `${paint(terminal, 'bold', say(terminal, date.words))}  ${date.name}  ${date.opens === null ? '' : `${instant(date.opens)} – `}${deadline(date.closes, date.provisional)}  ${paint(terminal, 'dim', say(terminal, date.rule))}${date.open === null ? '' : `  ${say(terminal, { zh: `待${date.open.by.name.zh}定`, en: `to be set by ${date.open.by.name.en}` })}`}`,
        ...date.history.map((row) => `    ${row.binds ? '●' : '○'} ${say(terminal, row.scopeName)}  ${say(terminal, CHANGES[row.change])}  ${row.before === null ? '' : `${deadline(row.before, false)} → `}${deadline(row.closesAt, row.provisional)}  ${[row.setByName, row.approver, row.documentNumber, row.reason].flatMap((each) => (each === null ? [] : [plain(each)])).join('，')}  ${paint(terminal, 'dim', instant(row.setAt))}`),
      ]),
    );
    return undefined;
  },
};

const CHANGES = {
  opened: { zh: '开办时', en: 'at the opening' },
  set: { zh: '设定', en: 'set' },
  extended: { zh: '延长', en: 'extended' },
  brought_forward: { zh: '提前', en: 'brought forward' },
  restated: { zh: '重申', en: 'restated' },
} as const;

const notStarted: Command = {
  name: 'program not-started',
  does: { zh: '应报未报的单位', en: 'who could apply and has not started' },
  options: [...common, under, { flags: '--kind <kind>', does: { zh: '只看一类申报主体', en: 'one kind of applicant' } }],
  async run(call) {
    const api = connect(call);
    const { id } = await programOf(api, call);
    const kind = call.options.text('kind');
    const place = await placeOf(api, call);
    const found = await api.call('notStarted', { params: { programId: id }, query: { limit: 200, ...(kind !== undefined && { kind }), ...(place !== undefined && { under: place }) } });
    const { terminal } = call.around;
    result(terminal, found, () => [
      ...table(
        ['单位 organisation', '上级 above', '类别 kind', '时限 due', '催办 told'],
        found.items.map((item) => [item.name, item.parentName ?? '', say(terminal, item.kind.name), deadline(item.due, false), item.toldAt === null ? (item.reachable ? '' : say(terminal, { zh: '无人在任', en: 'vacant' })) : instant(item.toldAt)]),
      ),
      say(terminal, { zh: `共 ${found.total} 家`, en: `${found.total} in all` }),
    ]);
    return undefined;
  },
};

const nudge: Command = {
  name: 'program nudge',
  args: '<not-started|overdue|all>',
  does: { zh: '一并催办：尚未申报的、已逾期的；一天内催过的不再催', en: 'nudge all who have not started or are late; not those nudged within a day' },
  options: [...common, under, { flags: '--kind <kind>', does: { zh: '只催一类申报主体', en: 'one kind of applicant' } }],
  examples: ['program nudge not-started --under own --as county'],
  async run(call) {
    const given = (call.args[0] ?? '').replace('-', '_');
    const whom = (['not_started', 'overdue', 'all'] as const).find((one) => one === given);
    if (whom === undefined) throw new WrongUsage({ zh: `没有“${call.args[0] ?? ''}”；有 not-started、overdue、all`, en: `There is no "${call.args[0] ?? ''}"; there are not-started, overdue, all` });
    const api = connect(call);
    const { id } = await programOf(api, call);
    const organisation = (await placeOf(api, call)) ?? (await ownOf(api));
    const kind = call.options.text('kind');
    const told = await api.call('nudgeAll', { params: { programId: id }, body: { organisation, whom, ...(kind !== undefined && { kind }) } });
    const { terminal } = call.around;
    result(terminal, told, () => [
      `${paint(terminal, 'green', '✓')} ${say(terminal, { zh: `已催：未申报 ${told.notStarted} 家，逾期 ${told.overdue} 项；一天内催过 ${told.tooSoon}，无收文岗 ${told.noDesk}`, en: `told: ${told.notStarted} not started, ${told.overdue} overdue; ${told.tooSoon} told within a day, ${told.noDesk} without a desk` })}`,
      ...(told.left > 0 ? [say(terminal, { zh: `还有 ${told.left} 未催到，再执行一次`, en: `${told.left} not reached; run it again` })] : []),
    ]);
    return undefined;
  },
};

const organisations: Command = {
  name: 'organisation list',
  does: { zh: '机构和岗位，谁在任、谁代理', en: 'organisations with their posts, who holds them and who stands in' },
  options: [...remoteOptions, under, { flags: '--search <text>', does: { zh: '名称的一部分或代码', en: 'part of the name, or the code' } }],
  async run(call) {
    const api = connect(call);
    const place = await placeOf(api, call);
    const search = call.options.text('search');
    const found = await api.call('organisations', { query: { limit: 200, ...(place !== undefined && { under: place }), ...(search !== undefined && { search }) } });
    const { terminal } = call.around;
    result(terminal, found, () =>
      table(
        ['机构 organisation', '岗位 post', '在任 holders', '岗位编号 id'],
        found.items.flatMap((organisation) => organisation.posts.map((post) => [organisation.name, post.name, post.seats.map(({ name, standsIn }) => (standsIn ? `${name}${say(terminal, { zh: '（代）', en: ' (stands in)' })}` : name)).join('、') || say(terminal, { zh: '无人', en: 'nobody' }), post.id])),
      ),
    );
    return undefined;
  },
};

const listSubstitutions: Command = {
  name: 'substitution list',
  does: { zh: '代理', en: 'who stands in for whom' },
  options: [...remoteOptions, { flags: '--past', does: { zh: '连同已结束的', en: 'those that are over too' } }],
  async run(call) {
    const found = await connect(call).call('substitutions', { query: call.options.flag('past') ? { past: 'true' } : {} });
    const { terminal } = call.around;
    result(terminal, found, () => table(['编号 id', '被代理 absent', '代理 substitute', '起 from', '止 to', '理由 reason'], found.items.map((row) => [row.id, `${row.post.organisationName}${row.post.name} ${row.absentName ?? ''}`, row.substitute.name, instant(row.from), deadline(row.to, false), plain(row.reason)])));
    return undefined;
  },
};

const substitute: Command = {
  name: 'substitution set',
  args: '<post> <substitute>',
  does: { zh: '设代理：代理人收到、可办被代理岗位的一切', en: 'let a post stand in for another of its organisation' },
  options: [...remoteOptions, { flags: '--from <date>', does: { zh: '起（默认现在）', en: 'first day; now unless said' } }, { flags: '--to <date>', does: { zh: '止（含当日）', en: 'last day' } }, { flags: '--reason <text>', does: { zh: '理由', en: 'reason' } }],
  examples: ['substitution set 信息化科 分管领导 --to 2016-03-10 --reason 出差 --as county'],
  async run(call) {
    const api = connect(call);
    const [post, other] = await postsOf(api, call.args);
    const now = Date.now();
    const from = call.options.text('from');
    const body = { post, substitute: other, to: withMoments(call.options.text('to') ?? '', now), reason: call.options.text('reason') ?? '', ...(from !== undefined && { from: withMoments(from, now) }) };
    const row = await api.call('substitute', { body });
    result(call.around.terminal, row, () => [`${paint(call.around.terminal, 'green', '✓')} ${row.post.organisationName}${row.post.name} ← ${row.substitute.name}  ${instant(row.from)} – ${deadline(row.to, false)}  ${row.id}`]);
    return undefined;
  },
};

const endSubstitution: Command = {
  name: 'substitution end',
  args: '<id>',
  does: { zh: '提前结束代理', en: 'end a substitution early' },
  options: remoteOptions,
  async run(call) {
    const row = await connect(call).call('endSubstitution', { params: { substitutionId: call.args[0] ?? '' } });
    result(call.around.terminal, row, () => [`${paint(call.around.terminal, 'green', '✓')} ${row.post.organisationName}${row.post.name}: ${deadline(row.to, false)}`]);
    return undefined;
  },
};

/** Posts by id, or by name in one's own organisation. */
async function postsOf(api: ApiClient, given: readonly string[]): Promise<readonly [string, string]> {
  const [post = '', substitute = ''] = given;
  if (isUuid(post) && isUuid(substitute)) return [post, substitute];
  const own = (await api.call('me')).posts.map(({ organisationId }) => organisationId);
  const { items } = await api.call('organisations', { query: { limit: 200, ...(own[0] !== undefined && { under: own[0] }) } });
  const posts = items.filter(({ id }) => own.includes(id)).flatMap((organisation) => organisation.posts);
  const find = (name: string): string => {
    const id = isUuid(name) ? name : posts.find((one) => one.name === name)?.id;
    if (id !== undefined) return id;
    const names = posts.map((one) => one.name).join('、');
    throw new WrongUsage({ zh: `本机构没有岗位“${name}”；有 ${names}`, en: `Your organisation has no post "${name}"; there are ${names}` });
  };
  return [find(post), find(substitute)];
}

async function ownOf(api: ApiClient): Promise<string> {
  const own = (await api.call('me')).posts[0]?.organisationId;
  if (own === undefined) throw new WrongUsage({ zh: '您没有岗位，用 --under 指明机构', en: 'You hold no post; name an organisation with --under' });
  return own;
}

type Organisation = AnswerOf<'organisations'>['items'][number];

async function placeOf(api: ApiClient, call: Call): Promise<string | undefined> {
  const given = call.options.text('under');
  if (given === undefined || isUuid(given)) return given;
  if (given === 'own') return await ownOf(api);
  const { items } = await api.call('organisations', { query: { limit: 200, search: given } });
  const named = (exact: boolean): readonly Organisation[] => items.filter(({ name, code }) => (exact ? name === given || code === given : true));
  const [only, ...others] = named(true).length > 0 ? named(true) : named(false);
  if (only !== undefined && others.length === 0) return only.id;
  const list = items.map(({ name }) => name).join('、');
  throw new WrongUsage({ zh: `--under 指的机构不明：“${given}”${list === '' ? '' : `，有 ${list}`}`, en: `--under does not name one organisation: "${given}"` });
}

export const oversightCommands: readonly Command[] = [calendar, upcoming, notStarted, nudge, organisations, listSubstitutions, substitute, endSubstitution];
