import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Problem, problemsOf, routes, type Route, type RouteName } from '@shidian/contracts';
import { Press } from '@shidian/documents';
import { compiledScript, recordingLog } from '@shidian/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OwnInstallation, ownInstallation } from './spec-installation.js';

/** Requests per route, with and without a session; a longer run is `SHIDIAN_FUZZ_RUNS=1000`. */
const numRuns = Number(process.env['SHIDIAN_FUZZ_RUNS'] ?? 40);

let there: OwnInstallation;
let ids: readonly string[];
let definitionHash: string;
let attachmentId: string;
let cookies: Readonly<Record<string, string>>;
/** What each route answered: a fuzzer that never gets past the door proves nothing. */
const answers = new Map<RouteName, Map<string, number>>();
const log = recordingLog();

beforeAll(async () => {
  there = await ownInstallation(log, new Press({ entry: await compiledScript(new URL('../../../libs/documents/src/press/press-process.ts', import.meta.url)) }));
  const school = await there.as('school');
  const { body } = await school.call('startCase', { params: { programId: there.programId }, body: { applicantId: there.schoolId, topic: 'Xxjsrhcxtz1-1' } });
  ids = [(body as { id: string }).id, there.programId, there.schoolId, there.countyId];
  definitionHash = (await there.parts.definitions.list())[0]!.hash;
  attachmentId = ((await school.upload({ name: '附件.pdf', mediaType: 'application/pdf', content: '%PDF-1.7' })).body as { id: string }).id;
});

// Anew for each route: a fuzzer that signs out locks itself out.
beforeEach(async () => {
  cookies = { school: (await there.as('school')).cookie, county: (await there.as('county')).cookie, province: (await there.as('province')).cookie };
});

afterAll(async () => {
  await there.close();
});

const nasty = fc.constantFrom(
  '', ' ', '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', '../../etc/passwd', '%', '%00', '%zz', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty',
  'x'.repeat(300), '𠮷野家', "' OR 1=1 --", '{}', 'null', '-1', '0', '1e999', '9007199254740993', 'NaN', '*', '"1"', '\r\nx: y', '2016-13-45', 'sha256:', '％', '🏫'.repeat(50),
);
const text = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }));
const id = fc.nat().map((index) => ids[index % ids.length]!);
const value: fc.Arbitrary<unknown> = fc.oneof(text, id, fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 3 }), fc.array(text, { maxLength: 4 }));

