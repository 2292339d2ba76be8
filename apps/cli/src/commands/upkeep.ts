import type { Command } from '../command/command.js';

const verify: Command = {
  name: 'journal verify',
  args: '[owner]',
  does: { zh: '核对留痕：改动、缺失、错序都指出位置', en: 'verify the journals: names any change, gap or reorder' },
  examples: ['journal verify', 'journal verify 0190c3a4-… --json'],
  async run({ args, around }) {
    const { verifyJournals } = await import('../local/verify-journals.js');
    return await verifyJournals(around, args[0]);
  },
};

const doctor: Command = {
  name: 'doctor',
  does: { zh: '检查设置、数据库和每一件的待办与定时是否与定义相符', en: 'examine settings, database, and that every case has the tasks and timers that it should' },
  options: [{ flags: '--mend', does: { zh: '把不符的改正', en: 'mend what does not fit' } }],
  async run({ options, around }) {
    const { examine } = await import('../local/doctor.js');
    return await examine(around, options.flag('mend'));
  },
};

export const upkeepCommands: readonly Command[] = [verify, doctor];
