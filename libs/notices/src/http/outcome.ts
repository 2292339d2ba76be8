import { accepted, addressFailed, channelFailed, type Outcome } from '../channel.js';
import { AddressRefused } from './address-policy.js';
import { post, type HttpAnswer, type Post } from './post.js';

/** Statuses that speak of this message and will be the same next time (RFC 9110 §15.5); all others pass, once somebody has mended the way. */
const aboutMessage: ReadonlySet<number> = new Set([400, 406, 411, 413, 415, 422]);

/** By the status alone. */
export function outcomeOfStatus({ status, retryAfterMs }: HttpAnswer): Outcome {
  if (status >= 200 && status < 300) return accepted;
  if (status >= 300 && status < 400) return channelFailed(`HTTP ${status}: redirects are not followed; name the address itself`);
  if (aboutMessage.has(status)) return addressFailed(`HTTP ${status}`, true);
  return channelFailed(`HTTP ${status}`, retryAfterMs);
}

/** An attempt over HTTP: what happened before an answer is a failure of the way. */
export async function attempt(request: Post, read: (answer: HttpAnswer) => Outcome): Promise<Outcome> {
  try {
    return read(await post(request));
  } catch (error) {
    if (error instanceof AddressRefused) return channelFailed(`refused: ${error.why}`);
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
    return channelFailed(`${code}${error instanceof Error ? error.message : 'failed'}`);
  }
}
