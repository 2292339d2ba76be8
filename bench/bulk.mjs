// Many cases at once: every row that the steps of a template wrote, with ids, school, number and topic of the copy put in, the
// hashes of its states, form and opinion reckoned anew and its journal chained anew. Loaded with COPY, foreign keys and
// triggers off for the loading session only.
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
    models.push({ ...template, rows });
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

/**
 * `count` cases spread over the programs, the counties and their schools. Returns the ids of up to `wanted` of them for each
 * county, evenly over the programs, with the number of the task that is open there.
 */
export async function loadCases(url, superUrl, settled, count, { folder, wanted, say = () => undefined }) {
  const { canonicalJson } = await built('definition');
  const { society, templates, states, newId, programIds, topics } = settled;
  const client = new pg.Client({ connectionString: superUrl });
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
      if (round % keepEvery === 0 && perCounty[place].length < wanted) perCounty[place].push({ caseId: copy.caseId, task: models[place].openTask, version: 2 + 2 * 2 });
    }
    for (const [table] of tables) {
      const file = join(folder, `${table}.copy`);
      writeFileSync(file, `${texts[table].join('\n')}\n`, { mode: 0o644 });
      await client.query(`COPY shidian.${table} (${columns[table].join(', ')}) FROM '${file}'`);
      rmSync(file);
    }
    done += size;
    say(done);
  }
  await client.query(`RESET session_replication_role`);
  for (const [programId, cases] of numbers) {
    await client.query(`INSERT INTO shidian.program_counter (program_id, cases) VALUES ($1, $2) ON CONFLICT (program_id) DO UPDATE SET cases = excluded.cases`, [programId, cases]);
  }
  await client.query('VACUUM (ANALYZE)');
  await client.query('CHECKPOINT');
  await client.end();
  return perCounty;
}