/** Names that the routes know, so that what comes is often nearly right. */
const memberNames = [
  'login', 'password', 'name', 'expiresInDays', 'decision', 'data', 'form', 'opinion', 'text', 'signature', 'sealAttachment', 'onDate', 'attachments', 'applicantId', 'topic', 'title', 'values',
  'lines', 'caseId', 'answers', 'scope', 'scopeId', 'rule', 'reason', 'approver', 'documentNumber', 'ids', 'fix_by', 'happened_on', 'to', 'then', 'seal', 'copies',
];
const near: fc.Arbitrary<unknown> = fc.constantFrom(
  { decision: 'submitted' },
  { decision: 'submitted', form: { cover: { mobile: 5 }, goals: null, plan: { items: [[]] } } },
  { decision: 'submitted', form: { constructor: { prototype: 1 }, cover: [], team: { leading: [{ age: 'x' }], leader: 'x' } }, opinion: { text: 'x' } },
  { decision: 'constructor', data: { fix_by: {}, happened_on: [], to: '__proto__', then: 5 } },
  { decision: 'accept', data: { happened_on: '9999-99-99T99:99:99Z', fix_by: '275760-09-14' } },
  { applicantId: '01900000-0000-7000-8000-000000000001', topic: 'constructor' },
  { values: { goals: ['x', { deep: [[[1]]] }] } },
  { values: null },
  { lines: [], data: { seal: true } },
  { lines: [{ caseId: '01900000-0000-7000-8000-000000000001', decision: 'sent' }], data: { seal: {} } },
  { name: 'constructor', scope: 'program', scopeId: '01900000-0000-7000-8000-000000000001', rule: 'by 2016-03-01' },
  { name: 'county_due', scope: 'organisation', scopeId: '01900000-0000-7000-8000-000000000001', rule: '999999999999999999 working days after x' },
  { name: 'province_due', scope: 'case', scopeId: '01900000-0000-7000-8000-000000000001', rule: 'by 9999-12-31' },
  { ids: ['01900000-0000-7000-8000-000000000001'] },
  { act: 'nudge', task: 1 },
  { act: 'jump', to: '__proto__', reason: 'x' },
);
/** Topic and applicant, program and dates that are really there, so that requests get as far as they can. */
const real: fc.Arbitrary<unknown> = fc.record({ applicantId: id, topic: fc.constantFrom('Xxjsrhcxtz1-1', 'Xxjsrhcxtz2-x', 'Xxjsrhcxtz1-x'), title: text }, { requiredKeys: ['applicantId', 'topic'] });
const date: fc.Arbitrary<unknown> = fc.record({
  name: fc.constantFrom('province_due', 'county_due', 'unit_due', 'midterm', 'ends', 'constructor', 'apply/x'),
  scope: fc.constantFrom('program', 'organisation', 'case'),
  scopeId: id,
  rule: fc.oneof(text, fc.constantFrom('by 2016-03-10', 'by 0000-00-00', 'during 99999', '2016-01-01 to 2015-01-01', '5 working days after constructor', '-9 days after province_due', 'by 12-31 each year from 1')),
});
const roll: fc.Arbitrary<unknown> = fc.record({ lines: fc.array(fc.record({ caseId: id, decision: fc.oneof(text, fc.constant('sent')) }), { maxLength: 3 }), data: fc.dictionary(text, value, { maxKeys: 2 }), answers: id }, { requiredKeys: ['lines'] });
const form: fc.Arbitrary<unknown> = fc.dictionary(fc.constantFrom('cover', 'goals', 'team', 'plan', 'budget', 'unit_opinion', 'constructor'), fc.dictionary(fc.constantFrom('unit', 'mobile', 'email', 'goals', 'leader', 'leading', 'items', 'toString'), value));
const act: fc.Arbitrary<unknown> = fc.record(
  { decision: fc.oneof(text, fc.constantFrom('submitted', 'accept', 'back', 'closed')), form, data: fc.dictionary(fc.oneof(text, fc.constantFrom('to', 'then', 'fix_by', 'reason', 'happened_on')), value), attachments: fc.array(id, { maxLength: 2 }) },
  { requiredKeys: ['decision'] },
);
const administration: fc.Arbitrary<unknown> = fc.record(
  { act: fc.constantFrom('suspend', 'resume', 'jump', 'void', 'wake', 'hand_over', 'nudge', 'constructor'), reason: text, to: fc.oneof(id, text, fc.constantFrom('apply/drafting', 'constructor')), task: fc.oneof(fc.constant(1), fc.integer()), from: id },
  { requiredKeys: ['act'] },
);
const notices: fc.Arbitrary<unknown> = fc.record(
  { scope: fc.constantFrom('installation', 'channel', 'program'), channel: fc.oneof(text, fc.constant('mail')), programId: id, reason: text, ids: fc.array(id, { maxLength: 3 }), other: fc.constantFrom('at_once', 'digest', 'never'), mobile: fc.option(text) },
  { requiredKeys: [] },
);
const nudges: fc.Arbitrary<unknown> = fc.record({ organisation: id, whom: fc.constantFrom('not_started', 'overdue', 'all'), kind: fc.oneof(text, fc.constantFrom('basic', 'constructor')) }, { requiredKeys: ['organisation', 'whom'] });
const preview: fc.Arbitrary<unknown> = fc.record(
  { cases: fc.array(id, { maxLength: 4 }), task: fc.oneof(text, fc.constantFrom('apply/submit', 'gather_county/check', 'constructor')), decision: fc.oneof(text, fc.constantFrom('submitted', 'accept', 'back')), data: fc.dictionary(fc.oneof(text, fc.constantFrom('to', 'then', 'fix_by', 'reason', 'happened_on')), value), opinion: fc.record({ text }) },
  { requiredKeys: ['cases'] },
);
const day = fc.oneof(text, fc.constantFrom('2016-03-05', '2016-02-20', '0000-00-00', '9999-12-31', '2016-03-05T08:00:00Z'));
const substitution: fc.Arbitrary<unknown> = fc.record({ post: id, substitute: id, from: day, to: day, reason: text }, { requiredKeys: ['post', 'substitute', 'to', 'reason'] });
const object = fc.dictionary(fc.oneof(fc.constantFrom(...memberNames), text), value, { maxKeys: 8 });
const sound: fc.Arbitrary<string> = fc.oneof(near, real, date, roll, act, administration, notices, nudges, substitution, form.map((values) => ({ values })), object, value).map((body) => JSON.stringify(body));
const broken: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '', '{', '[', '"', '{"a":}', 'undefined', '\u0000', '{"a":"\\ud800"}', '{"a":"\\u0000"}', '{"__proto__":{"x":1}}', '1e999', '-0', '[1,]', '\ufeff{}', '{"decision":1e999}',
    '['.repeat(10_000), '{"a":'.repeat(5_000), `[${'['.repeat(31)}${']'.repeat(31)}]`, JSON.stringify(Array(10_001).fill(0)), `{"login":"${'x'.repeat(1_100_000)}","password":"x"}`,
    JSON.stringify(Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`k${index}`, 0]))),
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
);
const boundary = 'xxboundaryxx';
const multipart: fc.Arbitrary<string> = fc
  .array(fc.record({ field: fc.oneof(fc.constant('file'), text), file: fc.option(text), type: fc.oneof(fc.constantFrom('application/pdf', 'application/pdf', 'constructor', 'image/png', '', 'a/b; charset=x'), text), content: fc.oneof(fc.constant('%PDF-1.7'), text, fc.constant('x'.repeat(100_000))) }), { maxLength: 3 })
  .chain((parts) => {
    const whole = parts
      .map(({ field, file, type, content }) => `--${boundary}\r\ncontent-disposition: form-data; name="${field}"${file === null ? '' : `; filename="${file}"`}\r\ncontent-type: ${type}\r\n\r\n${content}\r\n`)
      .join('');
    return fc.constantFrom(`${whole}--${boundary}--\r\n`, whole, whole.slice(0, -20), `--${boundary}\r\n\r\n`, '');
  });

