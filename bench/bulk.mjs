// Many cases at once, with foreign keys and triggers off for the loading session only.
//
// The first ones are exact: every row that the steps of a template wrote, with ids, school, number and topic of the copy put
// in, the hashes of its states, form and opinion reckoned anew and its journal chained anew; `shidian journal verify` finds them
// whole. Further ones are made inside the server: the same rows with ids, program, number and applicant of their own, but the
// texts of the template's school, and hashes that are linked but not reckoned from the texts.
import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { built } from './surroundings.mjs';

/** Tables that a case has rows in, and the column that names it. */
const tables = [
  ['case_file', 'id'],
  ['task', 'case_id'],
  ['task_member', 'case_id'],
  ['timer', 'case_id'],
  ['journal', 'case_id'],
  ['form_version', 'case_id'],
  ['opinion', 'case_id'],
  ['notice', 'case_id'],
];
const chunk = 20_000;

const plainText = { getTypeParser: () => (value) => value };
const escaped = (value) => (value === null ? '\\N' : value.replace(/[\\\t\n\r]/g, (sign) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[sign]));
const sha = (text) => `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;

/** Rows of the templates as text, with the ids in them that every copy needs anew. */
async function read(client, templates) {
  const columns = {};
  for (const [table] of tables) {
    const { rows } = await client.query(
      `SELECT attname FROM pg_attribute WHERE attrelid = ('shidian.' || $1)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
      [table],
    );
    columns[table] = rows.map(({ attname }) => attname);
  }
  const models = [];
  for (const template of templates) {
    const rows = {};
    for (const [table, key] of tables) {
      const order = table === 'journal' ? 'ORDER BY seq' : '';
      const found = await client.query({ text: `SELECT ${columns[table].join(', ')} FROM shidian.${table} WHERE ${key} = '${template.caseId}' ${order}`, types: plainText, rowMode: 'array' });
      rows[table] = found.rows;
    }
    models.push({ ...template, rows, version: Number(rows.case_file[0][columns.case_file.indexOf('version')]) });
  }
  return { columns, models };
}

/** Puts the copies of one template together; what changes from copy to copy is replaced in one pass over each text. */
function copier({ columns, model, states, canonicalJson, newId }) {
  const at = (table, name) => columns[table].indexOf(name);
  const fresh = ['form_version', 'opinion', 'notice'].flatMap((table) => model.rows[table].map((row) => row[at(table, 'id')]));
  const [form] = model.rows.form_version;
  const [opinion] = model.rows.opinion;
  const formBody = canonicalJson(JSON.parse(form[at('form_version', 'body')]));
  const formHash = form[at('form_version', 'hash')];
  const given = (name) => opinion[at('opinion', name)];
  const opinionText = canonicalJson({ text: given('text'), signature: given('signature'), sealed: given('sealed') === 't', sealAttachment: given('seal_attachment'), onDate: given('on_date') });
  const opinionHash = sha(`${given('id')}\n${opinionText}`);
  const own = model.rows.journal.flatMap((row) => /"snapshot":"(sha256:[0-9a-f]{64})"/.exec(row[at('journal', 'body')])?.[1] ?? []);
  const hashed = new Map(own.map((hash) => [hash, canonicalJson(states.get(hash))]));
  const [caseRow] = model.rows.case_file;
  const topic = caseRow[at('case_file', 'topic')];

  return ({ programId, school, account, number, topicCode }) => {
    const caseId = newId();
    const swaps = new Map([
      [model.caseId, caseId],
      [model.programId, programId],
      [model.school.organisation.id, school.organisation.id],
      [model.school.post.id, school.post.id],
      [model.school.organisation.name, school.organisation.name],
      [model.account, account],
      [model.caseNumber, number],
      [topic, topicCode],
      ...fresh.map((id) => [id, newId()]),
    ]);
    const pattern = new RegExp([...swaps.keys()].map((text) => (text === model.caseNumber ? `(?<![0-9a-f-])${text}(?![0-9a-f-])` : text)).join('|'), 'g');
    const put = (text) => text.replace(pattern, (found) => swaps.get(found));
    const hashes = new Map();
    for (const [hash, text] of hashed) hashes.set(hash, sha(put(text)));
    hashes.set(formHash, sha(`${form[at('form_version', 'salt')]}\n${put(formBody)}`));
    hashes.set(opinionHash, sha(`${swaps.get(given('id'))}\n${opinionText}`));
    const rehash = (text) => text.replace(/sha256:[0-9a-f]{64}/g, (found) => hashes.get(found) ?? found);
    const lines = {};
    for (const [table] of tables) lines[table] = model.rows[table].map((row) => row.map((value) => (value === null ? null : rehash(put(value)))));
    let head = `sha256:${'0'.repeat(64)}`;
    for (const row of lines.journal) {
      const hash = sha(`${head}\n${row[at('journal', 'body')]}`);
      row[at('journal', 'previous')] = head;
      row[at('journal', 'hash')] = head = hash;
    }
    lines.case_file[0][at('case_file', 'journal_head')] = head;
    return { caseId, lines };
  };
}

