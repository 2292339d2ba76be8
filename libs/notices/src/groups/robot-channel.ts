import type { DeliveryRow } from '@shidian/lifecycle';
import type { Outcome } from '../channel.js';
import { HttpChannel, type HttpSettings } from '../http/http-channel.js';
import { groupText } from './group-text.js';
import { outcomeOfRobot, type RobotCodes } from './robot-answer.js';

/** Robots take 20 messages a minute; two in reserve: our minute and theirs do not begin together. */
const robotPerMinute = 18;

/** A text to a group of a messenger: several notices in one message, so that the robot is never flooded. */
export abstract class RobotChannel<S extends HttpSettings = HttpSettings> extends HttpChannel<S> {
  readonly gathers = 200;
  readonly atOnce = 1;

  constructor(settings: S) {
    super(settings, settings.perMinute ?? robotPerMinute);
  }

  protected text(delivery: DeliveryRow, { longestBytes, codes, url = this.settings.url }: { readonly longestBytes: number; readonly codes: RobotCodes; readonly url?: URL }): Promise<Outcome> {
    const body = JSON.stringify({ msgtype: 'text', text: { content: groupText(delivery, this.settings.publicUrl, longestBytes) } });
    return this.post({ url, body }, (answer) => outcomeOfRobot(answer, codes));
  }
}
