import type { Call, Command } from '../command/command.js';
import { WrongUsage } from '../failure.js';
import { instant } from '../print/instant.js';
import { result } from '../print/result.js';
import { table } from '../print/table.js';
import { paint, say } from '../print/terminal.js';
import { connect, remoteOptions } from '../remote/connect.js';
import { isUuid, programOf, programOption } from '../remote/places.js';
import type { ApiClient } from '../remote/api-client.js';

const channelOption = { flags: '--channel <name>', does: { zh: '只看、只动这个通道', en: 'this channel only' } };
const limitOption = { flags: '--limit <n>', does: { zh: '最多几条', en: 'how many at most' } };
const reasonOption = { flags: '--reason <text>', does: { zh: '理由', en: 'why' } };

/** A program only where one is named: these commands are about the whole installation otherwise. An administrator sees no programs and gives its id. */
async function named(api: ApiClient, call: Call): Promise<{ readonly programId?: string }> {
  const given = call.options.text('program');
  if (given === undefined) return {};
  return { programId: isUuid(given) ? given : (await programOf(api, call)).id };
}

const channelOf = (call: Call): { readonly channel?: string } => {
  const channel = call.options.text('channel');
  return channel === undefined ? {} : { channel };
};
const reasonOf = (call: Call): { readonly reason?: string } => {
  const reason = call.options.text('reason');
  return reason === undefined ? {} : { reason };
};

const list: Command = {
  name: 'notices list',
  does: { zh: '通知的发送情况：系统管理员看全部，项目办看本项目', en: 'how notices fare on their way: all for the system administrator, its own for a program’s office' },
  options: [...remoteOptions, programOption, channelOption, limitOption, { flags: '--state <state>', does: { zh: 'queued、held、gathered、sending、delivered、failed_temporarily、failed', en: 'queued, held, gathered, sending, delivered, failed_temporarily, failed' } }],
  examples: ['notices list --state failed --as admin-system', 'notices list --program 演练 --as province'],
  async run(call) {
    const api = connect(call);
    const state = call.options.text('state');
    const page = await api.call('deliveries', { query: { limit: call.options.count('limit') ?? 50, ...channelOf(call), ...(state !== undefined && { state }), ...(await named(api, call)) } });
    result(call.around.terminal, page, () =>
      page.items.length === 0
        ? [say(call.around.terminal, { zh: '没有。', en: 'None.' })]
        : table(
            ['编号 id', '写成 written', '通道 channel', '状态 state', '试 tries', '收件 to', '类别 kind', '原因 why'],
            page.items.map((item) => [item.id, instant(item.noticedAt), item.channel, item.state, String(item.attempts), item.address ?? item.organisationName ?? '', item.digestOf ?? (item.notices > 1 ? `${item.notices}` : (item.kind ?? '')), item.error ?? '']),
          ),
    );
    return undefined;
  },
};

const replay: Command = {
  name: 'notices replay',
  args: '[...ids]',
  does: { zh: '重发这些，或（--failed）全部发送失败的；消息编号不变', en: 'send these again, or with --failed all that failed; the message id stays' },
  options: [...remoteOptions, programOption, channelOption, reasonOption, { flags: '--failed', does: { zh: '全部发送失败的', en: 'everything that failed' } }],
  examples: ['notices replay --failed --channel mail --reason 邮箱已修好 --as admin-system'],
  async run(call) {
    const failed = call.options.flag('failed');
    if (failed === call.args.length > 0) throw new WrongUsage({ zh: '写出编号，或用 --failed', en: 'Name the ids, or give --failed' });
    const api = connect(call);
    const body = failed ? { ...channelOf(call), ...(await named(api, call)), ...reasonOf(call) } : { ids: call.args, ...reasonOf(call) };
    const answer = await api.call('replayDeliveries', { body });
    result(call.around.terminal, answer, () => [`${paint(call.around.terminal, 'green', '✓')} ${say(call.around.terminal, { zh: '重发', en: 'sent again' })}: ${answer.replayed.length}`]);
    return failed || answer.replayed.length === call.args.length;
  },
};

const pause: Command = {
  name: 'notices pause',
  does: { zh: '暂停发送：全部，或一个通道、一个项目；站内通知照常，什么也不丢', en: 'pause what leaves: all of it, a channel or a program; the inbox goes on, nothing is lost' },
  options: [...remoteOptions, programOption, channelOption, reasonOption],
  examples: ['notices pause --reason 演练 --as admin-system', 'notices pause --program 演练 --reason 核对名单 --as province'],
  async run(call) {
    const api = connect(call);
    const [{ channel }, { programId }] = [channelOf(call), await named(api, call)];
    if (channel !== undefined && programId !== undefined) throw new WrongUsage({ zh: '--channel 与 --program 只能给一个', en: 'Give --channel or --program, not both' });
    const scope = channel !== undefined ? { scope: 'channel', channel } : programId !== undefined ? { scope: 'program', programId } : { scope: 'installation' };
    const answer = await api.call('pauseNotices', { body: { ...scope, reason: call.options.text('reason') ?? '' } });
    result(call.around.terminal, answer, () => [`${paint(call.around.terminal, 'green', '✓')} ${say(call.around.terminal, { zh: '已暂停；恢复', en: 'paused; resume it with' })}: shidian notices resume ${answer.id}`]);
    return undefined;
  },
};

