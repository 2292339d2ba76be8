import { readFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { parse } from 'yaml';
import { CommandFailed } from '../failure.js';
import type { Call } from '../command/command.js';
import { withMoments } from '../command/moments.js';
import type { ApiClient } from './api-client.js';

/** Options of an act: what goes with a decision. */
export const actOptions = [
  { flags: '--reason <text>', does: { zh: '理由', en: 'reason' } },
  { flags: '--set <name=value>', does: { zh: '其他事项，可重复：seal=true copies=2 fix_by=2026-12-01', en: 'other data, repeatable' } },
  { flags: '--happened-on <date>', does: { zh: '实际发生日', en: 'when it happened outside the system' } },
  { flags: '--form <file>', does: { zh: '表单内容（YAML 或 JSON），不给则提交草稿', en: 'values of the form (YAML or JSON); otherwise the draft' } },
  { flags: '--opinion <text>', does: { zh: '意见', en: 'opinion' } },
  { flags: '--signature <name>', does: { zh: '签名', en: 'signature' } },
  { flags: '--on-date <date>', does: { zh: '落款日期', en: 'date of the opinion' } },
  { flags: '--seal', does: { zh: '纸质件已盖章', en: 'the paper copy bears the seal' } },
  { flags: '--seal-file <file>', does: { zh: '盖章页扫描件', en: 'scan of the sealed page' } },
  { flags: '--attach <file>', does: { zh: '附件，可重复', en: 'attachment, repeatable' } },
] as const;

/** The body of an act from its options; files are uploaded on the way. */
export async function actBody(api: ApiClient, call: Call, decision: string): Promise<Record<string, unknown>> {
  const { options } = call;
  const data = dataOf(options);
  const form = options.text('form');
  const text = options.text('opinion');
  const sealFile = options.text('seal-file');
  const signature = options.text('signature');
  const onDate = dateOption(options, 'on-date');
  const seal = sealFile === undefined ? undefined : await upload(api, call, sealFile);
  const attachments: string[] = [];
  for (const file of options.texts('attach')) attachments.push(await upload(api, call, file));
  return {
    decision,
    ...(Object.keys(data).length > 0 && { data }),
    ...(form !== undefined && { form: await readValues(call, form) }),
    ...(text !== undefined && {
      opinion: { text, ...(signature !== undefined && { signature }), ...(onDate !== undefined && { onDate }), ...(options.flag('seal') && { seal: true }), ...(seal !== undefined && { sealAttachment: seal }) },
    }),
    ...(attachments.length > 0 && { attachments }),
  };
}

/** `--set` values read as YAML scalars, so that `true`, `2` and a date mean what they say; reason and date from their own options. */
export function dataOf(options: Call['options']): Readonly<Record<string, unknown>> {
  const reason = options.text('reason');
  const happenedOn = dateOption(options, 'happened-on');
  return {
    ...Object.fromEntries(Object.entries(options.pairs('set')).map(([name, value]) => [name, scalar(withMoments(value, Date.now()))])),
    ...(reason !== undefined && { reason }),
    ...(happenedOn !== undefined && { happened_on: happenedOn }),
  };
}

/** A date, or `{today}`. */
function dateOption(options: Call['options'], name: string): string | undefined {
  const text = options.text(name);
  return text === undefined ? undefined : withMoments(text, Date.now());
}

function scalar(text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch {
    return text;
  }
}

export async function readValues(call: Call, file: string): Promise<unknown> {
  const path = resolve(call.around.folder, file);
  try {
    return parse(await readFile(path, 'utf8')) as unknown;
  } catch (error) {
    throw new CommandFailed(
      'file.unreadable',
      { what: { zh: '文件读不出来', en: 'The file cannot be read' }, where: `${path}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}` },
      { cause: error },
    );
  }
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

async function upload(api: ApiClient, call: Call, file: string): Promise<string> {
  const path = resolve(call.around.folder, file);
  let content: Uint8Array<ArrayBuffer>;
  try {
    content = new Uint8Array(await readFile(path));
  } catch (error) {
    throw new CommandFailed('file.unreadable', { what: { zh: '文件读不出来', en: 'The file cannot be read' }, where: path }, { cause: error });
  }
  const { id } = await api.call('upload', { upload: { name: basename(path), content, mediaType: mediaTypes[extname(path).toLowerCase()] ?? 'application/octet-stream' } });
  return id;
}
