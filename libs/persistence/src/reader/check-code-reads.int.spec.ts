import { randomUUID } from 'node:crypto';
import { scratchDatabase, smallWorld, worldNow, type ScratchDatabase, type SmallWorld } from '@shidian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coded } from './check-code-reads.js';
import { PostgresReader } from './postgres-reader.js';
import { scopeArray } from './reader-connection.js';

let scratch: ScratchDatabase;
let world: SmallWorld;
let reader: PostgresReader;

beforeAll(async () => {
  scratch = await scratchDatabase();
  world = await smallWorld(scratch.database.pools);
  reader = new PostgresReader(scratch.database.pools.reader);
});
afterAll(() => scratch.drop());

async function submitted(caseId: string, version: number, hash: string): Promise<void> {
  const form = { id: randomUUID(), caseId, form: 'application', version, body: {}, salt: '00', hash, submittedAt: worldNow + version, submittedBy: world.schoolA.account.id, baseline: false };
  await world.store.transaction((tx) => tx.write({ forms: [form] }));
}

describe('documents by the beginning of their hash', () => {
  it('are found by those who see the case, every version with whether it is the newest', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA);
    await submitted(caseId, 1, `sha256:${'a'.repeat(64)}`);
    await submitted(caseId, 2, `sha256:${'b'.repeat(64)}`);
    expect(await reader.byHashPrefix(world.province.principal, 'a'.repeat(15))).toEqual([expect.objectContaining({ kind: 'form', id: caseId, key: 'application', serial: 1, current: false, organisationName: '示例第一小学' })]);
    expect(await reader.byHashPrefix(world.countyA.principal, 'b'.repeat(15))).toEqual([expect.objectContaining({ serial: 2, current: true })]);
    expect(await reader.byHashPrefix(world.countyB.principal, 'b'.repeat(15))).toEqual([]);
    expect(await reader.byHashPrefix(world.province.principal, 'c'.repeat(15))).toEqual([]);
  });

  it('are looked up by their indexes, under row-level security too', async () => {
    const client = await scratch.database.pools.reader.connect();
    try {
      await client.query('BEGIN');
      await client.query('SET LOCAL enable_seqscan = off');
      await client.query(`SELECT set_config('app.scope', $1, true)`, [`{${scopeArray(world.province.principal).join(',')}}`]);
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${coded.replaceAll('$1', `'${'a'.repeat(15)}'`)}`);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toMatch(/(Index|Bitmap Index) Scan (using|on) form_version_by_hash_prefix/);
      expect(plan).toMatch(/(Index|Bitmap Index) Scan (using|on) roll_by_hash_prefix/);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});