/** Copies made inside the server, program by program; see above for what they simplify. */
async function multiply(client, columns, models, numbers, { programIds, from, total, say }) {
  await client.query(`CREATE TABLE bench_model AS SELECT * FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS m(case_id, school_id, place)`, [
    models.map(({ caseId }) => caseId),
    models.map(({ school }) => school.organisation.id),
  ]);
  await client.query(`
    CREATE TABLE bench_copy (n bigint, case_id uuid, model uuid, program_id uuid, number text, applicant_id uuid);
    CREATE TABLE bench_school AS
      SELECT m.case_id AS model, o.id, row_number() OVER (PARTITION BY m.case_id ORDER BY o.id) - 1 AS place, count(*) OVER (PARTITION BY m.case_id) AS schools
        FROM bench_model m JOIN shidian.organisation s ON s.id = m.school_id JOIN shidian.organisation o ON o.parent_id = s.parent_id`);
  const perProgram = Math.ceil((total - from) / programIds.length);
  const others = (table, except) => columns[table].filter((column) => !except.includes(column));
  // A model's rows apart, so that no copy looks them up in the table that it fills.
  for (const [table, key] of tables) {
    await client.query(`CREATE TEMP TABLE model_${table} AS SELECT m.case_id AS model, r.* FROM shidian.${table} r JOIN bench_model m ON m.case_id = r.${key}`);
    await client.query(`ANALYZE pg_temp.model_${table}`);
  }
  // Indexes are built once at the end, which takes a fraction of keeping them up row by row.
  await client.query(`UPDATE pg_index SET indisready = false, indisvalid = false WHERE indrelid = ANY ($1::regclass[])`, [tables.map(([table]) => `shidian.${table}`)]);
  const copy = async (table, values) => {
    const put = Object.keys(values);
    const same = others(table, put);
    await client.query(`INSERT INTO shidian.${table} (${[...put, ...same].join(', ')})
      SELECT ${[...Object.values(values), ...same.map((column) => `r.${column}`)].join(', ')} FROM bench_copy c JOIN model_${table} r ON r.model = c.model`);
  };
  let done = from;
  for (const programId of programIds) {
    const size = Math.min(perProgram, total - done);
    if (size <= 0) break;
    const first = (numbers.get(programId) ?? 0) + 1;
    await client.query('TRUNCATE bench_copy');
    // Ids as they are made in production: by time, so that what is new lies together.
    await client.query(
      `INSERT INTO bench_copy
       SELECT n, (lpad(to_hex(1760000000000 + n), 12, '0') || '7' || substr(md5(n::text), 1, 3) || 'a' || substr(md5(n::text), 4, 15))::uuid, m.case_id, $3, lpad(($4 + n - $1)::text, 6, '0'), s.id
         FROM generate_series($1::bigint, $2::bigint) n
         JOIN bench_model m ON m.place = 1 + n % $5
         JOIN bench_school s ON s.model = m.case_id AND s.place = (n / $5) % s.schools`,
      [done, done + size - 1, programId, first, models.length],
    );
    const hash = (seq) => `'sha256:' || md5(c.case_id::text || (${seq})) || md5((${seq}) || c.case_id::text)`;
    const owner = { program_id: 'c.program_id', case_id: 'c.case_id' };
    await copy('case_file', { id: 'c.case_id', program_id: 'c.program_id', number: 'c.number', applicant_id: 'c.applicant_id', journal_head: hash('r.journal_count'), visible_to: 'array_replace(r.visible_to, r.applicant_id, c.applicant_id)' });
    for (const table of ['task', 'task_member', 'timer']) await copy(table, owner);
    await copy('journal', { ...owner, body: 'replace(r.body, c.model::text, c.case_id::text)', previous: `CASE WHEN r.seq = 1 THEN r.previous ELSE ${hash('r.seq - 1')} END`, hash: hash('r.seq'), written_by: 'NULL' });
    await copy('form_version', { id: 'gen_random_uuid()', case_id: 'c.case_id' });
    await copy('opinion', { id: 'gen_random_uuid()', case_id: 'c.case_id' });
    await copy('notice', { id: 'gen_random_uuid()', ...owner, key: 'replace(r.key, c.model::text, c.case_id::text)', written_by: 'NULL' });
    numbers.set(programId, first + size - 1);
    done += size;
    say(`${done} cases`);
  }
  await client.query('DROP TABLE bench_copy, bench_school, bench_model');
  await client.query(`SET maintenance_work_mem = '1GB'`);
  for (const [table] of tables) {
    await client.query(`REINDEX TABLE shidian.${table}`);
    await client.query(`DROP TABLE pg_temp.model_${table}`);
    say(`indexes of ${table}`);
  }
}

