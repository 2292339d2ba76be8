// Who and what the bench works on: the Liaoning program, a province with 32 counties and their schools, and one case of each
// county that went its way through the use cases. Every further case is a copy of one of these (see bulk.mjs).
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { built, root } from './surroundings.mjs';

const folder = join(root, 'workflows/programs/liaoning-integration-2016');
const day = 86_400_000;
const counties = 32;
const cities = 4;
/** Times that a clerk has put a template on the list and taken it off again: the journal that every case has behind it. */
const rounds = 2;

const organisation = (name, kind, tier, parentId) => ({ id: randomUUID(), code: null, name, kind, tier, parentId, address: `${name}辖区示例路1号`, tags: [], titles: [] });
const desk = (organisationId, name) => ({ id: randomUUID(), organisationId, name, desk: true, reportsTo: null });

/** Organisations and posts; `schools` in each county. */
function people(issuer, schools) {
  const province = organisation(issuer, '教育行政部门', 'province', null);
  const organisations = [province];
  const posts = [desk(province.id, '信息化处'), { ...desk(province.id, '专家'), desk: false }];
  const places = [];
  const below = (name, kind, tier, parent) => {
    const made = organisation(name, kind, tier, parent.id);
    const post = desk(made.id, tier === 'unit' ? '申报岗' : '经办');
    organisations.push(made);
    posts.push(post);
    return { organisation: made, post };
  };
  const cityPlaces = Array.from({ length: cities }, (_, index) => below(`示例${index + 1}市教育局`, '教育行政部门', 'city', province));
  for (let index = 0; index < counties; index += 1) {
    const county = below(`示例${index + 1}县教育局`, '教育行政部门', 'county', cityPlaces[index % cities].organisation);
    const units = Array.from({ length: schools }, (_, place) => below(`示例${index + 1}县第${place + 1}小学`, '小学', 'unit', county.organisation));
    places.push({ county, city: cityPlaces[index % cities], schools: units });
  }
  return { province, organisations, posts, places };
}

/** Keeps what every step wrote: a state by the hash that its journal entry bears. */
function recording(steps, states, hashOf) {
  const watched = (tx) =>
    new Proxy(tx, {
      get: (target, key) => {
        const value = target[key];
        if (key !== 'write') return typeof value === 'function' ? value.bind(target) : value;
        return (batch) => {
          for (const { state } of batch.cases ?? []) states.set(hashOf(state), state);
          return target.write(batch);
        };
      },
    });
  return {
    transaction: (work) => steps.transaction((tx) => work(watched(tx))),
    shared: (about, work) => steps.shared(about, (tx) => work(watched(tx))),
    duePrograms: (...given) => steps.duePrograms(...given),
    nextDue: () => steps.nextDue(),
  };
}

/**
 * An empty migrated database gets everybody, `programs` open programs and one case a county in the first of them.
 * `program` is the folder of another program of the same shape, `dates` replaces rules of its dates.
 * The cases stand in 县级汇总上报 · 待审核, from where a clerk can put them on the list and take them off without end.
 */
export async function settle(url, { schools, programs, program = folder, dates: given = {} }) {
  const persistence = await built('persistence');
  const { VirtualClock, World, sha256, newId } = await built('lifecycle');
  const { canonicalJson, check, leastForm } = await built('definition');
  const database = await persistence.connect({ url, engineConnections: 4, readerConnections: 2, applicationName: 'shidian bench' });
  await database.migrate();
  const now = Date.now() - 60_000;
  const { engine, lookup, reader } = database.pools;
  const states = new Map();
  const hashOf = (state) => sha256(canonicalJson(state));
  const world = new World(
    {
      steps: recording(new persistence.PostgresStepStore(engine), states, hashOf),
      definitions: new persistence.PostgresDefinitionStore(lookup),
      directory: new persistence.PostgresDirectoryStore(lookup, new VirtualClock(now)),
      drafts: new persistence.PostgresDraftStore(engine),
      attachments: new persistence.PostgresAttachmentStore(engine),
      outbox: new persistence.PostgresOutboxStore(engine),
      reader: new persistence.PostgresReader(reader),
      audit: new persistence.PostgresAuditStore(engine),
    },
    now,
  );
  const { artefact, diagnostics } = check(program);
  if (artefact === undefined) throw new Error(JSON.stringify(diagnostics));
  const society = people(artefact.issuer, schools);
  await world.people(society.organisations, society.posts);
  await world.programs.publish(artefact, null, now);
  const inDays = (days) => new Date(now + days * day).toISOString().slice(0, 10);
  const year = new Date(now).getUTCFullYear();
  const dates = { province_due: `by ${inDays(60)}`, midterm: `during ${year + 1}`, acceptance: `${year + 2}-12-01 to ${year + 2}-12-31`, ends: `by ${year + 2}-12-31`, ...given };
  const programIds = [];
  for (let index = 0; index < programs; index += 1) {
    const { programId } = await world.programs.open({ principal: null, at: now, definitionHash: artefact.hash, dates, name: `示例试点第 ${index + 1} 批` });
    programIds.push(programId);
  }
  const [programId] = programIds;
  const topic = artefact.topics[0];
  const form = artefact.forms[artefact.entry.form];
  const templates = [];
  for (const place of society.places) {
    const [school] = place.schools;
    const applicant = await world.holder(school.post.id);
    const clerk = await world.holder(place.county.post.id);
    let at = now;
    const act = async (principal, caseId, task, decision, more = {}) => await world.cases.act({ principal, at: (at += 1000), ownerId: caseId, task, decision, data: {}, ...more });
    const started = await world.cases.start({ principal: applicant, at, programId, applicantId: school.organisation.id, topic: topic.code });
    const values = leastForm(form, { applicant: school.organisation, topic: { code: topic.code, title: topic.title ?? '', open: false, category: topic.category } });
    await act(applicant, started.ownerId, 1, 'submitted', { form: values, opinion: { text: '同意申报', signature: '示例校长', seal: true, onDate: '2026-01-05' } });
    let number = 2;
    for (let round = 0; round < rounds; round += 1) {
      await act(clerk, started.ownerId, number, 'accept');
      await act(clerk, started.ownerId, number + 1, 'out');
      number += 2;
    }
    templates.push({ caseId: started.ownerId, caseNumber: started.number, openTask: number, school, county: place.county, programId });
  }
  const accounts = new Map();
  for (const post of [society.posts[0], ...society.places.map(({ county }) => county.post)]) accounts.set(post.id, (await world.holder(post.id)).accountId);
  await database.close();
  return { artefact, society, programIds, templates, states, hashOf, newId, accounts, topics: artefact.topics.filter(({ open }) => !open).map(({ code }) => code) };
}

/** A signed-in session for the account, as sign-in makes it; its cookie. */
export async function signIn(client, accountId) {
  const id = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(id).digest('hex');
  await client.query(
    `INSERT INTO shidian.session (hash, account_id, created_at, seen_at, idle_until, ends_at)
     VALUES ($1, $2, now(), now(), now() + interval '2 hours', now() + interval '12 hours')`,
    [hash, accountId],
  );
  return `shidian_session=${id}`;
}
