import type { Simulated, SimulationScript, StoryEntry } from '@shidian/lifecycle';
import { instant } from './instant.js';
import { table } from './table.js';
import { paint, plain, say, type Paint, type Terminal } from './terminal.js';

const marks: Readonly<Record<StoryEntry['kind'], { readonly zh: string; readonly colour: Paint | undefined }>> = {
  act: { zh: '办理', colour: undefined },
  roll: { zh: '名册', colour: 'cyan' },
  refused: { zh: '被拒', colour: 'red' },
  system: { zh: '系统', colour: 'bold' },
  notice: { zh: '通知', colour: 'dim' },
  reminder: { zh: '提醒', colour: 'yellow' },
  overdue: { zh: '逾期', colour: 'yellow' },
  escalation: { zh: '升级', colour: 'red' },
};

/** `2016-03-14 16:00  办理  示例小学001  提交` */
export function storyLine(terminal: Terminal, entry: StoryEntry): string {
  const { zh, colour } = marks[entry.kind];
  const line = `${instant(entry.at)}  ${zh}  ${plain(entry.who)}  ${plain(entry.text)}`;
  return colour === undefined ? line : paint(terminal, colour, line);
}

export function summaryLines(terminal: Terminal, told: Simulated, script: SimulationScript): readonly string[] {
  const heading = (zh: string, en: string): string => paint(terminal, 'bold', say(terminal, { zh, en }));
  const counted = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join('，');
  const total = Object.values(told.outcomes).reduce((sum, count) => sum + count, 0);
  return [
    '',
    heading(`结果：${total} 件`, `${total} cases`),
    ...table(['结果 outcome', '件数 cases'], Object.entries(told.outcomes).map(([name, count]) => [name, String(count)])),
    '',
    heading('各类单位', 'By profile'),
    ...table(
      ['类别 profile', '说明 says', '结果 outcomes'],
      Object.entries(told.byProfile).map(([name, counts]) => [name, script.profiles[name]?.says ?? '', counted(counts)]),
    ),
    '',
    `${heading('通知', 'Notices')}  ${counted(told.notices)}`,
    told.chainsWhole
      ? paint(terminal, 'green', say(terminal, { zh: `留痕 ${told.entries} 条，链条完整`, en: `${told.entries} journal entries, every chain whole` }))
      : paint(terminal, 'red', say(terminal, { zh: `留痕 ${told.entries} 条，链条有缺损`, en: `${told.entries} journal entries, a chain is not whole` })),
  ];
}

/** The script with about so many applicants, every profile kept in proportion and none lost. */
export function scaled(script: SimulationScript, applicants: number): SimulationScript {
  const total = Object.values(script.profiles).reduce((sum, { count }) => sum + count, 0);
  const profiles = Object.fromEntries(
    Object.entries(script.profiles).map(([name, profile]) => [name, { ...profile, count: Math.max(1, Math.round((profile.count * applicants) / total)) }]),
  );
  return { ...script, profiles };
}