const headerText = text.map((header) => header.replaceAll(/[^\x20-\x7e]/g, '?'));
const contentType = fc.oneof(
  { weight: 20, arbitrary: fc.constant('application/json') },
  { weight: 1, arbitrary: fc.constantFrom('application/json; charset=gbk', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', `multipart/form-data; boundary=${boundary}`, 'application/xml', '', 'json') },
);
const headers = fc.record(
  {
    'if-match': fc.oneof(headerText, fc.constantFrom('"1"', '*', 'W/"1"', '"1", "2"')),
    'if-none-match': fc.oneof(headerText, fc.constant('*')),
    'idempotency-key': fc.oneof(headerText, fc.constantFrom('same-key-again', 'x'.repeat(201))),
    'accept-language': headerText,
    accept: headerText,
    authorization: fc.oneof(headerText, fc.constantFrom('Bearer', `Bearer shd_${'x'.repeat(43)}`, 'Basic x')),
    origin: headerText,
    'last-event-id': headerText,
    'x-forwarded-for': headerText,
    range: headerText,
  },
  { requiredKeys: [] },
);

const caseId = fc.nat().map(() => ids[0]!);
const programId = fc.nat().map(() => ids[1]!);

function parameter(name: string): fc.Arbitrary<string> {
  const likely =
    name === 'hash' ? fc.nat().map(() => definitionHash) : name === 'attachmentId' ? fc.nat().map(() => attachmentId) : name === 'caseId' ? caseId : name === 'programId' ? programId :
    name === 'number' ? fc.constantFrom('1', '2', '999999999') : name === 'form' ? fc.constantFrom('application', 'application', 'guidance', 'constructor') : name === 'stage' ? fc.constantFrom('gather_county', 'gather_city', 'apply') : name === 'roll' ? fc.constantFrom('report', 'receive') : name === 'file' ? fc.constantFrom('start.js', 'swagger-ui.css', '..') : name === 'code' ? fc.constantFrom('not_found', 'x') : id;
  return fc.oneof({ weight: 30, arbitrary: likely }, { weight: 2, arbitrary: text.map((raw) => encodeURIComponent(raw.replaceAll(/\p{Surrogate}/gu, '?')) || '%20') }, { weight: 1, arbitrary: fc.constantFrom('%00', '%', '%ff', '%2e%2e%2f', 'x'.repeat(250), '..', '%E4%BD', '%u0041') });
}

const query: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom('limit', 'cursor', 'state', 'tag', 'search', 'applicantId', 'programId', 'unread', 'key', 'answers', 'since', 'follow', 'of', 'view', 'format', 'lang', 'asOf', 'days', 'under', 'past', 'kind', '__proto__', 'x'), fc.oneof(nasty, id, fc.constantFrom('1', '200', '201', 'open', 'true', 'program', 'chart', 'xstate', 'mermaid', 'en', '2016-01-20', 'eyJhIjoxfQ', 'WzEsMl0', '%00', '%ff'))), { maxLength: 3 })
  .map((pairs) => (pairs.length === 0 ? '' : `?${pairs.map(([name, given]) => `${name}=${/%\w\w/.test(given) ? given : encodeURIComponent(given.replaceAll(/\p{Surrogate}/gu, '?'))}`).join('&')}`));

