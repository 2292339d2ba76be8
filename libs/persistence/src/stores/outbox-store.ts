import type { Pool } from 'pg';
import type { OutboxMessage, OutboxStore } from '@shidian/lifecycle';
import { transactionOn } from './query.js';

/** What steps left to be published; gone only once it is. */
export class PostgresOutboxStore implements OutboxStore {
  constructor(private readonly pool: Pool) {}

  async take(limit: number, publish: (messages: readonly OutboxMessage[]) => Promise<void>): Promise<number> {
    return transactionOn(this.pool, async (client) => {
      const { rows } = await client.query<{ id: number; message: OutboxMessage }>({
        name: 'outbox_take',
        text: 'SELECT id, message FROM shidian.outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED',
        values: [limit],
      });
      if (rows.length === 0) return 0;
      await publish(rows.map((row) => row.message));
      await client.query({ name: 'outbox_taken', text: 'DELETE FROM shidian.outbox WHERE id = ANY ($1)', values: [rows.map((row) => row.id)] });
      return rows.length;
    });
  }
}
