import { WrongUsage } from '../failure.js';
import type { Call, Command } from '../command/command.js';
import { withMoments } from '../command/moments.js';
import { deadline } from '../print/instant.js';
import { result } from '../print/result.js';
import { table } from '../print/table.js';
import { paint, say } from '../print/terminal.js';
import type { ApiClient } from '../remote/api-client.js';
import { connect, remoteOptions } from '../remote/connect.js';
import { caseIdOf, isUuid, programOf, programOption } from '../remote/places.js';

const common = [...remoteOptions, programOption] as const;

const list: Command = {
  name: 'date list',
  does: { zh: '项目的日期和各级设定', en: 'dates of the program' },
  options: common,
  async run(call) {
    const api = connect(call);
    const { id } = await programOf(api, call);
    const { items } = await api.call('dates', { params: { programId: id } });
    result(call.around.terminal, items, () =>
      table(['名称 name', '范围 scope', '规则 rule', '截止 closes', '理由 reason'], items.map((date) => [date.name, date.scope, date.rule, deadline(date.closesAt, date.provisional), date.reason ?? ''])),
    );
    return undefined;
  },
};

const set: Command = {
  name: 'date set',
  args: '<name> <rule>',
  does: { zh: '设定、延长或提前一个日期', en: 'set, extend or bring forward a date' },
  options: [
    ...common,
    { flags: '--case <case>', does: { zh: '只对一件', en: 'for one case' } },
    { flags: '--organisation <own|id>', does: { zh: '对一个机构及其下级；own 为本机构', en: 'for an organisation and all below it; own is yours' } },
    { flags: '--reason <text>', does: { zh: '理由', en: 'reason' } },
    { flags: '--approver <name>', does: { zh: '批准人', en: 'who approved it' } },
    { flags: '--document <number>', does: { zh: '文号', en: 'number of the document' } },
  ],
  examples: ['date set local_due "by 2016-03-08" --organisation own --as county', 'date set province_due "by 2016-03-18" --case 000001 --reason 断网 --as province'],
  async run(call) {
    const [name = '', written = ''] = call.args;
    const rule = withMoments(written, Date.now());
    const api = connect(call);
    const { id } = await programOf(api, call);
    const reason = call.options.text('reason');
    const approver = call.options.text('approver');
    const documentNumber = call.options.text('document');
    const body = {
      name,
      rule,
      ...(await scopeOf(api, call, id)),
      ...(reason !== undefined && { reason }),
      ...(approver !== undefined && { approver }),
      ...(documentNumber !== undefined && { documentNumber }),
    };
    const saved = await api.call('setDate', { params: { programId: id }, body });
    result(call.around.terminal, saved, () => [
      `${paint(call.around.terminal, 'green', '✓')} ${name} ${say(call.around.terminal, { zh: '现为', en: 'is now' })} ${deadline(saved.closesAt, saved.provisional)}`,
      ...saved.reopened.map(({ number, applicantName }) => `  ${say(call.around.terminal, { zh: '恢复受理', en: 'open again' })}: ${number} ${applicantName}`),
    ]);
    return undefined;
  },
};

async function scopeOf(api: ApiClient, call: Call, programId: string): Promise<{ readonly scope: string; readonly scopeId: string }> {
  const caseGiven = call.options.text('case');
  const organisation = call.options.text('organisation');
  if (caseGiven !== undefined && organisation !== undefined) throw new WrongUsage({ zh: '--case 与 --organisation 只能给一个', en: 'Give --case or --organisation, not both' });
  if (caseGiven !== undefined) return { scope: 'case', scopeId: await caseIdOf(api, call, caseGiven) };
  if (organisation === undefined) return { scope: 'program', scopeId: programId };
  if (isUuid(organisation)) return { scope: 'organisation', scopeId: organisation };
  const { posts } = await api.call('me');
  const own = posts.find((post) => organisation === 'own' || post.organisationName === organisation);
  if (!own) throw new WrongUsage({ zh: `--organisation 要 own 或机构的 id，不是“${organisation}”`, en: `--organisation takes own or an id, not "${organisation}"` });
  return { scope: 'organisation', scopeId: own.organisationId };
}

export const dateCommands: readonly Command[] = [list, set];
