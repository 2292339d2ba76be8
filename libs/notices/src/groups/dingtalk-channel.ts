import { createHmac } from 'node:crypto';
import type { DeliveryRow } from '@shidian/lifecycle';
import type { Outcome } from '../channel.js';
import type { HttpSettings } from '../http/http-channel.js';
import type { RobotCodes } from './robot-answer.js';
import { RobotChannel } from './robot-channel.js';

const longestBytes = 4_000;

/** After more than 20 messages in a minute the robot is deaf for ten (open.dingtalk.com, 自定义机器人). */
const deaf = 10 * 60_000;
/** 130101, 410100: too many; 310000: keyword, signature or address not as set; 300001, 400101, 400102: token missing, unknown, robot stopped; 400103–400106: message wrong. */
const codes: RobotCodes = {
  tooMany: new Map([[130101, deaf], [410100, deaf]]),
  robot: new Set([310000, 300001, 400101, 400102]),
  message: new Set([400103, 400104, 400105, 400106]),
};

/** 加签: HMAC-SHA256 of `timestamp\nsecret` under the secret, base64; the timestamp (ms) may be an hour off. */
function dingTalkSignature(secret: string, atMs: number): string {
  return createHmac('sha256', secret).update(`${atMs}\n${secret}`).digest('base64');
}

/** Notices to a group of DingTalk (钉钉自定义机器人). The token stands in the address; the secret signs. */
export class DingTalkChannel extends RobotChannel<HttpSettings & { readonly secret: string }> {
  send(delivery: DeliveryRow): Promise<Outcome> {
    const { clock, secret } = this.settings;
    const url = new URL(this.settings.url);
    const at = clock.now();
    url.searchParams.set('timestamp', String(at));
    url.searchParams.set('sign', dingTalkSignature(secret, at));
    return this.text(delivery, { longestBytes, codes, url });
  }
}
