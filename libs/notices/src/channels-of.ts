import type { BusinessClock } from '@shidian/lifecycle';
import type { ChannelSettings } from '@shidian/config';
import type { Channel } from './channel.js';
import { DingTalkChannel } from './groups/dingtalk-channel.js';
import { WeComChannel } from './groups/wecom-channel.js';
import { AddressPolicy, AddressRefused } from './http/address-policy.js';
import { SmsChannel } from './http/sms-channel.js';
import { webhookKey } from './http/standard-webhook.js';
import { WebhookChannel } from './http/webhook-channel.js';
import { MailChannel } from './mail/mail-channel.js';
import type { SmtpSettings } from './mail/smtp.js';

export interface ChannelsInput {
  /** Undefined: no mail server. */
  readonly smtp: SmtpSettings | undefined;
  readonly channels: readonly ChannelSettings[];
  /** Networks inside that may be reached all the same. */
  readonly allow: readonly string[];
  /** Origin of links, without a slash at the end. */
  readonly publicUrl: string;
  readonly clock: BusinessClock;
}

/** A setting of a channel with which it cannot work. */
export class ChannelRefused extends Error {
  readonly code = 'notices.channel_refused';
  constructor(
    readonly channel: string,
    readonly words: { readonly zh: string; readonly en: string },
  ) {
    super(`${channel}: ${words.en}`);
    this.name = 'ChannelRefused';
  }

  /** Shown beside the words. */
  get details(): { readonly channel: string } {
    return { channel: this.channel };
  }
}

/**
 * The channels of the installation.
 * @throws ChannelRefused where a secret is none, or an address may not be used as far as its name says
 */
export function channelsOf({ smtp, channels, allow, publicUrl, clock }: ChannelsInput): readonly Channel[] {
  const wrong = allow.find((one) => !AddressPolicy.reads(one));
  if (wrong !== undefined) throw new ChannelRefused('allow', { zh: `“${wrong}”不是地址或网段`, en: `“${wrong}” is no address or network` });
  const policy = new AddressPolicy(allow);
  const http = channels.map((one): Channel => {
    const url = new URL(one.url);
    checkAddress(policy, one.name, url);
    const addressedBy = one.kind === 'sms' ? 'mobile' : 'place';
    const route = { channel: one.name, kind: one.kind, addressedBy, organisations: one.organisations, posts: one.posts, urgentOnly: one.urgentOnly } as const;
    const common = { route, url, policy, clock, publicUrl, ...(one.perMinute !== undefined && { perMinute: one.perMinute }) };
    if (one.kind === 'wecom') return new WeComChannel(common);
    if (one.kind === 'dingtalk') return new DingTalkChannel({ ...common, secret: one.secret ?? '' });
    const key = webhookKey(one.secret ?? '');
    if (key === undefined) throw new ChannelRefused(one.name, { zh: '密钥应为 whsec_ 加 24 至 64 字节的 base64', en: 'the secret should be whsec_ and base64 of 24 to 64 bytes' });
    return one.kind === 'webhook' ? new WebhookChannel({ ...common, key }) : new SmsChannel({ ...common, key });
  });
  return smtp === undefined ? http : [new MailChannel(smtp, { publicUrl }), ...http];
}

function checkAddress(policy: AddressPolicy, channel: string, url: URL): void {
  try {
    policy.check(url);
  } catch (error) {
    if (!(error instanceof AddressRefused)) throw error;
    throw new ChannelRefused(channel, { zh: `地址不可用：${error.why}`, en: `the address cannot be used: ${error.why}` });
  }
}
