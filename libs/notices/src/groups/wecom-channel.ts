import type { DeliveryRow } from '@shidian/lifecycle';
import type { Outcome } from '../channel.js';
import type { RobotCodes } from './robot-answer.js';
import { RobotChannel } from './robot-channel.js';

/** A text of a group robot may have 2,048 bytes, and a robot 20 messages a minute (developer.work.weixin.qq.com/document/path/91770). */
const longestBytes = 2_048;

/** 45009 and 45033: calls too frequent; 93000: the address is of no robot; 93008, 93017: not in the group any more, stopped; 44004, 40058, 45002: text missing, wrong, too long. */
const codes: RobotCodes = { tooMany: new Map([[45009, 60_000], [45033, 60_000]]), robot: new Set([93000, 93008, 93017]), message: new Set([44004, 40058, 45002]) };

/** Notices to a group of WeCom (企业微信群机器人). The key stands in the address. */
export class WeComChannel extends RobotChannel {
  send(delivery: DeliveryRow): Promise<Outcome> {
    return this.text(delivery, { longestBytes, codes });
  }
}
