import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Call } from '../command/command.js';
import { CommandFailed } from '../failure.js';
import { result } from '../print/result.js';
import { paint, say } from '../print/terminal.js';
import type { RemoteFile } from './api-client.js';

export const outOption = { flags: '--out <file>', does: { zh: '存到哪里，默认按文件自己的名称存在当前目录', en: 'where to keep it; under its own name here by default' } } as const;

/** Writes what was downloaded and says where. A name that the service gives never leads out of the folder. */
export async function saveFile(call: Call, file: RemoteFile, out = call.options.text('out')): Promise<string> {
  const path = resolve(call.around.folder, out ?? file.name.replaceAll(/[\\/]/g, '_'));
  try {
    await writeFile(path, file.content);
  } catch (error) {
    throw new CommandFailed('file.unwritable', { what: { zh: '文件存不下来', en: 'The file cannot be written' }, where: path, mend: { zh: '用 --out 换一个地方', en: 'Name another place with --out' } }, { cause: error });
  }
  result(call.around.terminal, { file: path, bytes: file.content.byteLength }, () => [`${paint(call.around.terminal, 'green', '✓')} ${say(call.around.terminal, { zh: `已存为 ${path}`, en: `Kept as ${path}` })}`]);
  return path;
}
