// Who is there, and the program that they are in: a province, two cities, eight counties with their schools, and a program
// whose deadlines lie minutes apart.
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { built, root } from '../bench/surroundings.mjs';

const schoolsEach = 6;
const cityCount = 2;
export const countyCount = 8;
/** How long before a minute's end the program is opened on paper, so that its dates can be set in order. */
const openedBeforeMs = 10 * 60_000;

const organisation = (name, kind, tier, parent) => ({ id: randomUUID(), code: null, name, kind, tier, parentId: parent?.id ?? null, address: '示例路1号', tags: [], titles: [] });

/** A desk and its superiors, each reporting to the next. */
function chain(of, ...names) {
  const ids = names.map(() => randomUUID());
  return names.map((name, index) => ({ id: ids[index], organisationId: of.id, name, desk: index === 0, reportsTo: ids[index + 1] ?? null }));
}

function society(issuer) {
  const province = organisation(issuer, '教育行政部门', 'province');
  const all = { organisations: [province], posts: [...chain(province, '信息化处', '分管厅领导', '厅长'), { id: randomUUID(), organisationId: province.id, name: '专家', desk: false, reportsTo: null }] };
  const below = (parent, name, kind, tier, ...posts) => {
    const made = organisation(name, kind, tier, parent);
    const held = chain(made, ...posts);
    all.organisations.push(made);
    all.posts.push(...held);
    return { organisation: made, desk: held[0] };
  };
  const cities = Array.from({ length: cityCount }, (_, index) => below(province, `示例${index + 1}市教育局`, '教育行政部门', 'city', '信息化科', '局长'));
  const counties = Array.from({ length: countyCount }, (_, index) => {
    const city = cities[index % cityCount];
    const county = below(city.organisation, `示例${index + 1}县教育局`, '教育行政部门', 'county', '教育股', '股长', '局长');
    const schools = Array.from({ length: schoolsEach }, (_, place) => below(county.organisation, `示例${index + 1}县第${place + 1}小学`, '小学', 'unit', '申报岗'));
    return { ...county, city, schools };
  });
  return { ...all, province, cities, counties };
}

/** The program's folder: a copy of the workflow files with the harness's own beside them. */
function programFolder(folder) {
  const workflows = join(folder, 'workflows');
  cpSync(join(root, 'workflows'), workflows, { recursive: true });
  const target = join(workflows, 'programs/liaoning-faults');
  mkdirSync(target);
  cpSync(join(root, 'faults/program/program.yaml'), join(target, 'program.yaml'));
  return target;
}

const inShanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
/** The rule of a date at the minute of the instant. */
export const byMinute = (instant) => `by ${inShanghai.format(instant)}`;

/**
 * Everybody, an open program, and in each county a few cases at its desk. `mark` is the whole minute at which the first
 * deadlines fall due: those of half of the counties and of the first city; the others a minute later.
 */
export async function settle(url, folder, mark) {
  const persistence = await built('persistence');
  const { VirtualClock, World } = await built('lifecycle');
  const { check, leastForm } = await built('definition');
  const { artefact, diagnostics } = check(programFolder(folder));
  if (artefact === undefined) throw new Error(JSON.stringify(diagnostics));
  const database = await persistence.connect({ url, engineConnections: 4, readerConnections: 2, applicationName: 'faults' });
  await database.migrate();
  let at = mark - openedBeforeMs;
  const { engine, lookup, reader } = database.pools;
  const world = new World(
    {
      steps: new persistence.PostgresStepStore(engine),
      definitions: new persistence.PostgresDefinitionStore(lookup),
      directory: new persistence.PostgresDirectoryStore(lookup, new VirtualClock(at)),
      drafts: new persistence.PostgresDraftStore(engine),
      attachments: new persistence.PostgresAttachmentStore(engine),
      outbox: new persistence.PostgresOutboxStore(engine),
      reader: new persistence.PostgresReader(reader),
      audit: new persistence.PostgresAuditStore(engine),
    },
    at,
  );
  const people = society(artefact.issuer);
  await world.people(people.organisations, people.posts);
  await world.programs.publish(artefact, null, at);
  const inDays = (days) => new Date(at + days * 86_400_000).toISOString().slice(0, 10);
  const dates = { province_due: `by ${inDays(60)}`, midterm: `${inDays(90)} to ${inDays(120)}`, acceptance: `${inDays(200)} to ${inDays(230)}`, ends: `by ${inDays(230)}` };
  const { programId } = await world.programs.open({ principal: null, at, definitionHash: artefact.hash, dates, name: '故障演练' });

  const later = () => (at += 200);
  const setDate = async (place, name, instant) => await world.programs.setDate({ principal: await world.holder(place.desk.id), at: later(), programId, name, scope: 'organisation', scopeId: place.organisation.id, rule: byMinute(instant) });
  for (const [index, city] of people.cities.entries()) await setDate(city, 'city_due', mark + (index + 1) * 60_000);
  for (const [index, county] of people.counties.entries()) await setDate(county, 'county_due', mark + ((index >> 1) % 2) * 60_000);

  const topics = artefact.topics.filter(({ open }) => !open).map(({ code }) => code);
  const form = artefact.forms[artefact.entry.form];
  const topicOf = (code) => artefact.topics.find((one) => one.code === code);
  const formOf = (school, code) => leastForm(form, { applicant: school.organisation, topic: { code, title: topicOf(code).title ?? '', open: false, category: topicOf(code).category } });
  const atDesk = [];
  for (const county of people.counties) {
    for (const [index, school] of county.schools.entries()) {
      const principal = await world.holder(school.desk.id);
      const started = await world.cases.start({ principal, at: later(), programId, applicantId: school.organisation.id, topic: topics[0] });
      if (index % 2 === 1) continue;
      await world.cases.act({ principal, at: later(), ownerId: started.ownerId, task: 1, decision: 'submitted', data: {}, form: formOf(school, topics[0]), opinion: { text: '同意申报', signature: '示例校长', seal: true, onDate: '2016-01-01' } });
      atDesk.push({ county: county.organisation.id, caseId: started.ownerId, task: 2 });
    }
  }
  const accounts = {};
  for (const post of people.posts) accounts[post.id] = (await world.holder(post.id)).accountId;
  await database.close();
  return { people, programId, topics, formOf, atDesk, accounts, ladders: Object.fromEntries(Object.entries(artefact.caseChart.deadlines).map(([key, { ladder }]) => [key, ladder])) };
}
