import type { Command } from '../command/command.js';
import { result } from '../print/result.js';
import { table } from '../print/table.js';
import { paint, say } from '../print/terminal.js';
import { actionLines } from '../print/case-page.js';
import { actBody, actOptions } from '../remote/act-body.js';
import { connect, remoteOptions } from '../remote/connect.js';
import { actionOf, programOf, programOption } from '../remote/places.js';

const common = [...remoteOptions, programOption] as const;

const list: Command = {
  name: 'program list',
  does: { zh: '试点项目（批次）', en: 'programs' },
  options: remoteOptions,
  async run(call) {
    const page = await connect(call).call('programs', { query: { limit: 200 } });
    result(call.around.terminal, page, () =>
      table(
        ['编号 id', '名称 name', '环节 state', '定义 definition'],
        page.items.map((item) => [item.id, item.name, item.outcome ?? item.states.map(({ name }) => name.zh).join('、'), item.definitionId]),
      ),
    );
    return undefined;
  },
};

const show: Command = {
  name: 'program show',
  does: { zh: '一个项目：环节、各环节件数、能办什么', en: 'a program: where it stands, how many cases stand where, what can be done' },
  options: common,
  async run(call) {
    const api = connect(call);
    const { id } = await programOf(api, call);
    const found = await api.call('program', { params: { programId: id } });
    const { terminal } = call.around;
    result(terminal, found, () => [
      `${paint(terminal, 'bold', found.name)}  ${found.id}`,
      `${say(terminal, { zh: '环节', en: 'state' })}: ${found.outcome ?? found.states.map(({ name }) => say(terminal, name)).join('、')}  (v${found.version})`,
      ...found.counts.map(({ state, cases }) => `  ${String(cases).padStart(4)}  ${say(terminal, state.name)}  ${paint(terminal, 'dim', state.id)}`),
      ...actionLines(terminal, found.actions),
    ]);
    return undefined;
  },
};

const act: Command = {
  name: 'program act',
  args: '<decision>',
  does: { zh: '办理项目的待办：公布名单、结束……', en: 'act on a task of the program: publish the list, close …' },
  options: [...common, { flags: '--task <key>', does: { zh: '几个待办都有这种处理时指明', en: 'which task, where several offer the decision' } }, ...actOptions],
  examples: ['program act published --set list=true --as province'],
  async run(call) {
    const api = connect(call);
    const { id } = await programOf(api, call);
    const found = await api.call('program', { params: { programId: id } });
    const action = actionOf(found.actions, call.args[0] ?? '', call.options.text('task'));
    const body = await actBody(api, call, action.decision);
    const answer = await api.call('actOnProgram', { params: { programId: id, number: action.task }, headers: { 'if-match': `"${found.version}"` }, body });
    result(call.around.terminal, answer, () => [`${paint(call.around.terminal, 'green', '✓')} ${found.name}: ${say(call.around.terminal, action.decisionName)}`]);
    return undefined;
  },
};

export const programCommands: readonly Command[] = [list, show, act];
