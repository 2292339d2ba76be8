import type { DeliveryRoute, DeliveryRow } from '@shidian/lifecycle';
import type { Channel, Outcome } from '../channel.js';
import { attempt } from '../http/outcome.js';
import { type HttpSettings, probeAddress, usualWithinMs } from '../http/webhook-channel.js';
import { groupText } from './group-text.js';
import { outcomeOfRobot, type RobotCodes } from './robot-answer.js';

/** A text of a group robot may have 2,048 bytes, and a robot 20 messages a minute (developer.work.weixin.qq.com/document/path/91770). */
const longestBytes = 2_048;
/** Two in reserve: our minute and theirs do not begin together. */
export const robotPerMinute = 18;
export const robotGathers = 200;

/** 45009 and 45033: calls too frequent; 93000: the address is of no robot; 93008, 93017: not in the group any more, stopped; 44004, 40058, 45002: text missing, wrong, too long. */
const codes: RobotCodes = { tooMany: new Map([[45009, 60_000], [45033, 60_000]]), robot: new Set([93000, 93008, 93017]), message: new Set([44004, 40058, 45002]) };

/** Notices to a group of WeCom (企业微信群机器人). The key stands in the address. */
export class WeComChannel implements Channel {
  readonly gathers = robotGathers;
  readonly atOnce = 1;
  readonly route: DeliveryRoute;
  readonly perMinute: number;

  constructor(private readonly settings: HttpSettings & { readonly publicUrl: string }) {
    this.route = settings.route;
    this.perMinute = settings.perMinute ?? robotPerMinute;
  }

  send(delivery: DeliveryRow): Promise<Outcome> {
    const { url, policy, publicUrl, withinMs = usualWithinMs } = this.settings;
    const body = JSON.stringify({ msgtype: 'text', text: { content: groupText(delivery, publicUrl, longestBytes) } });
    return attempt({ url, policy, headers: {}, body, withinMs }, (answer) => outcomeOfRobot(answer, codes));
  }

  probe(): Promise<Outcome> {
    return probeAddress(this.settings);
  }

  close(): void {
    // A connection lives as long as its message.
  }
}