/** Bodies of the kind that the route takes, more or less. */
function bodyFor(route: Route): fc.Arbitrary<string> {
  const kind = route.path.endsWith('/acts')
    ? act
    : route.path.endsWith('/cases')
      ? real
      : /\/(offers|previews)$/.test(route.path)
        ? preview
        : route.path.endsWith('/dates')
        ? date
        : route.path.endsWith('/nudges')
        ? nudges
        : route.path.endsWith('/substitutions')
        ? substitution
        : route.path.includes('/rolls/')
          ? roll
          : route.path.endsWith('/tokens')
            ? fc.record({ name: text, expiresInDays: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 400 }) }, { weight: 1, arbitrary: value }) })
            : route.path.endsWith('/read')
              ? fc.record({ ids: fc.array(fc.oneof(id, text), { maxLength: 3 }) })
              : route.path.endsWith('/sessions')
                ? fc.record({ login: fc.oneof(text, fc.constantFrom('expert', 'nobody')), password: text })
                : fc.record({ values: fc.oneof(form, value) });
  return kind.map((body) => JSON.stringify(body));
}

interface Shot {
  readonly url: string;
  readonly who: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly type: string;
  readonly body: string;
}

function shots(route: Route): fc.Arbitrary<Shot> {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  const path = fc.tuple(...names.map(parameter)).map((given) => names.reduce((url, name, index) => url.replace(`:${name}`, () => given[index]!), route.path));
  return fc.record({
    url: fc.tuple(path, fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: query })).map(([before, after]) => before + after),
    who: fc.constantFrom('school', 'school', 'school', 'county', 'county', 'province', 'province', 'nobody', 'stranger'),
    headers: fc.oneof({ weight: 1, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom({ 'if-none-match': '*' }, { 'if-match': '"1"' }, { 'if-match': '*' }) }, { weight: 1, arbitrary: headers }),
    type: route.upload ? fc.oneof({ weight: 20, arbitrary: fc.constant(`multipart/form-data; boundary=${boundary}`) }, contentType) : contentType,
    body: route.upload ? multipart : fc.oneof({ weight: 2, arbitrary: bodyFor(route) }, { weight: 2, arbitrary: sound }, { weight: 1, arbitrary: broken }),
  });
}

