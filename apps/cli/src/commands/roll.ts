import { CommandFailed, WrongUsage } from '../failure.js';
import type { Call, Command } from '../command/command.js';
import { withMoments } from '../command/moments.js';
import { result } from '../print/result.js';
import { table } from '../print/table.js';
import { paint, say } from '../print/terminal.js';
import { instant } from '../print/instant.js';
import { dataOf, actOptions } from '../remote/act-body.js';
import type { AnswerOf, ApiClient } from '../remote/api-client.js';
import { connect, remoteOptions } from '../remote/connect.js';
import { outOption, saveFile } from '../remote/file.js';
import { isUuid, programOf, programOption } from '../remote/places.js';

const common = [...remoteOptions, programOption] as const;
const answers = { flags: '--answers <roll>', does: { zh: '回复的名册：编号，或 环节/名册（取最新一次）', en: 'the roll that this one answers: its id, or stage/roll for the newest' } } as const;

const list: Command = {
  name: 'roll list',
  does: { zh: '已确认的名册：汇总表、入选名单……', en: 'confirmed rolls' },
  options: [...common, { flags: '--key <key>', does: { zh: '哪种名册', en: 'which roll' } }],
  async run(call) {
    const api = connect(call);
    const { id } = await programOf(api, call);
    const page = await api.call('rolls', { params: { programId: id }, query: { limit: 200, key: call.options.text('key') } });
    result(call.around.terminal, page, () =>
      table(['编号 id', '名册 roll', '第几次 serial', '件数 lines', '确认 confirmed'], page.items.map((roll) => [roll.id, roll.key, String(roll.serial), String(roll.lines), instant(roll.confirmedAt)])),
    );
    return undefined;
  },
};

const show: Command = {
  name: 'roll show',
  args: '<id>',
  does: { zh: '一个名册和它的表', en: 'a roll with its table' },
  options: remoteOptions,
  async run(call) {
    const roll = await connect(call).call('roll', { params: { rollId: call.args[0] ?? '' } });
    result(call.around.terminal, roll, () => [
      `${roll.key}  ${say(call.around.terminal, { zh: `第 ${roll.serial} 次，${roll.lines.length} 件`, en: `serial ${roll.serial}, ${roll.lines.length} lines` })}  ${instant(roll.confirmedAt)}`,
      ...roll.lines.map((line) => `  ${line.position}  ${line.caseId}  ${line.decision}`),
      JSON.stringify(roll.table, null, 2),
    ]);
    return undefined;
  },
};

const candidates: Command = {
  name: 'roll candidates',
  args: '<roll>',
  does: { zh: '可列入名册的件和将生成的表', en: 'cases ready for the roll, and the table as it would be' },
  options: [...common, answers],
  examples: ['roll candidates gather_county/report --as county'],
  async run(call) {
    const api = connect(call);
    const { id } = await programOf(api, call);
    const found = await api.call('candidates', { params: { programId: id, ...rollOf(call) }, query: { answers: await answered(api, call, id) } });
    result(call.around.terminal, found, () =>
      table(['受理号 no.', '申报单位 applicant', '编号 topic', '名称 title'], found.cases.map((one) => [one.number, one.applicantName, one.topic, one.title ?? ''])),
    );
    return undefined;
  },
};

const confirm: Command = {
  name: 'roll confirm',
  args: '<roll>',
  does: { zh: '确认名册：全部生效或全部不生效', en: 'confirm a roll: all lines or none' },
  options: [
    ...common,
    answers,
    { flags: '--each <decision>', does: { zh: '所有候选件都这样处理', en: 'every candidate gets this decision' } },
    { flags: '--line <case=decision>', does: { zh: '某件这样处理，可重复', en: 'the decision for one case, repeatable' } },
    { flags: '--line-reason <case=text>', does: { zh: '某件的理由，可重复', en: 'the reason for one case, repeatable' } },
    { flags: '--line-fix-by <case=date>', does: { zh: '某件的补正期限，可重复', en: 'the date to mend one case by, repeatable' } },
    { flags: '--nil', does: { zh: '零报告', en: 'a nil report' } },
    ...actOptions.filter(({ flags }) => /^--(reason|set|happened-on)/.test(flags)),
  ],
  examples: ['roll confirm gather_county/report --each sent --set seal=true --as county', 'roll confirm gather_county/receive --answers gather_county/report --line 000001=received --line 000002=returned --line-reason 000002=缺盖章'],
  async run(call) {
    const api = connect(call);
    const { id } = await programOf(api, call);
    const params = { programId: id, ...rollOf(call) };
    const answering = await answered(api, call, id);
    const found = await api.call('candidates', { params, query: { answers: answering } });
    const data = dataOf(call.options);
    const lines = linesOf(call, found);
    // A nil report is said on purpose: a desk whose cases have not been decided yet does not send one by mistake.
    if (lines.length === 0 && !call.options.flag('nil')) throw noLines();
    const body = { lines, ...(answering !== undefined && { answers: answering }), ...(Object.keys(data).length > 0 && { data }) };
    const answer = await api.call('confirmRoll', { params, body });
    result(call.around.terminal, answer, () => [
      `${paint(call.around.terminal, 'green', '✓')} ${say(call.around.terminal, { zh: `已确认，第 ${answer.serial} 次，${body.lines.length} 件`, en: `Confirmed, serial ${answer.serial}, ${body.lines.length} lines` })}  ${answer.id}`,
    ]);
    return undefined;
  },
};

