import type { ScratchDatabase } from './scratch-database.js';
import type { SmallWorld } from './small-world.js';

/** All rows of a table are in the sample that ANALYZE takes (30,000), so that its statistics are the same in every run. */
const cases = 12_000;
const counties = 40;

/**
 * Enough rows for an index to be worth its while: forty counties, of which `countyA` is the first, ten schools in each,
 * 12,000 cases spread over them, each with a task done and one to do. Who acted has the same
 * id in every run, so that the statistics are the same, too. Returns a case of countyA.
 */
export async function seedForPlans(scratch: ScratchDatabase, world: SmallWorld): Promise<string> {
  const { programId, province, countyA } = world;
  const id = (kind: string, n: string): string => `md5('${kind}' || ${n})::uuid`;
  await scratch.sql(`
    SET session_replication_role = replica;
    INSERT INTO shidian.organisation (id, name, kind, tier, parent_id, path)
      SELECT ${id('county', 'n')}, '示例' || n || '县教育局', '教育行政部门', 'county', '${province.organisation.id}', ARRAY['${province.organisation.id}'::uuid, ${id('county', 'n')}]
        FROM generate_series(2, ${counties}) n;
    INSERT INTO shidian.post (id, organisation_id, name, desk) SELECT ${id('post', 'n')}, ${id('county', 'n')}, '经办', true FROM generate_series(2, ${counties}) n;
    CREATE TEMPORARY TABLE county AS
      SELECT n, CASE WHEN n = 1 THEN '${countyA.organisation.id}'::uuid ELSE ${id('county', 'n')} END AS id, CASE WHEN n = 1 THEN '${countyA.post.id}'::uuid ELSE ${id('post', 'n')} END AS post
        FROM generate_series(1, ${counties}) n;
    INSERT INTO shidian.organisation (id, name, kind, tier, parent_id, path)
      SELECT ${id('school', "c.n || '/' || s")}, '示例' || c.n || '县第' || s || '小学', '小学', 'unit', c.id, ARRAY['${province.organisation.id}'::uuid, c.id, ${id('school', "c.n || '/' || s")}]
        FROM county c, generate_series(1, 10) s;
    CREATE TEMPORARY TABLE seeded AS
      SELECT k, (lpad(to_hex(k), 12, '0') || '7' || substr(md5(k::text), 1, 3) || 'a' || substr(md5(k::text), 4, 15))::uuid AS id, c.id AS county, c.post,
             ${id('school', "c.n || '/' || (1 + (k / 40) % 10)")} AS school, timestamptz '2016-03-01' + k * interval '1 minute' AS at
        FROM generate_series(1, ${cases}) k JOIN county c ON c.n = 1 + k % ${counties};
    INSERT INTO shidian.case_file (id, program_id, number, applicant_id, applicant_kind, topic, state, states, tags, version, journal_head, journal_count, program_seen, visible_to, started_at, updated_at)
      SELECT id, '${programId}', lpad(k::text, 6, '0'), school, 'school', '1-1', '{"snapshot":"' || repeat('x', 400) || '"}', ARRAY[CASE WHEN k % 5 = 0 THEN 'review/check' ELSE 'draft' END], '{active}', 1, 'h', 2, 1,
             ARRAY[school, county, '${province.organisation.id}'::uuid, post], at, at FROM seeded;
    INSERT INTO shidian.task (program_id, case_id, number, key, name, optional, opened_at, due_at, provisional, closed_at, closed_because)
      SELECT '${programId}', id, number, 'check', '{"zh":"审核"}', false, at, at + interval '30 days', false, CASE WHEN number = 1 THEN at + interval '1 day' END, CASE WHEN number = 1 THEN 'done' END
        FROM seeded, generate_series(1, 2) number;
    INSERT INTO shidian.task_member (program_id, case_id, number, post_id, position, due_at, closed_at, decision, account_id, acted_at)
      SELECT '${programId}', id, number, post, 1, at + interval '30 days', CASE WHEN number = 1 THEN at + interval '1 day' END,
             CASE WHEN number = 1 THEN 'pass' END, CASE WHEN number = 1 THEN ${id('account', '1 + k % 2000')} END, CASE WHEN number = 1 THEN at + interval '1 day' END FROM seeded, generate_series(1, 2) number;
    INSERT INTO shidian.journal (program_id, case_id, seq, at, recorded_at, kind, body, previous, hash)
      SELECT '${programId}', id, seq, at, at, 'act', '{"cause":"' || repeat('x', 288) || '"}', 'h', 'h' FROM seeded, generate_series(1, 2) seq;
    INSERT INTO shidian.form_version (id, case_id, form, version, body, salt, hash, submitted_at, submitted_by)
      SELECT ${id('form', 'k')}, id, 'application', 1, '{}', '', 'sha256:' || md5(k::text) || md5(k::text), at, ${id('account', '1 + k % 2000')} FROM seeded;
    INSERT INTO shidian.post (id, organisation_id, name, desk) SELECT ${id('desk', 'o.id::text')}, o.id, '申报岗', true FROM shidian.organisation o WHERE o.tier = 'unit' AND o.name LIKE '示例%县第%';
    INSERT INTO shidian.account (id, login, name, password_hash) SELECT ${id('account', 'n')}, 'login-' || n, '示例人员' || n, '!' FROM generate_series(1, 2000) n;
    INSERT INTO shidian.attachment (id, sha256, name, media_type, size, uploaded_by, uploaded_at, case_id)
      SELECT ${id('attachment', 'k')}, repeat('0', 64), 'a.pdf', 'application/pdf', 1, ${id('account', '1 + k % 2000')}, at, id FROM seeded;
    INSERT INTO shidian.opinion (id, case_id, form, block, task, decision, text, sealed, account_id, post_id, at)
      SELECT ${id('opinion', 'k')}, id, 'application', 'county', 'check', 'pass', '同意', false, ${id('account', '1 + k % 2000')}, post, at FROM seeded;
    INSERT INTO shidian.notice_read (notice_id, account_id, read_at) SELECT ${id('notice', 'k')}, ${id('account', '1 + k % 2000')}, at FROM seeded WHERE k % 2 = 0;
    INSERT INTO shidian.delivery (id, notice_id, account_id, channel, status, urgent, noticed_at, delivered_at)
      SELECT ${id('delivery', 'k')}, ${id('notice', 'k')}, ${id('account', '1 + k % 2000')}, 'mail', 'delivered', false, at, at FROM seeded;
    INSERT INTO shidian.notice (id, key, program_id, case_id, post_id, at, kind, text, urgent)
      SELECT ${id('notice', 'k')}, 'n' || k, '${programId}', id, post, at, 'task', '{"zh":"请办理"}', false FROM seeded;
  `);
  await scratch.sql('VACUUM (ANALYZE)');
  const [row] = await scratch.sql<{ id: string }>(`SELECT id FROM shidian.case_file WHERE '${countyA.organisation.id}' = ANY (visible_to) ORDER BY id LIMIT 1`);
  if (row === undefined) throw new Error('nothing was seeded');
  return row.id;
}