/**
 * `count` cases spread over the programs, the counties and their schools. Returns the ids of up to `wanted` of them for each
 * county, evenly over the programs, with the number of the task that is open there.
 */
export async function loadCases(url, settled, total, { folder, wanted, exact, say = () => undefined }) {
  const count = Math.min(total, exact);
  const { canonicalJson } = await built('definition');
  const { society, templates, states, newId, programIds, topics } = settled;
  const client = new pg.Client({ connectionString: url });
  // When something else fails the server is stopped under this connection: the first error is the one to tell.
  client.on('error', () => undefined);
  await client.connect();
  const { rows: holders } = await client.query(`SELECT p.id::text AS post, h.account_id::text AS account FROM shidian.post p JOIN shidian.holding h ON h.post_id = p.id`);
  const accountOf = new Map(holders.map(({ post, account }) => [post, account]));
  const { columns, models } = await read(client, templates.map((template) => ({ ...template, account: accountOf.get(template.school.post.id) })));
  const copiers = models.map((model) => copier({ columns, model, states, canonicalJson, newId }));
  await client.query(`SET session_replication_role = replica`);
  await client.query(`SET synchronous_commit = off`);
  const perCounty = models.map(() => []);
  const numbers = new Map(programIds.map((id) => [id, id === programIds[0] ? templates.length : 0]));
  const keepEvery = Math.max(1, Math.floor(count / (models.length * wanted)));
  for (let done = 0; done < count; ) {
    const size = Math.min(chunk, count - done);
    const texts = Object.fromEntries(tables.map(([table]) => [table, []]));
    for (let index = done; index < done + size; index += 1) {
      const place = index % models.length;
      const round = Math.floor(index / models.length);
      const programId = programIds[Math.floor((index * programIds.length) / count)];
      const { schools } = society.places[place];
      const school = schools[round % schools.length];
      const number = String((numbers.get(programId) ?? 0) + 1);
      numbers.set(programId, Number(number));
      const copy = copiers[place]({
        programId,
        school,
        account: accountOf.get(school.post.id),
        number: number.padStart(6, '0'),
        topicCode: topics[Math.floor(round / schools.length) % topics.length],
      });
      for (const [table] of tables) for (const row of copy.lines[table]) texts[table].push(row.map(escaped).join('\t'));
      if (round % keepEvery === 0 && perCounty[place].length < wanted) perCounty[place].push({ caseId: copy.caseId, task: models[place].openTask, version: models[place].version });
    }
    for (const [table] of tables) {
      const file = join(folder, `${table}.copy`);
      writeFileSync(file, `${texts[table].join('\n')}\n`, { mode: 0o644 });
      await client.query(`COPY shidian.${table} (${columns[table].join(', ')}) FROM '${file}'`);
      rmSync(file);
    }
    done += size;
    say(`${done} cases`);
  }
  if (total > count) await multiply(client, columns, models, numbers, { programIds, from: count, total, say });
  await client.query(`RESET session_replication_role`);
  for (const [programId, cases] of numbers) {
    await client.query(`INSERT INTO shidian.program_counter (program_id, cases) VALUES ($1, $2) ON CONFLICT (program_id) DO UPDATE SET cases = excluded.cases`, [programId, cases]);
  }
  await client.query('VACUUM (ANALYZE)');
  await client.query('CHECKPOINT');
  await client.end();
  return perCounty;
}
