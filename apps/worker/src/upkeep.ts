import type { AttachmentStore, BusinessClock, UpkeepStore } from '@shidian/lifecycle';
import type { Log } from '@shidian/observability';

const day = 24 * 3_600_000;

/** A file that was uploaded and named by no step within this time is collected. */
const pendingAttachmentMs = day;
/** A request repeated after this long counts as a new one. */
const idempotencyKeyMs = 7 * day;

/** Removes what nobody needs any more. May run at any time, twice at once. */
export class Upkeep {
  constructor(
    private readonly attachments: AttachmentStore,
    private readonly store: UpkeepStore,
    private readonly clock: BusinessClock,
    private readonly log: Log,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    const attachments = await this.attachments.collect(now - pendingAttachmentMs);
    const keys = await this.store.forgetIdempotencyKeys(now - idempotencyKeyMs);
    const sessions = await this.store.forgetSessions(now);
    if (attachments + keys + sessions > 0) this.log.info({ attachments, keys, sessions }, 'collected what nobody needs any more');
  }
}
