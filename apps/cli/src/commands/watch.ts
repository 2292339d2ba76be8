import type { Change, ChangeReset } from '@shidian/contracts';
import type { Words } from '@shidian/engine';
import type { Call, Command } from '../command/command.js';
import { CommandFailed } from '../failure.js';
import { instant } from '../print/instant.js';
import { paint, plain, say, type Terminal } from '../print/terminal.js';
import type { ApiClient } from '../remote/api-client.js';
import { changes, type Told } from '../remote/changes.js';
import { connect, remoteOptions } from '../remote/connect.js';

const resets: Readonly<Record<ChangeReset['reason'], Words>> = {
  cursor: { zh: '从现在重新开始', en: 'Starting anew from now' },
  too_many: { zh: '变化太多，不逐条列出', en: 'More has changed than is told one by one' },
  rights: { zh: '您的岗位或权限有变化', en: 'Your posts or rights have changed' },
  database: { zh: '数据库已恢复或切换', en: 'The database was restored, or another took over' },
};

const joined = (parts: readonly string[]): string => plain(parts.filter((part) => part !== '').join('  '));

/** What it is about, read again by right: nothing but ids was told. */
async function about(client: ApiClient, change: Change): Promise<string> {
  if (change.kind === 'notice') {
    const { items } = await client.call('notices', { query: { limit: 20 } });
    return items.find(({ id }) => id === change.id)?.text.zh ?? change.id;
  }
  if (change.kind === 'program') {
    const { name, states } = await client.call('program', { params: { programId: change.id } });
    return joined([name, ...states.map((state) => state.name.zh)]);
  }
  const caseId = change.kind === 'case' ? change.id : change.caseId;
  if (caseId === null) return '';
  const { number, applicantName, states } = (await client.call('case', { params: { caseId } })).item;
  return joined([number, applicantName, ...states.map((state) => state.name.zh)]);
}

const kinds: Readonly<Record<Change['kind'], Words>> = { case: { zh: '申报件', en: 'case' }, program: { zh: '试点', en: 'program' }, task: { zh: '待办', en: 'tasks' }, notice: { zh: '通知', en: 'notice' } };

async function print(terminal: Terminal, client: ApiClient, told: Told): Promise<void> {
  if (terminal.json) {
    terminal.out(JSON.stringify(told.event === 'change' ? { event: told.event, ...told.change } : told));
    return;
  }
  if (told.event === 'ready') terminal.err(paint(terminal, 'dim', say(terminal, { zh: `正在守望 ${told.address}，Ctrl-C 结束`, en: `watching ${told.address}, Ctrl-C ends it` })));
  else if (told.event === 'reset') terminal.out(paint(terminal, 'yellow', say(terminal, resets[told.reason])));
  else {
    const text = await about(client, told.change).catch((error: unknown) => {
      if (!(error instanceof CommandFailed)) throw error;
      return error.message;
    });
    terminal.out(`${paint(terminal, 'dim', instant(Date.now()).slice(11))}  ${paint(terminal, 'cyan', say(terminal, kinds[told.change.kind]))}  ${text}`);
  }
}

async function watch({ around, ...call }: Call): Promise<undefined> {
  const client = connect({ around, ...call });
  const stopping = new AbortController();
  const forget = around.onStop(() => {
    stopping.abort();
  });
  try {
    for await (const told of changes(client, stopping.signal)) await print(around.terminal, client, told);
  } finally {
    forget();
  }
  return undefined;
}

export const watchCommands: readonly Command[] = [
  {
    name: 'watch',
    does: { zh: '守望：有变化就告诉您（--json 时一行一条）', en: 'tells what changes, as it happens (with --json a line each)' },
    options: remoteOptions,
    examples: ['watch --as county'],
    run: watch,
  },
];
