/**
 * Notices on their way to people outside the inbox: by mail, text message, to groups and to other systems. In the inbox a
 * notice is a row that its step wrote; this library makes a message of it for each channel and sees it through.
 *
 * ```
 *           ┌─(digest, bundle)─ gathered
 * queued → sending → delivered
 *    ↑        ├────→ failed_temporarily ─(1 min, 5 min, 30 min, 2 h … 24 h)→ sending
 *  held       └────→ failed ─(replay)→ queued
 * ```
 *
 * Invariants
 * - A delivery has one key for ever; its name on the wire (Message-ID, webhook-id, mark) is made of it, so that a repeated
 *   message is recognisable.
 * - At least once: a crash between the other side's acceptance and our row sends the message again, after its lease.
 * - An address that fails holds its own messages and no others; a channel that fails holds its own, is asked once a minute,
 *   and loses none however long it is away.
 * - Nothing that a person typed can add a header or a recipient; nothing leaves for the inside of the network.
 * - Only this library imports nodemailer.
 */
export { nextAttempt } from './backoff.js';
export type { Channel, Outcome } from './channel.js';
export { ChannelRefused, channelsOf, type ChannelsInput } from './channels-of.js';
export { channelRestMs, heldReason, leaseMs, NoticeRun, type NoticeRunParts } from './notice-run.js';
export { messageId } from './mail/smtp.js';
