import type { Command } from '../command/command.js';
import { deadline, instant } from '../print/instant.js';
import { result } from '../print/result.js';
import { table } from '../print/table.js';
import { say } from '../print/terminal.js';
import { connect, remoteOptions } from '../remote/connect.js';

const list: Command = {
  name: 'task list',
  does: { zh: '我的待办', en: 'my tasks' },
  options: [...remoteOptions, { flags: '--done', does: { zh: '已办', en: 'those that are done' } }, { flags: '--limit <n>', does: { zh: '最多几条', en: 'how many at most' } }],
  examples: ['task list --as county'],
  async run(call) {
    const page = await connect(call).call('tasks', {
      query: { state: call.options.flag('done') ? 'done' : 'open', limit: call.options.count('limit') ?? 50 },
    });
    result(call.around.terminal, page, () =>
      page.items.length === 0
        ? [say(call.around.terminal, { zh: '没有待办。', en: 'No tasks.' })]
        : table(
            ['件 case', '申报单位 applicant', '待办 task', '号 no.', '截止 due'],
            page.items.map((item) => [
              item.caseNumber ?? item.programName,
              item.applicantName ?? '',
              `${item.name.zh}${item.optional ? '（可选）' : ''}  ${item.key}`,
              String(item.number),
              deadline(item.dueAt, item.provisional),
            ]),
          ),
    );
    return undefined;
  },
};

const notices: Command = {
  name: 'notice list',
  does: { zh: '我的通知', en: 'my notices' },
  options: [...remoteOptions, { flags: '--unread', does: { zh: '只看未读', en: 'unread only' } }, { flags: '--limit <n>', does: { zh: '最多几条', en: 'how many at most' } }],
  async run(call) {
    const page = await connect(call).call('notices', {
      query: { limit: call.options.count('limit') ?? 50, ...(call.options.flag('unread') && { unread: 'true' }) },
    });
    result(call.around.terminal, page, () =>
      page.items.length === 0
        ? [say(call.around.terminal, { zh: '没有通知。', en: 'No notices.' })]
        : table(
            ['时间 at', '类别 kind', '内容 text', '邮件 mail'],
            page.items.map((item) => [instant(item.at), item.kind, item.text.zh, item.mail]),
          ),
    );
    return undefined;
  },
};

export const taskCommands: readonly Command[] = [list, notices];