/** One request a route that gets inside whatever chance brings: so that the mutations around it matter. */
function insideShot(route: Route): Shot {
  const given: Readonly<Record<string, string>> = {
    caseId: ids[0]!,
    programId: ids[1]!,
    number: '1',
    form: 'application',
    stage: 'gather_county',
    roll: 'report',
    hash: definitionHash,
    attachmentId,
    file: 'start.js',
    code: 'not_found',
    year: '2026',
  };
  const bodies: Readonly<Record<string, unknown>> = {
    '/api/sessions': { login: 'nobody', password: 'x' },
    '/api/tokens': { name: 'x', expiresInDays: 1 },
    '/api/notices/read': { ids: [ids[0]] },
    '/api/notices/settings': { other: 'digest', mobile: null },
    '/api/notice-deliveries/replay': {},
    '/api/notice-pauses': { scope: 'program', programId: ids[1], reason: 'x' },
    '/api/notice-pauses/:pauseId/resume': {},
    '/api/programs/:programId/cases': { applicantId: ids[2], topic: 'constructor' },
    '/api/programs/:programId/dates': { name: 'constructor', scope: 'program', scopeId: ids[1], rule: 'by 2016-03-01' },
    '/api/programs/:programId/offers': { cases: [ids[0]] },
    '/api/programs/:programId/previews': { cases: [ids[0]], task: 'apply/submit', decision: 'submitted' },
    '/api/programs/:programId/rolls/:stage/:roll': { lines: [] },
    '/api/cases/:caseId/drafts/:form': { values: {} },
    '/api/cases/:caseId/administration': { act: 'nudge', task: 1 },
  };
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="x.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.7\r\n--${boundary}--\r\n`;
  return {
    url: route.path.replaceAll(/:(\w+)/g, (_, name: string) => given[name] ?? ids[0]!),
    who: 'school',
    headers: { 'if-match': '*' },
    type: route.upload ? `multipart/form-data; boundary=${boundary}` : 'application/json',
    body: route.upload ? file : JSON.stringify(bodies[route.path] ?? { decision: 'submitted' }),
  };
}

/** Codes that stand outside of any row: the URL has become another one, or none. */
const anywhere = ['route.unknown', 'method.not_allowed', 'request.malformed'];

async function fire(name: RouteName, { url, who, headers: given, type, body }: Shot): Promise<void> {
  const route: Route = routes[name];
  const cookie = who === 'stranger' ? `shidian_session=${'x'.repeat(43)}` : cookies[who];
  const { authorization: _authorization, ...withoutToken } = given;
  const sent = {
    ...(cookie === undefined ? given : withoutToken),
    ...(cookie !== undefined && { cookie, 'x-shidian-client': 'fuzz' }),
    ...(route.method !== 'GET' && type !== '' && { 'content-type': type }),
  };
  // The one answer that does not end unless it is asked to.
  const ending = name === 'changes' ? `${url}${url.includes('?') ? '&' : '?'}follow=false` : url;
  const response = await there.api.app.inject({ method: route.method, url: ending, headers: sent, ...(route.method !== 'GET' && { payload: body }) });
  const status = response.statusCode;
  const counts = answers.get(name) ?? new Map<string, number>();
  const said = status < 400 ? 'well' : (/"code":"([a-z_.]+)"/.exec(response.body)?.[1] ?? '');
  answers.set(name, counts.set(said, (counts.get(said) ?? 0) + 1));
  expect(status, response.body).toBeLessThan(500);
  if (status < 400) return;
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const problem = Problem.parse(JSON.parse(response.body));
  expect(problem.status).toBe(status);
  expect([...problemsOf(route), ...anywhere]).toContain(problem.code);
}

