// What people look at, as the api asks it: the time in the database (EXPLAIN ANALYZE under row-level security, as the reader)
// and over HTTP. The statements are those that the service sends: they are taken from it while it answers.
import { signIn } from './world.mjs';
import { median } from './surroundings.mjs';

const times = 9;

const pathsOf = ({ settled, sample }) => {
  const { programId, caseId, number } = sample;
  return [
    { name: 'my tasks, county', who: 'county', path: '/api/tasks?state=open&limit=50', statement: 'tasks.open' },
    { name: 'my tasks, province', who: 'province', path: '/api/tasks?state=open&limit=50', statement: 'tasks.open' },
    { name: 'case page', who: 'county', path: `/api/cases/${caseId}`, statement: 'case_page' },
    { name: 'cases of the county', who: 'county', path: `/api/programs/${programId}/cases?limit=50`, statement: 'case_list' },
    { name: 'cases, by number, county', who: 'county', path: `/api/programs/${programId}/cases?limit=50&search=${number}`, statement: 'case_list' },
    { name: 'cases, by name, county', who: 'county', path: `/api/programs/${programId}/cases?limit=50&search=${encodeURIComponent('第3小学')}`, statement: 'case_list' },
    { name: 'cases of the province', who: 'province', path: `/api/programs/${programId}/cases?limit=50`, statement: 'case_list' },
    { name: 'cases, by name, province', who: 'province', path: `/api/programs/${programId}/cases?limit=50&search=${encodeURIComponent('示例7县第3小学')}`, statement: 'case_list' },
    { name: 'cases, by number, province', who: 'province', path: `/api/programs/${programId}/cases?limit=50&search=${number}`, statement: 'case_list' },
    { name: 'program page with counts, county', who: 'county', path: `/api/programs/${programId}`, statement: 'program_page' },
    { name: 'program page with counts, province', who: 'province', path: `/api/programs/${programId}`, statement: 'program_page' },
  ];
};

/** Server time of the named statement while the path is asked for, by pg_stat_statements, and the time over HTTP. */
async function measure(place, cookie, path, pattern) {
  const ask = async () => {
    const began = performance.now();
    const answer = await fetch(`http://127.0.0.1:${place.api.port}${path}`, { headers: { cookie } });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
    return performance.now() - began;
  };
  await ask();
  await ask();
  const [inDatabase, overHttp] = [[], []];
  for (let n = 0; n < times; n += 1) {
    await place.client.query('SELECT pg_stat_statements_reset()');
    overHttp.push(await ask());
    const { rows } = await place.client.query(`SELECT sum(s.total_exec_time)::float8 AS exec, sum(s.total_plan_time)::float8 AS plan FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database() WHERE s.toplevel AND s.query ~ $1`, [pattern]);
    inDatabase.push((rows[0].exec ?? Number.NaN) + (rows[0].plan ?? 0));
  }
  return { inDatabase: median(inDatabase), overHttp: median(overHttp) };
}

/** How a statement is recognised among those that the server counted. */
const patterns = {
  'tasks.open': 'FROM shidian.task_member m.*JOIN shidian.task t',
  case_page: 'AS "programName", p.definition_hash',
  case_list: 'FROM shidian.case_file c JOIN shidian.organisation o ON o.id = c.applicant_id\\s+WHERE c.visible_to',
  program_page: 'json_object_agg\\(s.state, s.n\\)',
};

export async function readsOf(place) {
  const { client, settled } = place;
  await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  const [{ county }] = settled.society.places;
  const { rows } = await client.query(`SELECT c.id AS "caseId", c.program_id AS "programId", c.number FROM shidian.case_file c WHERE $1 = ANY (c.visible_to) ORDER BY c.number DESC LIMIT 1`, [county.organisation.id]);
  const cookies = {
    county: await signIn(client, settled.accounts.get(county.post.id)),
    province: await signIn(client, settled.accounts.get(settled.society.posts[0].id)),
  };
  const found = [];
  for (const { name, who, path, statement } of pathsOf({ settled, sample: rows[0] })) found.push({ name, ...(await measure(place, cookies[who], path, patterns[statement])) });
  return found;
}
