import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readChannels, type ChannelsFile } from './channels-file.js';
import { ConfigError } from './config-error.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shidian-channels-'));
  writeFileSync(join(folder, 'secret'), 'whsec_topsecret\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function read(text: string, environment: Readonly<Record<string, string>> = {}): ChannelsFile {
  const path = join(folder, 'channels.yaml');
  writeFileSync(path, text);
  return readChannels(path, environment);
}
function refusal(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('was not refused');
}

describe('the file of channels', () => {
  it('names channels, whose notices they carry, and where their secrets are', () => {
    const { allow, channels } = read(
      `allow: [10.0.0.0/8]
channels:
  group: { kind: wecom, url: { env: GROUP_URL }, organisations: [示例教育厅], posts: [信息化处], urgent_only: true, per_minute: 10 }
  archive: { kind: webhook, url: "https://archive.example.org/x", secret: { file: secret } }
`,
      { GROUP_URL: 'https://qyapi.example.org/send?key=topsecret' },
    );
    expect(allow).toEqual(['10.0.0.0/8']);
    expect(channels.map((one) => ({ ...one }))).toEqual([
      { name: 'group', kind: 'wecom', url: 'https://qyapi.example.org/send?key=topsecret', organisations: ['示例教育厅'], posts: ['信息化处'], urgentOnly: true, perMinute: 10 },
      { name: 'archive', kind: 'webhook', url: 'https://archive.example.org/x', secret: 'whsec_topsecret', organisations: [], posts: [], urgentOnly: false },
    ]);
    for (const shown of [JSON.stringify(channels), inspect(channels)]) expect(shown).not.toContain('topsecret');
  });

  it.each([
    ['{ kind: wecom, url: "https://x.example.org/?key=topsecret" }', 'holds its key'],
    ['{ kind: webhook, url: "https://x.example.org/topsecret" }', 'has no secret'],
    ['{ kind: webhook, url: "https://x.example.org/topsecret", secret: { env: NOWHERE } }', 'NOWHERE'],
    ['{ kind: webhook, url: "https://x.example.org/topsecret", secret: { file: nowhere } }', 'nowhere'],
    ['{ kind: webhook, url: "topsecret", secret: { file: secret } }', 'is no address'],
    ['{ kind: webhook, url: "https://x.example.org/topsecret", secret: topsecret }', 'channels.a.secret'],
    ['{ kind: sms, url: "https://x.example.org/topsecret", secret: { file: secret }, posts: [a] }', 'persons'],
    ['{ kind: fax, url: "https://x.example.org/topsecret" }', 'channels.a.kind'],
    ['{ kind: wecom, url: { env: lower } }', 'channels.a.url'],
    ['{ kind: wecom, url: { file: secret }, organisation: [a] }', 'channels.a'],
  ])('with the channel %s is refused, saying %s and no secret', (channel, says) => {
    const message = refusal(`channels: { a: ${channel} }`);
    expect(message).toContain(says);
    expect(message).not.toContain('topsecret');
  });

  it.each(['', '- a', 'channels: [', 'channels: {}\nmore: 1', 'allow: [everywhere]\nchannels: {}', 'x: &a [1]\nchannels: *a', 'channels: { Mail: {} }', 'channels: { mail: { kind: wecom, url: { file: secret } } }'])('that reads %j is refused', (text) => {
    expect(refusal(text)).toContain('SHIDIAN_CHANNELS');
  });

  it('that is not there is refused', () => {
    expect(() => readChannels(join(folder, 'none.yaml'), {})).toThrow(/ENOENT/);
  });
});