/** Sends bytes to a socket and collects what comes back until it closes. */
async function raw(port: number, bytes: Uint8Array | string): Promise<string> {
  return await new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.end(bytes);
    });
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (answer += chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(answer);
    });
  });
}

const atTheDoor = /^(request|origin|session|route|method|rate)\.|^sign_in\.required/;

describe('whatever comes in', () => {
  it.each(Object.keys(routes) as RouteName[])(
    'at %s is answered, and what fails is a problem below 500',
    async (name) => {
      await fc.assert(fc.asyncProperty(shots(routes[name]), (shot) => fire(name, shot)), { numRuns, examples: [[insideShot(routes[name])]] });
      expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
      const inside = [...answers.get(name)!.keys()].filter((code) => !atTheDoor.test(code));
      expect(inside, `nothing got past the door of ${name}: ${JSON.stringify([...answers.get(name)!])}`).not.toEqual([]);
    },
    600_000,
  );

  it('at paths and methods that do not exist is a problem below 500', async () => {
    const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE');
    const urls = fc.oneof(fc.constantFrom('/', '//', '/api', '/api/', '/api/sessions/', '/API/ME', '/health', '/api/programs//cases', '/%', '/%00', '/api/cases/%ff', `/${'x'.repeat(9_000)}`, '/api/me?%00', '/api/me#x'), fc.webPath().filter((path) => path !== ''), text.map((path) => `/${encodeURI(path.replaceAll(/\p{Surrogate}/gu, '?'))}`));
    await fc.assert(
      fc.asyncProperty(methods, urls, async (method, url) => {
        const response = await there.api.app.inject({ method: method as 'GET', url });
        expect(response.statusCode, response.body).toBeLessThan(500);
        if (response.statusCode >= 400 && method !== 'HEAD') expect(Problem.parse(JSON.parse(response.body)).status).toBe(response.statusCode);
      }),
      { numRuns: numRuns * 5 },
    );
  });

  it('on the bare socket is answered with a 4xx problem or the end of the connection', async () => {
    await there.api.app.listen(0, '127.0.0.1');
    const { port } = (there.api.app.getHttpServer() as { address(): AddressInfo }).address();
    const line = 'GET /api/me HTTP/1.1\r\nHost: x\r\n';
    const crafted = fc.constantFrom(
      'nonsense\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      'GET /api/me HTTP/1.1\r\n\r\n',
      `${line}X: ${'x'.repeat(40_000)}\r\n\r\n`,
      `${line}Content-Length: -1\r\n\r\n`,
      `${line}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef`,
      `${line}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc`,
      `${line}Na\u0000me: x\r\n\r\n`,
      'POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
      'POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"login":',
      'POST /api/sessions HTTP/1.1\r\nHost: x\r\nExpect: 999-magic\r\nContent-Length: 0\r\n\r\n',
      'CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n',
      'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      'GET *x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      'GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      'PROPFIND /api/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      `${line}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      'POST /api/attachments HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=a\r\nContent-Length: 999999999999\r\nConnection: close\r\n\r\n--a',
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 3, arbitrary: crafted }, { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 300 }) }), async (bytes) => {
        const answer = await raw(port, bytes);
        if (answer === '') return;
        const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(answer) ?? [];
        expect(Number(status), answer.slice(0, 200)).toBeGreaterThanOrEqual(200);
        expect(Number(status), answer.slice(0, 200)).toBeLessThan(500);
        if (Number(status) >= 400) expect(answer.toLowerCase()).toContain('application/problem+json');
      }),
      { numRuns: numRuns * 2 },
    );
    expect((await there.api.app.inject({ url: '/health/live' })).json()).toEqual({ live: true });
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  }, 120_000);
});