async function answered(api: ApiClient, call: Call, programId: string): Promise<string | undefined> {
  const given = call.options.text('answers');
  if (given === undefined || isUuid(given)) return given;
  const { items } = await api.call('rolls', { params: { programId }, query: { limit: 200, key: given } });
  const newest = items.reduce<(typeof items)[number] | undefined>((best, roll) => (best && best.confirmedAt >= roll.confirmedAt ? best : roll), undefined);
  if (newest) return newest.id;
  throw new CommandFailed('roll.unknown', { what: { zh: `还没有名册“${given}”`, en: `There is no roll "${given}" yet` }, mend: { zh: '看 shidian roll list', en: 'See shidian roll list' } });
}

const noLines = (): WrongUsage => new WrongUsage({ zh: '名册里没有件', en: 'The roll has no lines' }, { zh: '用 --each 或 --line；零报告用 --nil', en: 'Use --each or --line; --nil for a nil report' });

interface Line {
  readonly caseId: string;
  readonly decision: string;
  readonly data?: Readonly<Record<string, string>>;
}

function linesOf({ options }: Call, found: AnswerOf<'candidates'>): readonly Line[] {
  const each = options.text('each');
  const ofCase = options.pairs('line');
  const reasons = options.pairs('line-reason');
  const fixBy = options.pairs('line-fix-by');
  if (each === undefined && Object.keys(ofCase).length === 0 && !options.flag('nil')) throw noLines();
  const known = new Set(found.cases.flatMap((one) => [one.number, one.caseId]));
  const strange = [ofCase, reasons, fixBy].flatMap(Object.keys).find((name) => !known.has(name) && !isUuid(name));
  if (strange !== undefined) throw new WrongUsage({ zh: `“${strange}”不是候选件`, en: `"${strange}" is no candidate` }, { zh: `候选：${found.cases.map((one) => one.number).join('、')}`, en: 'See shidian roll candidates' });
  return found.cases.flatMap(({ caseId, number }) => {
    const decision = ofCase[number] ?? ofCase[caseId] ?? each;
    if (decision === undefined) return [];
    const reason = reasons[number] ?? reasons[caseId];
    const date = fixBy[number] ?? fixBy[caseId];
    const data = { ...(reason !== undefined && { reason }), ...(date !== undefined && { fix_by: withMoments(date, Date.now()) }) };
    return [{ caseId, decision, ...(Object.keys(data).length > 0 && { data }) }];
  });
}

function rollOf({ args }: Call): { readonly stage: string; readonly roll: string } {
  const [stage = '', roll = '', ...more] = (args[0] ?? '').split('/');
  if (stage === '' || roll === '' || more.length > 0) throw new WrongUsage({ zh: `名册写作 环节/名册，不是“${args[0] ?? ''}”`, en: `A roll is written stage/roll, not "${args[0] ?? ''}"` }, { zh: '例如 gather_county/report', en: 'For example gather_county/report' });
  return { stage, roll };
}

const document: Command = {
  name: 'roll document',
  args: '<id>',
  does: { zh: '名册的表（汇总表）：XLSX 或 PDF，有校验码', en: 'the table of a roll as XLSX or PDF, with its check code' },
  options: [...remoteOptions, { flags: '--format <xlsx|pdf>', does: { zh: '格式，默认 pdf', en: 'the format, pdf by default' } }, outOption],
  examples: ['roll document 01900000-0000-7000-8000-000000000001 --format xlsx'],
  async run(call) {
    await saveFile(call, await connect(call).file('rollDocument', { params: { rollId: call.args[0] ?? '' }, query: { format: call.options.text('format') } }));
    return undefined;
  },
};

export const rollCommands: readonly Command[] = [list, show, candidates, confirm, document];
