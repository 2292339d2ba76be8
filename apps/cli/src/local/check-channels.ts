import { resolve } from 'node:path';
import { noChannels, readChannels } from '@shidian/config';
import { channelsOf } from '@shidian/notices';
import { checked, configOf } from '../environment.js';
import { CommandFailed } from '../failure.js';
import { paint, say } from '../print/terminal.js';
import type { Surroundings } from '../surroundings.js';

/** Reads the file as a worker does and looks at every address. False where one may not be used or a server does not answer. */
export async function checkChannels(around: Surroundings): Promise<boolean> {
  const { terminal } = around;
  const config = configOf(around.environment);
  if (config.channels === undefined && config.smtpUrl === undefined) {
    throw new CommandFailed('config.invalid', { what: { zh: '没有设置 SHIDIAN_CHANNELS 或 SMTP_URL', en: 'Neither SHIDIAN_CHANNELS nor SMTP_URL is set' } });
  }
  const { channels: path } = config;
  const file = path === undefined ? noChannels : checked(() => readChannels(resolve(around.folder, path), around.environment));
  const smtp = config.smtpUrl === undefined ? undefined : { url: config.smtpUrl, from: config.mailFrom };
  const channels = channelsOf({ smtp, channels: file.channels, allow: file.allow, publicUrl: config.publicUrl, clock: { now: () => Date.now() } });
  const findings = await Promise.all(channels.map(async (channel) => ({ channel: channel.route.channel, kind: channel.route.kind, outcome: await channel.probe() })));
  for (const channel of channels) channel.close();
  if (terminal.json) terminal.out(JSON.stringify(findings, null, 2));
  else {
    for (const { channel, kind, outcome } of findings) {
      const [mark, says] = outcome.is === 'accepted' ? [paint(terminal, 'green', '✓'), say(terminal, { zh: '可用', en: 'can be used' })] : [paint(terminal, 'red', '✗'), outcome.error];
      terminal.out(`${mark} ${channel} (${kind})  ${says}`);
    }
  }
  return findings.every(({ outcome }) => outcome.is === 'accepted');
}