const pauses: Command = {
  name: 'notices pauses',
  does: { zh: '哪些暂停着', en: 'what is paused' },
  options: [...remoteOptions, { flags: '--past', does: { zh: '也看已恢复的', en: 'those that ended, too' } }],
  async run(call) {
    const answer = await connect(call).call('noticePauses', { query: call.options.flag('past') ? { past: 'true' } : {} });
    result(call.around.terminal, answer, () =>
      answer.items.length === 0
        ? [say(call.around.terminal, { zh: '没有暂停。', en: 'Nothing is paused.' })]
        : table(['编号 id', '范围 scope', '理由 reason', '谁 by', '自 since', '至 until'], answer.items.map((item) => [item.id, item.channel ?? item.programId ?? item.scope, item.reason, item.pausedBy, instant(item.pausedAt), item.resumedAt === null ? '' : instant(item.resumedAt)])),
    );
    return undefined;
  },
};

const resume: Command = {
  name: 'notices resume',
  args: '<id>',
  does: { zh: '恢复发送：积下的按次序发出', en: 'resume: what waited leaves in its order' },
  options: [...remoteOptions, reasonOption],
  async run(call) {
    await connect(call).call('resumeNotices', { params: { pauseId: call.args[0] ?? '' }, body: reasonOf(call) });
    result(call.around.terminal, {}, () => [`${paint(call.around.terminal, 'green', '✓')} ${say(call.around.terminal, { zh: '已恢复', en: 'resumed' })}`]);
    return undefined;
  },
};

const channels: Command = {
  name: 'notices channels',
  does: { zh: '各通道的状况（系统管理员）', en: 'how the channels fare (system administrator)' },
  options: remoteOptions,
  async run(call) {
    const answer = await connect(call).call('noticeChannels');
    result(call.around.terminal, answer, () =>
      table(
        ['通道 channel', '类型 kind', '未送达 waiting', '最近送达 last', '不通 down since', '再试 again', '原因 why'],
        answer.items.map((item) => [
          item.name,
          item.kind,
          Object.entries(item.waiting).map(([state, count]) => `${state} ${count}`).join('、'),
          ...[item.deliveredAt, item.downSince, item.triedAgainAt].map((at) => (at === null ? '' : instant(at))),
          item.error ?? '',
        ]),
      ),
    );
    return undefined;
  },
};

const acts: Command = {
  name: 'notices acts',
  does: { zh: '谁在何时暂停、恢复、重发', en: 'who paused, resumed and sent again, and when' },
  options: [...remoteOptions, limitOption],
  async run(call) {
    const page = await connect(call).call('noticeActs', { query: { limit: call.options.count('limit') ?? 50 } });
    result(call.around.terminal, page, () => table(['时间 at', '谁 by', '做了 act', '范围 what', '条 n', '理由 reason'], page.items.map((item) => [instant(item.at), item.by, item.act, item.channel ?? item.programId ?? '', String(item.deliveries.length), item.reason ?? ''])));
    return undefined;
  },
};

const settings: Command = {
  name: 'notices settings',
  does: { zh: '我的通知设置：不急的随到随发、每日汇总、只看站内；急件总是随到随发', en: 'how I wish to be told of what is not urgent: at once, by a daily digest, or in the inbox alone; what is urgent always comes at once' },
  options: [
    ...remoteOptions,
    { flags: '--other <way>', does: { zh: 'at_once、digest、inbox', en: 'at_once, digest, inbox' } },
    { flags: '--mobile <number>', does: { zh: '接收急件短信的号码；none 为不要', en: 'number for urgent text messages; none takes it away' } },
  ],
  examples: ['notices settings --other digest --as county'],
  async run(call) {
    const api = connect(call);
    const [other, mobile] = [call.options.text('other'), call.options.text('mobile')];
    const now = await api.call('noticeWish');
    const wish = other === undefined && mobile === undefined ? now : await api.call('saveNoticeWish', { body: { other: other ?? now.other, mobile: mobile === undefined ? now.mobile : mobile === 'none' ? null : mobile } });
    result(call.around.terminal, wish, () => [`other: ${wish.other}  mobile: ${wish.mobile ?? '-'}`]);
    return undefined;
  },
};

const check: Command = {
  name: 'notices check',
  does: { zh: '检查通道文件（SHIDIAN_CHANNELS）：格式、密钥、地址能不能用；不发任何消息', en: 'check the file of channels (SHIDIAN_CHANNELS): form, secrets, whether each address may be used; sends nothing' },
  async run({ around }) {
    const { checkChannels } = await import('../local/check-channels.js');
    return await checkChannels(around);
  },
};

export const noticesCommands: readonly Command[] = [list, replay, pause, pauses, resume, channels, acts, settings, check];
