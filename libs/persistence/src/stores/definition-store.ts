import type { Pool } from 'pg';
import { readRecord, writeRecord, type Artefact, type RecordedScenarios } from '@shidian/definition';
import type { Instant, Words } from '@shidian/engine';
import type { DefinitionScenarios, DefinitionStore } from '@shidian/lifecycle';
import { changedBy, rowsOf } from './query.js';

/** Published definitions and the records of their scenarios: inserted, never changed. */
export class PostgresDefinitionStore implements DefinitionStore {
  constructor(private readonly pool: Pool) {}

  async publish(artefact: Artefact, publishedBy: string | null, at: Instant): Promise<{ readonly fresh: boolean }> {
    const inserted = await changedBy(
      this.pool,
      'publish_definition',
      `INSERT INTO shidian.definition (hash, id, series, name, body, counts_cases, reads_forms, published_by, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, shidian.instant($9))
       ON CONFLICT (hash) DO NOTHING`,
      [artefact.hash, artefact.id, artefact.series, JSON.stringify(artefact.name), JSON.stringify(artefact), countsCases(artefact), readsForms(artefact), publishedBy, at],
    );
    return { fresh: inserted === 1 };
  }

  async artefact(hash: string): Promise<Artefact | undefined> {
    return this.one('definition_by_hash', 'SELECT body FROM shidian.definition WHERE hash = $1', [hash]);
  }

  async latest(id: string): Promise<Artefact | undefined> {
    return this.one('definition_latest', 'SELECT body FROM shidian.definition WHERE id = $1 ORDER BY ordinal DESC LIMIT 1', [id]);
  }

  async predecessors({ id, series }: { readonly id: string; readonly series: string }): Promise<readonly Artefact[]> {
    const found = await Promise.all([
      this.latest(id),
      this.one('definition_latest_of_series', 'SELECT body FROM shidian.definition WHERE series = $1 AND id <> $2 ORDER BY ordinal DESC LIMIT 1', [series, id]),
    ]);
    return found.filter((artefact) => artefact !== undefined);
  }

  async recordScenarios(record: RecordedScenarios, at: Instant): Promise<{ readonly fresh: boolean }> {
    const inserted = await changedBy(
      this.pool,
      'record_scenarios',
      `INSERT INTO shidian.definition_scenarios (definition_hash, body, recorded_at)
       SELECT $1::text, $2::text, shidian.instant($3)
       WHERE $2::text IS DISTINCT FROM (SELECT body FROM shidian.definition_scenarios WHERE definition_hash = $1 ORDER BY ordinal DESC LIMIT 1)`,
      [record.definition, writeRecord(record), at],
    );
    return { fresh: inserted === 1 };
  }

  async scenarios(hash: string): Promise<DefinitionScenarios | undefined> {
    const rows = await rowsOf<{ body: string; recordedAt: number }>(
      this.pool,
      'definition_scenarios',
      'SELECT body, shidian.ms(recorded_at) AS "recordedAt" FROM shidian.definition_scenarios WHERE definition_hash = $1 ORDER BY ordinal DESC LIMIT 1',
      [hash],
    );
    const [row] = rows;
    const record = row && readRecord(row.body);
    return row && record && { record, recordedAt: row.recordedAt };
  }

  async list(): Promise<readonly { readonly id: string; readonly hash: string; readonly name: Words; readonly publishedAt: Instant }[]> {
    const rows = await rowsOf<{ id: string; hash: string; name: string; publishedAt: number }>(
      this.pool,
      'definition_list',
      'SELECT id, hash, name, shidian.ms(published_at) AS "publishedAt" FROM shidian.definition ORDER BY ordinal DESC',
    );
    return rows.map((row) => ({ ...row, name: JSON.parse(row.name) as Words }));
  }

  private async one(name: string, text: string, values: readonly string[]): Promise<Artefact | undefined> {
    const rows = await rowsOf<{ body: string }>(this.pool, name, text, [...values]);
    return rows[0] && (JSON.parse(rows[0].body) as Artefact);
  }
}

/** Whether a guard of the program's chart asks how many cases there are, of what state or tag. */
function countsCases({ programChart }: { readonly programChart?: Artefact['programChart'] }): boolean {
  return programChart === undefined || Object.values(programChart.guards).some(({ cel }) => /\bcases\b/.test(cel));
}

/** Whether a guard of the cases' chart asks for a form's field; a text that only holds the word costs a fetch, no more. */
function readsForms({ caseChart }: { readonly caseChart?: Artefact['caseChart'] }): boolean {
  return caseChart === undefined || Object.values(caseChart.guards).some(({ cel }) => /\bform\b/.test(cel));
}
