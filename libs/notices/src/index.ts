/**
 * Notices on their way to people's mailboxes. In the inbox a notice is a row that its step wrote; this library makes a
 * delivery of it for each mailbox and sees it through.
 *
 * ```
 * queued → sending → delivered
 *    ↑        ├────→ failed_temporarily ─(1 min, 5 min, 30 min, 2 h … 24 h)→ sending
 *  held       └────→ failed
 * ```
 *
 * Invariants
 * - A delivery has one key for ever; the Message-ID is made of it, so that a repeated message is recognisable.
 * - At least once: a crash between the server's acceptance and our row sends the message again, after its lease.
 * - A mailbox that fails holds its own messages and no others; a server that fails is asked once a minute.
 * - Nothing that a person typed can add a header or a recipient.
 * - Only this library imports nodemailer.
 */
export { nextAttempt } from './backoff.js';
export type { Channel, Letter, Outcome } from './channel.js';
export { compose, type LetterSettings } from './letter.js';
export { heldReason, leaseMs, MailRun, type MailRunParts } from './mail-run.js';
export { messageId, SmtpChannel, type SmtpSettings } from './smtp-channel.js';
