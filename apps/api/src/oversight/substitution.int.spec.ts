import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beforeTheClose, type OwnInstallation, ownInstallation } from '../spec-installation.js';
import type { Reply, SpecClient } from '../spec-client.js';

const DAY = 24 * 3_600_000;
let there: OwnInstallation;
let province: SpecClient;
let expert: SpecClient;
let posts: Readonly<Record<string, string>>;

beforeEach(async () => {
  there = await ownInstallation();
  [province, expert] = [await there.as('province'), await there.as('expert')];
  const found = await there.scratch.sql<{ id: string; name: string }>('SELECT id, name FROM shidian.post');
  posts = Object.fromEntries(found.map(({ id, name }) => [name, id]));
});
afterEach(async () => {
  await there.close();
});

const bodyOf = <T>({ body }: { readonly body: T }): T => body;
const substitute = async (client: SpecClient, more: object = {}): Promise<Reply> =>
  await client.call('substitute', { body: { post: posts['信息化处'], substitute: posts['专家'], to: '2016-03-05', reason: '出差', ...more } });

/** A case that waits for the province desk. */
async function waiting(): Promise<string> {
  const school = await there.as('school');
  const { id } = bodyOf<{ readonly id: string }>(await school.call('startCase', { params: { programId: there.programId }, body: { applicantId: there.schoolId, topic: 'Xxjsrhcxtz1-1' } }));
  const jumped = await province.call('administerCase', { params: { caseId: id }, body: { act: 'jump', to: 'receive/awaiting', reason: '演练' } });
  expect(jumped.status).toBe(200);
  return id;
}

/** Those of cases: the program's own, of naming the day of the mid-term check, wait for the same post all the while. */
const tasks = async (client: SpecClient): Promise<readonly unknown[]> => bodyOf<{ readonly items: readonly { readonly caseId: string | null }[] }>(await client.call('tasks')).items.filter(({ caseId }) => caseId !== null);

