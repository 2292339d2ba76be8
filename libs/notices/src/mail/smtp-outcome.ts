import type { Outcome } from '../channel.js';

/** Facts that the SMTP client puts on its errors. */
interface SmtpFailure {
  /** The server's reply code, where it replied. */
  readonly responseCode?: unknown;
  /** The client's own code: ECONNECTION, ETIMEDOUT, EAUTH, EENVELOPE, EMESSAGE … */
  readonly code?: unknown;
  /** What was being said: `RCPT TO`, `DATA`, `MAIL FROM`, `AUTH PLAIN`, `CONN`, `API` … */
  readonly command?: unknown;
  readonly response?: unknown;
}

const longest = 300;

/** The reply, without the addresses and links that some servers quote in it, on one line. */
function said(failure: SmtpFailure, fallback: string): string {
  const text = typeof failure.response === 'string' ? failure.response : fallback;
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/\S+@\S+/g, '…').slice(0, longest);
}

/**
 * What a failed attempt means (RFC 5321 §4.2.1): a 5yz reply about the recipient or the message is for good, a 4yz reply
 * passes. Whatever is said before a recipient is named (greeting, login, sender), a 421, and silence are failures of the
 * way, not of the mailbox: they pass too, once somebody has mended the way.
 */
export function outcomeOf(error: unknown): Outcome {
  const failure: SmtpFailure = typeof error === 'object' && error !== null ? error : {};
  const message = error instanceof Error ? error.message : String(error);
  const code = typeof failure.responseCode === 'number' ? failure.responseCode : undefined;
  const command = typeof failure.command === 'string' ? failure.command : '';
  const aboutMailbox = command === 'RCPT TO' || command === 'DATA';

  if (aboutMailbox && code !== undefined && code !== 421) {
    return { is: 'failed', where: 'address', permanent: code >= 500 && code !== 503, error: said(failure, message) };
  }
  // The client itself found the address impossible and said nothing to the server.
  if (failure.code === 'EENVELOPE' && command === 'API') {
    return { is: 'failed', where: 'address', permanent: true, error: 'the address cannot be used' };
  }
  const what = typeof failure.code === 'string' ? `${failure.code}: ` : '';
  return { is: 'failed', where: 'channel', permanent: false, error: `${what}${said(failure, message)}`.slice(0, longest) };
}
