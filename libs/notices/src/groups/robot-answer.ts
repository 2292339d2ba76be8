import { z } from 'zod';
import { accepted, addressFailed, channelFailed, type Outcome } from '../channel.js';
import { outcomeOfStatus } from '../http/outcome.js';
import type { HttpAnswer } from '../http/post.js';

const Answer = z.object({ errcode: z.number() });

/** What the codes of a robot mean; a code that is not listed passes, with the rests of a single message. */
export interface RobotCodes {
  /** Too many messages: how long to keep silent (ms). */
  readonly tooMany: ReadonlyMap<number, number>;
  /** The robot, its key or its signature: nothing gets through until somebody mends it. */
  readonly robot: ReadonlySet<number>;
  /** This message will never be taken. */
  readonly message: ReadonlySet<number>;
}

/** A robot answers 200 with its own code; 0 is taken. */
export function outcomeOfRobot(answer: HttpAnswer, codes: RobotCodes): Outcome {
  const byStatus = outcomeOfStatus(answer);
  if (byStatus.is === 'failed') return byStatus;
  const { errcode } = readAnswer(answer.body);
  if (errcode === 0) return accepted;
  if (errcode === undefined) return channelFailed('the answer is not that of a robot');
  const silence = codes.tooMany.get(errcode);
  if (silence !== undefined) return channelFailed(`errcode ${errcode}: too many messages`, silence);
  if (codes.robot.has(errcode)) return channelFailed(`errcode ${errcode}: the robot, its key or its signature`);
  return addressFailed(`errcode ${errcode}`, codes.message.has(errcode));
}

function readAnswer(body: string): { readonly errcode?: number } {
  try {
    const read = Answer.safeParse(JSON.parse(body));
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}
