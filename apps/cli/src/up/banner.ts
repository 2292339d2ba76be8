import { paint, say, type Terminal } from '../print/terminal.js';
import { padTo } from '../print/width.js';
import type { SampleFiles } from '../samples/sample-files.js';

export interface Started {
  readonly address: string;
  /** Where the data lie; the server's address without credentials where it is not ours. */
  readonly place: string;
  readonly logs: string;
  readonly samples: SampleFiles['accounts'] | undefined;
  /** The open program, where one was opened or found. */
  readonly program: string | undefined;
}

/** What a person who has just started it needs to know. */
export function bannerLines(terminal: Terminal, started: Started): readonly string[] {
  const bold = (zh: string, en: string): string => paint(terminal, 'bold', say(terminal, { zh, en }));
  const lines = [
    '',
    `${bold('试点服务已就绪', 'Shidian is ready')}  ${paint(terminal, 'cyan', started.address)}`,
    `  ${say(terminal, { zh: '接口说明', en: 'API' })}  ${started.address}/api/docs`,
    `  ${say(terminal, { zh: '数据', en: 'data' })}  ${started.place}`,
    `  ${say(terminal, { zh: '日志', en: 'logs' })}  ${started.logs}`,
  ];
  if (started.program !== undefined) lines.push(`  ${say(terminal, { zh: '开办中', en: 'open program' })}  ${started.program}`);
  if (started.samples) lines.push('', ...sampleLines(terminal, started.samples, bold));
  lines.push('', say(terminal, { zh: '按 Ctrl-C 停止。', en: 'Ctrl-C stops it.' }));
  return lines;
}

function sampleLines(terminal: Terminal, samples: SampleFiles['accounts'], bold: (zh: string, en: string) => string): readonly string[] {
  const accounts = Object.entries(samples.accounts);
  const width = Math.max(...accounts.map(([login]) => login.length)) + 2;
  return [
    `${bold('示例账号', 'Sample accounts')}  ${say(terminal, { zh: '口令都是', en: 'password of all' })} ${paint(terminal, 'cyan', samples.password)}`,
    ...accounts.map(([login, { says }]) => `  ${padTo(login, width)}${say(terminal, says)}`),
    '',
    bold('试一试（另开一个窗口）', 'Try this in another window'),
    `  npx shidian sign-in school --password ${samples.password}`,
    '  npx shidian case start --topic Xxjsrhcxtz3-7',
    '  npx shidian case draft 000001 samples/forms/application.yaml',
    '  npx shidian case act 000001 submitted --opinion 同意申报 --signature 示例校长 --seal --on-date {today}',
    `  npx shidian sign-in county --password ${samples.password}`,
    '  npx shidian task list',
    `  ${say(terminal, { zh: '从申报到验收的每一步见 README.md。', en: 'Every step from draft to acceptance is in README.md.' })}`,
  ];
}
