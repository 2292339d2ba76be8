import type { Pool } from 'pg';
import type { Instant } from '@shidian/engine';
import type { AttachmentRow, AttachmentStore } from '@shidian/lifecycle';
import { sqlState } from '../errors.js';
import { rowsOf, transactionOn } from './query.js';

export const attachmentColumns = `id, sha256, name, media_type AS "mediaType", size, uploaded_by AS "uploadedBy", shidian.ms(uploaded_at) AS "uploadedAt", case_id AS "caseId"`;
const noSuchContent = '23503';
const saveAttempts = 3;

/** Attachments by content: the same bytes are kept once, under their SHA-256, which the database checks. */
export class PostgresAttachmentStore implements AttachmentStore {
  constructor(private readonly pool: Pool) {}

  async save(row: Omit<AttachmentRow, 'caseId'>, content: Uint8Array): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.insert(row, content);
        return;
      } catch (error) {
        // The collector took the same content away between our two statements.
        if (sqlState(error) !== noSuchContent || attempt === saveAttempts || !isMissingContent(error)) throw error;
      }
    }
  }

  async get(id: string): Promise<AttachmentRow | undefined> {
    const rows = await rowsOf<AttachmentRow>(this.pool, 'attachment_get', `SELECT ${attachmentColumns} FROM shidian.attachment WHERE id = $1`, [id]);
    return rows[0];
  }

  async content(sha256: string): Promise<Uint8Array | undefined> {
    const rows = await rowsOf<{ content: Buffer }>(this.pool, 'blob_get', 'SELECT content FROM shidian.blob WHERE sha256 = $1', [sha256]);
    return rows[0]?.content;
  }

  async collect(before: Instant): Promise<number> {
    return transactionOn(this.pool, async (client) => {
      const { rowCount } = await client.query('DELETE FROM shidian.attachment WHERE case_id IS NULL AND uploaded_at < shidian.instant($1)', [before]);
      // Lock, then look again: an attachment that came in between refers to its content and holds it against the lock.
      const { rows } = await client.query<{ sha256: string }>(
        `SELECT b.sha256 FROM shidian.blob b WHERE NOT EXISTS (SELECT FROM shidian.attachment a WHERE a.sha256 = b.sha256) FOR UPDATE SKIP LOCKED`,
      );
      await client.query(
        `DELETE FROM shidian.blob b WHERE b.sha256 = ANY ($1) AND NOT EXISTS (SELECT FROM shidian.attachment a WHERE a.sha256 = b.sha256)`,
        [rows.map((row) => row.sha256)],
      );
      return rowCount ?? 0;
    });
  }

  private async insert(row: Omit<AttachmentRow, 'caseId'>, content: Uint8Array): Promise<void> {
    await transactionOn(this.pool, async (client) => {
      const known = await client.query('SELECT FROM shidian.blob WHERE sha256 = $1', [row.sha256]);
      if (known.rowCount === 0) {
        await client.query('INSERT INTO shidian.blob (sha256, content) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING', [row.sha256, Buffer.from(content)]);
      }
      await client.query(
        `INSERT INTO shidian.attachment (id, sha256, name, media_type, size, uploaded_by, uploaded_at) VALUES ($1, $2, $3, $4, $5, $6, shidian.instant($7))`,
        [row.id, row.sha256, row.name, row.mediaType, row.size, row.uploadedBy, row.uploadedAt],
      );
    });
  }
}

function isMissingContent(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'constraint' in error && error.constraint === 'attachment_content_exists';
}
