import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Call, Command } from '../command/command.js';
import { CommandFailed } from '../failure.js';
import { result } from '../print/result.js';
import { table } from '../print/table.js';
import { paint, say } from '../print/terminal.js';
import { connect, remoteOptions } from '../remote/connect.js';
import { outOption, saveFile } from '../remote/file.js';
import { programOf, programOption } from '../remote/places.js';

const common = [...remoteOptions, programOption] as const;
const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const template: Command = {
  name: 'case template',
  does: { zh: '下载批量填报的模板（XLSX）', en: 'the workbook to fill in (XLSX)' },
  options: [...common, outOption],
  examples: ['case template --out 批量填报.xlsx'],
  async run(call) {
    const api = connect(call);
    const { id } = await programOf(api, call);
    await saveFile(call, await api.file('importTemplate', { params: { programId: id } }));
    return undefined;
  },
};

const take: Command = {
  name: 'case import',
  args: '<file>',
  does: { zh: '交填好的模板：全部建件或一件不建；同一文件再交不会重复', en: 'send a filled workbook: all its cases or none; the same file again starts nothing' },
  options: [...common, { flags: '--errors <file>', does: { zh: '有问题时，把带“问题”一列的表存到这里', en: 'where to keep the workbook with what is wrong, if something is' } }],
  examples: ['case import 批量填报.xlsx --errors 待改.xlsx'],
  async run(call) {
    const api = connect(call);
    const { id } = await programOf(api, call);
    const question = { params: { programId: id }, upload: await workbook(call, call.args[0] ?? '') };
    try {
      const taken = await api.call('importCases', question);
      result(call.around.terminal, taken, () => [
        `${paint(call.around.terminal, 'green', '✓')} ${say(call.around.terminal, taken.replayed ? { zh: '这个文件交过了，没有再建：', en: 'This file was taken before; nothing was started now:' } : { zh: `已建 ${taken.cases.length} 件：`, en: `Started ${taken.cases.length}:` })}`,
        ...table(['行 row', '受理号 no.', '还差几处 open'], taken.cases.map((one) => [String(one.row), one.number, String(one.open)])),
      ]);
      return undefined;
    } catch (error) {
      const errors = call.options.text('errors');
      if (error instanceof CommandFailed && error.code === 'import.refused' && errors !== undefined) await saveFile(call, await api.file('checkImport', question), errors);
      throw error;
    }
  },
};

async function workbook(call: Call, file: string): Promise<{ readonly name: string; readonly content: Uint8Array<ArrayBuffer>; readonly mediaType: string }> {
  const path = resolve(call.around.folder, file);
  try {
    return { name: basename(path), content: new Uint8Array(await readFile(path)), mediaType };
  } catch (error) {
    throw new CommandFailed('file.unreadable', { what: { zh: '文件读不出来', en: 'The file cannot be read' }, where: path }, { cause: error });
  }
}

export const importCommands: readonly Command[] = [template, take];
