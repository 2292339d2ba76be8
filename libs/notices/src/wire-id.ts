import { createHash } from 'node:crypto';

/** Name of a message on the wire: the same key gives the same name for ever, so that whoever gets it twice can see that it is one. */
export function wireId(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 40);
}
