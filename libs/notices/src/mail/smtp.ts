import { createTransport } from 'nodemailer';
import { accepted, addressFailed, type Outcome } from '../channel.js';
import { wireId } from '../wire-id.js';
import type { Letter } from './letter.js';
import { outcomeOf } from './smtp-outcome.js';

export interface SmtpSettings {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly url: string;
  /** Sender: a mailbox or `Name <mailbox>`. */
  readonly from: string;
  /** Longest wait for the connection and for the greeting, default 10 s each. */
  readonly connectWithinMs?: number;
  /** Longest silence in a session, default 20 s. */
  readonly answerWithinMs?: number;
  /** Longest attempt altogether, default 60 s; shorter than the lease of a delivery. */
  readonly sendWithinMs?: number;
}

/** Connections kept open to the server. */
const smtpConnections = 3;

/** One mailbox and nothing else: no list, no comment, no quoted oddities, no control characters. */
const mailbox = /^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@[^\s<>()[\]\\,;:"@\p{Cc}]{1,253}$/u;

const domainOf = (from: string): string => /@([^\s<>@]+?)>?\s*$/.exec(from)?.[1] ?? 'localhost';

/** The same key gives the same id for ever: whoever gets a message twice can see that it is one. */
export function messageId(key: string, domain: string): string {
  return `<${wireId(key)}@${domain}>`;
}

/**
 * Mail over SMTP, through a few pooled connections.
 *
 * Between the server's last "250" and the row that records it lies an instant in which a crash leaves the delivery
 * `sending`; its lease runs out and it is sent again, with the same Message-ID. SMTP offers nothing better.
 */
export class Smtp {
  readonly #transport;
  readonly #domain: string;

  constructor(private readonly settings: SmtpSettings) {
    this.#domain = domainOf(settings.from);
    this.#transport = createTransport({
      url: settings.url,
      pool: true,
      maxConnections: smtpConnections,
      // Only a message of which no byte went out over a stale connection is put on another one.
      maxRequeues: 1,
      connectionTimeout: settings.connectWithinMs ?? 10_000,
      greetingTimeout: settings.connectWithinMs ?? 10_000,
      dnsTimeout: settings.connectWithinMs ?? 10_000,
      socketTimeout: settings.answerWithinMs ?? 20_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(letter: Letter): Promise<Outcome> {
    if (!mailbox.test(letter.address)) return addressFailed('the address is not a mailbox', true);
    try {
      await this.#transport.sendMail({
        from: this.settings.from,
        to: { name: letter.recipient, address: letter.address },
        // Spelt out, so that nothing in a header decides who gets it.
        envelope: { from: this.sender(), to: [letter.address] },
        subject: letter.subject,
        text: letter.text,
        date: new Date(letter.writtenAt),
        messageId: messageId(letter.key, this.#domain),
        priority: letter.urgent ? 'high' : 'normal',
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        list: { id: { url: `${letter.list.id}.${this.#domain}`, comment: letter.list.name } },
        signal: AbortSignal.timeout(this.settings.sendWithinMs ?? 60_000),
      });
      return accepted;
    } catch (error) {
      return outcomeOf(error);
    }
  }

  async probe(): Promise<Outcome> {
    try {
      await this.#transport.verify();
      return accepted;
    } catch (error) {
      return outcomeOf(error);
    }
  }

  close(): void {
    this.#transport.close();
  }

  private sender(): string {
    return /<([^<>]+)>\s*$/.exec(this.settings.from)?.[1] ?? this.settings.from.trim();
  }
}
