import type { Command } from '../command/command.js';

const up: Command = {
  name: 'up',
  does: { zh: '启动整套服务，直到 Ctrl-C', en: 'run the whole service until Ctrl-C' },
  examples: ['up', 'up --json'],
  async run({ around }) {
    const { up: live } = await import('../up/up.js');
    return await live(around);
  },
};

const migrate: Command = {
  name: 'migrate',
  does: { zh: '升级数据库（DATABASE_URL、DATABASE_OWNER_URL）', en: 'bring the database up to this release' },
  async run({ around }) {
    const { migrate: bring } = await import('../local/migrate.js');
    await bring(around);
    return undefined;
  },
};

export const upCommands: readonly Command[] = [up, migrate];
