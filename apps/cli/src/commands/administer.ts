import type { Call, Command } from '../command/command.js';
import { WrongUsage } from '../failure.js';
import { result } from '../print/result.js';
import { paint } from '../print/terminal.js';
import type { AnswerOf } from '../remote/api-client.js';
import { connect, remoteOptions } from '../remote/connect.js';
import { caseIdOf, programOption } from '../remote/places.js';

const acts = ['suspend', 'resume', 'jump', 'void', 'wake', 'hand-over', 'nudge'] as const;

type Tasks = AnswerOf<'case'>['tasks'];

const administer: Command = {
  name: 'case administer',
  args: '<case> <act>',
  does: { zh: '项目办：suspend 挂起、resume 恢复、jump 跳转、void 作废、wake 唤醒；经办人 hand-over 转办；上级 nudge 催办', en: 'the program office: suspend, resume, jump, void, wake; a member: hand-over; an authority above: nudge' },
  options: [
    ...remoteOptions,
    programOption,
    { flags: '--reason <text>', does: { zh: '理由（催办、唤醒不需要）', en: 'why (not for nudge and wake)' } },
    { flags: '--task <key>', does: { zh: '哪项待办：编号或名称', en: 'which task: its number or key' } },
    { flags: '--to <state|post>', does: { zh: '跳转到的环节；转办给的岗位（编号）', en: 'state to jump to; id of the post to hand over to' } },
    { flags: '--from <post>', does: { zh: '转出的岗位（编号），只有一个经办人时可省', en: 'id of the post that hands over; not needed where there is one' } },
  ],
  examples: ['case administer 000001 suspend --reason 核实申报资格 --as province', 'case administer 000001 nudge --task submit --as province'],
  async run(call) {
    const [given = '', what = ''] = call.args;
    const act = acts.find((one) => one === what);
    if (act === undefined) throw new WrongUsage({ zh: `没有“${what}”；有 ${acts.join('、')}`, en: `There is no "${what}"; there are ${acts.join(', ')}` });
    const api = connect(call);
    const caseId = await caseIdOf(api, call, given);
    const found = await api.call('case', { params: { caseId } });
    const answer = await api.call('administerCase', { params: { caseId }, headers: { 'if-match': `"${found.item.version}"` }, body: bodyOf(call, act, found.tasks) });
    result(call.around.terminal, answer, () => [`${paint(call.around.terminal, 'green', '✓')} ${found.item.number} ${found.item.applicantName}: ${what} → ${answer.outcome ?? answer.states.join(', ')}`]);
    return undefined;
  },
};

/** What is left out the service names in its refusal. */
function bodyOf(call: Call, act: (typeof acts)[number], tasks: Tasks): Readonly<Record<string, unknown>> {
  const { options } = call;
  const [reason, to] = [options.text('reason'), options.text('to')];
  const why = reason === undefined ? {} : { reason };
  if (act === 'wake') return { act };
  if (act === 'jump') return { act, ...(to !== undefined && { to }), ...why };
  if (act !== 'nudge' && act !== 'hand-over') return { act, ...why };
  const task = taskOf(tasks, options.text('task'));
  if (act === 'nudge') return { act, task: task.number };
  return { act: 'hand_over', task: task.number, from: giverOf(task, options.text('from')), ...(to !== undefined && { to }), ...why };
}

function taskOf(tasks: Tasks, named: string | undefined): Tasks[number] {
  const open = tasks.filter(({ closedAt }) => closedAt === null);
  const [task, ...others] = named === undefined ? open : open.filter(({ number, key }) => String(number) === named || key === named || key.endsWith(`/${named}`));
  if (task !== undefined && others.length === 0) return task;
  const list = open.map(({ number, key, name }) => `${number} ${key} ${name.zh}`).join('；');
  throw new WrongUsage({ zh: '用 --task 指明哪项待办', en: 'Name the task with --task' }, { zh: list, en: list });
}

function giverOf({ members }: Tasks[number], named: string | undefined): string {
  const waiting = members.filter(({ actedAt }) => actedAt === null);
  const from = named ?? (waiting.length === 1 ? waiting[0]?.post : undefined);
  if (from !== undefined) return from;
  const list = waiting.map(({ post, organisationName, postName }) => `${post} ${organisationName}${postName}`).join('；');
  throw new WrongUsage({ zh: '用 --from 指明转出的岗位', en: 'Name the post that hands over with --from' }, { zh: list, en: list });
}

export const administrationCommands: readonly Command[] = [administer];
