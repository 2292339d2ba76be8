import type { DeliveryRoute, DeliveryRow } from '@shidian/lifecycle';
import type { Channel, Outcome } from '../channel.js';
import { compose, type LetterSettings } from './letter.js';
import { Smtp, type SmtpSettings } from './smtp.js';

/** There whether a server is configured or not: without one what is for mailboxes is held. */
export const mailRoute: DeliveryRoute = { channel: 'mail', kind: 'mail', addressedBy: 'email', organisations: [], posts: [], urgentOnly: false };

/** Letters to the mailboxes of accounts. */
export class MailChannel implements Channel {
  readonly route = mailRoute;
  readonly gathers = 1;
  readonly atOnce = 6;
  readonly #smtp: Smtp;

  constructor(
    settings: SmtpSettings,
    private readonly letters: LetterSettings,
  ) {
    this.#smtp = new Smtp(settings);
  }

  send(delivery: DeliveryRow): Promise<Outcome> {
    return this.#smtp.send(compose(delivery, this.letters));
  }

  probe(): Promise<Outcome> {
    return this.#smtp.probe();
  }

  close(): void {
    this.#smtp.close();
  }
}