describe('a substitution', () => {
  it('lets the substitute see, receive and do what the absent one would, and the record says 甲（乙代）', async () => {
    expect(await tasks(expert)).toEqual([]);
    const set = await substitute(province);
    expect(set).toMatchObject({ status: 201, body: { post: { name: '信息化处' }, substitute: { name: '专家' }, absentName: '示例province', to: '2016-03-05T16:00:00.000Z' } });
    const caseId = await waiting();
    expect(await tasks(expert)).toHaveLength(1);
    const inbox = bodyOf<{ readonly items: readonly { readonly post: string; readonly text: { readonly zh: string } }[] }>(await expert.call('notices'));
    expect(inbox.items).toContainEqual(expect.objectContaining({ post: posts['信息化处'] }));
    const page = await expert.call('case', { params: { caseId } });
    const [task] = bodyOf<{ readonly tasks: readonly { readonly number: number; readonly closedAt: string | null }[] }>(page).tasks.filter(({ closedAt }) => closedAt === null);
    const acted = await expert.call('actOnCase', { params: { caseId, number: task?.number ?? 0 }, headers: { 'if-match': String(page.headers['etag']) }, body: { decision: 'received', data: { copies: 2, happened_on: '2016-03-01' } } });
    expect(acted.status).toBe(200);
    const after = bodyOf<{ readonly tasks: readonly { readonly number: number; readonly members: readonly { readonly accountName: string | null }[] }[] }>(await province.call('case', { params: { caseId } }));
    expect(after.tasks.find(({ number }) => number === task?.number)?.members).toMatchObject([{ accountName: '示例province（示例expert代）' }]);
    const journal = bodyOf<{ readonly items: readonly { readonly kind: string; readonly entry: unknown }[] }>(await province.call('caseJournal', { params: { caseId } }));
    expect(journal.items.filter(({ kind }) => kind === 'act')).toMatchObject([{ entry: { cause: { post: posts['信息化处'], standsIn: true } } }]);
  });

  it('leaves the name alone of who holds the post himself', async () => {
    await substitute(province);
    const caseId = await waiting();
    const page = await province.call('case', { params: { caseId } });
    const [task] = bodyOf<{ readonly tasks: readonly { readonly number: number; readonly closedAt: string | null }[] }>(page).tasks.filter(({ closedAt }) => closedAt === null);
    await province.call('actOnCase', { params: { caseId, number: task?.number ?? 0 }, headers: { 'if-match': String(page.headers['etag']) }, body: { decision: 'received', data: { copies: 2, happened_on: '2016-03-01' } } });
    const after = bodyOf<{ readonly tasks: readonly { readonly members: readonly { readonly accountName: string | null }[] }[] }>(await province.call('case', { params: { caseId } }));
    expect(after.tasks.flatMap(({ members }) => members.flatMap(({ accountName }) => accountName ?? []))).toEqual(['示例province']);
  });

  it('begins and ends by itself, and can be ended early', async () => {
    await waiting();
    expect((await substitute(province, { from: '2016-03-03' })).status).toBe(201);
    expect(await tasks(expert)).toEqual([]);
    there.clock.at = beforeTheClose + 2 * DAY;
    expect(await tasks(await there.as('expert'))).toHaveLength(1);
    there.clock.at = beforeTheClose + 5 * DAY;
    expect(await tasks(await there.as('expert'))).toEqual([]);
    const again = bodyOf<{ readonly id: string }>(await substitute(await there.as('province'), { to: '2016-03-20' }));
    expect(await tasks(await there.as('expert'))).toHaveLength(1);
    expect((await (await there.as('expert')).call('endSubstitution', { params: { substitutionId: again.id } })).status).toBe(200);
    expect(await tasks(await there.as('expert'))).toEqual([]);
    expect(await (await there.as('expert')).call('endSubstitution', { params: { substitutionId: again.id } })).toMatchObject({ status: 409, body: { code: 'substitution.over' } });
    expect(bodyOf<{ readonly items: readonly unknown[] }>(await (await there.as('province')).call('substitutions', { query: { past: 'true' } })).items).toHaveLength(2);
  });

  it('is set by the post itself or one above it, within the organisation, for a time that lies ahead, one at a time', async () => {
    expect(await substitute(await there.as('school'))).toMatchObject({ status: 403, body: { code: 'right.missing' } });
    expect(await substitute(expert)).toMatchObject({ status: 403, body: { code: 'right.missing' } });
    expect(await substitute(province, { substitute: posts['申报岗'] })).toMatchObject({ status: 422, body: { code: 'substitution.elsewhere' } });
    expect(await substitute(province, { substitute: posts['信息化处'] })).toMatchObject({ status: 422, body: { code: 'substitution.elsewhere' } });
    for (const period of [{ to: '2016-02-20' }, { to: '明天' }, { from: '2016-03-09', to: '2016-03-05' }, { to: '2018-03-05' }]) {
      expect(await substitute(province, period)).toMatchObject({ status: 422, body: { code: 'substitution.period' } });
    }
    expect((await substitute(province)).status).toBe(201);
    expect(await substitute(province, { to: '2016-03-20' })).toMatchObject({ status: 409, body: { code: 'substitution.overlaps' } });
    // Whoever only stands in for a post does not let others stand in for it.
    expect(await substitute(expert, { from: '2016-03-10', to: '2016-03-20' })).toMatchObject({ status: 403, body: { code: 'right.missing' } });
  });

  it('is what a post without a holder is served by: its ladder finds somebody', async () => {
    const holder = await there.scratch.sql<{ id: string }>('SELECT id FROM shidian.account WHERE login = $1', ['province']);
    await substitute(province, { to: '2016-03-20' });
    await there.parts.accounts.saveHoldings([{ accountId: holder[0]?.id ?? '', postId: posts['信息化处'] ?? '', from: 0, to: beforeTheClose + DAY }]);
    there.clock.at = beforeTheClose + 2 * DAY;
    const listed = bodyOf<{ readonly items: readonly { readonly posts: readonly { readonly name: string; readonly vacant: boolean; readonly seats: readonly { readonly standsIn: boolean }[] }[] }[] }>(await (await there.as('expert')).call('organisations', { query: { search: '辽宁省' } }));
    expect(listed.items[0]?.posts.find(({ name }) => name === '信息化处')).toMatchObject({ vacant: false, seats: [{ standsIn: true }] });
    expect((await there.parts.directory.current()).held.has(posts['信息化处'] ?? '')).toBe(true);
    there.clock.at = beforeTheClose + 21 * DAY;
    // A look at the directory lasts a second; what the store says has moved by then.
    expect((await there.parts.accounts.load()).held).not.toContain(posts['信息化处']);
  });
});
