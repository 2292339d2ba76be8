import { parseCivilDate } from '@shidian/calendar';
import { WrongUsage } from '../failure.js';
import type { Command } from '../command/command.js';

const by = { flags: '--by <name>', does: { zh: '谁录入或批准（默认本机用户）', en: 'who enters or approves it; the user of this machine by default' } } as const;

const show: Command = {
  name: 'calendar show',
  args: '[year]',
  does: { zh: '一年的放假与调休，及其依据', en: 'the holidays of a year, the days worked in exchange, and where that is from' },
  examples: ['calendar show 2027'],
  async run({ args, around }) {
    const { showCalendar } = await import('../local/calendar.js');
    const year = args[0] ?? String(new Date().getFullYear());
    if (!/^(19[5-9]\d|20\d\d|21[0-4]\d)$/.test(year)) throw new WrongUsage({ zh: `年份须在 1950 与 2149 之间，不是“${year}”`, en: `The year lies between 1950 and 2149, not "${year}"` });
    await showCalendar(around, Number(year));
    return undefined;
  },
};

const set: Command = {
  name: 'calendar set',
  args: '<day> <off|work>',
  does: { zh: '录入一天放假或上班（更新后生效）', en: 'enter a day as off or worked; in force with the next update' },
  options: [{ flags: '--name <name>', does: { zh: '节日或事由', en: 'the holiday, or the reason' } }, by],
  examples: ['calendar set 2027-02-05 off --name 春节', 'calendar set 2027-02-14 work --name 春节'],
  async run({ args: [date = '', kind = ''], options, around }) {
    if (parseCivilDate(date) === undefined) throw new WrongUsage({ zh: `“${date}”不是日期；写作 2027-02-05`, en: `"${date}" is no day; write 2027-02-05` });
    if (kind !== 'off' && kind !== 'work') throw new WrongUsage({ zh: `要写 off（放假）或 work（上班），不是“${kind}”`, en: `It takes off or work, not "${kind}"` });
    const { enterDays } = await import('../local/calendar.js');
    await enterDays(around, [{ date, working: kind === 'work', name: options.text('name') ?? null }], options.text('by'));
    return undefined;
  },
};

const unset: Command = {
  name: 'calendar unset',
  args: '<...days>',
  does: { zh: '撤去录入的日子（更新后生效）', en: 'take out days that were entered; in force with the next update' },
  examples: ['calendar unset 2027-02-05 2027-02-06'],
  async run({ args, around }) {
    const strange = args.find((date) => parseCivilDate(date) === undefined);
    if (strange !== undefined) throw new WrongUsage({ zh: `“${strange}”不是日期；写作 2027-02-05`, en: `"${strange}" is no day; write 2027-02-05` });
    const { removeDays } = await import('../local/calendar.js');
    await removeDays(around, args);
    return undefined;
  },
};

const importFile: Command = {
  name: 'calendar import',
  args: '<file>',
  does: { zh: '从 YAML 或 CSV 录入一年的放假安排（更新后生效）', en: 'enter the arrangement of a year from YAML or CSV; in force with the next update' },
  options: [by],
  examples: ['calendar import 2027.yaml'],
  async run({ args, options, around }) {
    const { importDays } = await import('../local/calendar.js');
    await importDays(around, args[0] ?? '', options.text('by'));
    return undefined;
  },
};

const update: Command = {
  name: 'calendar update',
  does: { zh: '列出日历更新会变动的每个时限；--apply 才变动', en: 'list every deadline that a calendar update would move; --apply moves them' },
  options: [
    { flags: '--apply', does: { zh: '生效：逐项目变动，记入留痕，通知有关各方', en: 'do it: program by program, on the record, announced' } },
    by,
    { flags: '--document <number>', does: { zh: '放假通知的文号', en: 'number of the notice that arranges the holidays' } },
  ],
  examples: ['calendar update', 'calendar update --apply --by 示例管理员 --document 国办发明电〔2026〕7号'],
  async run({ options, around }) {
    const { updateCalendar } = await import('../local/calendar.js');
    const [name, document] = [options.text('by'), options.text('document')];
    await updateCalendar(around, { apply: options.flag('apply'), ...(name !== undefined && { by: name }), ...(document !== undefined && { document }) });
    return undefined;
  },
};

export const calendarCommands: readonly Command[] = [show, set, unset, importFile, update];
