import type { Command } from '../command/command.js';
import { instant } from '../print/instant.js';
import { result } from '../print/result.js';
import { table } from '../print/table.js';
import { connect, remoteOptions } from '../remote/connect.js';

const find: Command = {
  name: 'check-code',
  args: '<code>',
  does: { zh: '纸面上的校验码是哪一件、第几版，是不是现行版', en: 'which case and version a check code on paper stands for, and whether it is the current one' },
  options: remoteOptions,
  examples: ['check-code 04HM-ASW9-NF6Y-2 --as province'],
  async run(call) {
    const found = await connect(call).call('checkCode', { params: { code: call.args[0] ?? '' } });
    result(call.around.terminal, found, () =>
      table(
        ['受理号 no.', '单位 organisation', '文件 document', '第几版 version', '时间 at', '现行 current', '项目 program'],
        found.items.map((item) => [item.number ?? '', item.organisationName, item.key, String(item.serial), instant(item.at), item.current ? '是 yes' : '否 no', item.programName]),
      ),
    );
    return undefined;
  },
};

export const checkCodeCommands: readonly Command[] = [find];
