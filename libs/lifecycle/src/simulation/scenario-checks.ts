/** The `then` of a scenario's step against what is there. */
import type { ScenarioExpectation } from '@shidian/definition';
import type { JsonValue } from '@shidian/engine';
import type { Refused } from '../use-cases.js';
import type { Principal } from '../ports/identity.js';
import { moment } from './moment.js';
import { everything, type World } from './world.js';

export interface Before {
  readonly notices: ReadonlySet<string>;
  readonly journal: ReadonlyMap<string, number>;
}

/** The running scenario, as far as its expectations look at it. */
export interface Scene {
  readonly world: World;
  readonly programId: string;
  /** Alias → case id. */
  readonly caseIds: ReadonlyMap<string, string>;
  /** The table of the roll confirmed last. */
  readonly lastTable: JsonValue;
  caseId(alias: string): string;
  /** Whoever is called by the name: organisation or organisation/post. */
  person(name: string): Promise<Principal>;
  journal(ownerId: string): Promise<readonly { readonly kind: string; readonly body: string }[]>;
}

export async function checkExpectations(run: Scene, then: ScenarioExpectation, before: Before, refused: Refused | undefined): Promise<readonly string[]> {
  return [
    ...checkRefusal(then, refused),
    ...(await checkStates(run, then)),
    ...(await checkTasks(run, then)),
    ...(await checkNotices(run, then, before)),
    ...(await checkJournal(run, then, before)),
    ...(await checkTable(run, then)),
    ...(await checkBaseline(run, then)),
  ];
}

function checkRefusal(then: ScenarioExpectation, refused: Refused | undefined): readonly string[] {
  if (then.refused === undefined) return refused === undefined ? [] : [`不应拒绝，却拒绝了：${refused.words.zh}（${refused.code}）`];
  if (refused === undefined) return [`应拒绝（${then.refused}），却办成了`];
  return refused.code === then.refused || refused.words.zh.includes(then.refused) ? [] : [`拒绝的原因应含“${then.refused}”，实为：${refused.words.zh}（${refused.code}）`];
}

function list(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

/** Every expected state must be active; `gather_county` stands for any state of the stage. */
function missingStates(expected: string | readonly string[], states: readonly string[]): readonly string[] {
  return list(expected).filter((state) => !states.some((at) => at === state || at.startsWith(`${state}/`)));
}

async function checkStates(run: Scene, then: ScenarioExpectation): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [alias, expected] of Object.entries(then.state ?? {})) {
    const states = (await run.world.reader.case(run.world.narrator, run.caseId(alias)))?.item.states ?? [];
    if (missingStates(expected, states).length > 0) faults.push(`${alias} 应在 ${list(expected).join('、')}，实在 ${states.join('、')}`);
  }
  for (const [alias, expected] of Object.entries(then.outcome ?? {})) {
    const outcome = (await run.world.reader.case(run.world.narrator, run.caseId(alias)))?.item.outcome;
    if (outcome !== expected) faults.push(`${alias} 的结果应为 ${expected}，实为 ${outcome ?? '未结'}`);
  }
  for (const [alias, expected] of Object.entries(then.due ?? {})) {
    const tasks = (await run.world.reader.case(run.world.narrator, run.caseId(alias)))?.tasks.filter((task) => task.closedAt === null && task.dueAt !== null) ?? [];
    if (!tasks.some((task) => task.dueAt === moment(expected))) faults.push(`${alias} 应有到 ${expected} 的时限，实有：${tasks.map((task) => `${task.key} ${new Date(task.dueAt ?? 0).toISOString()}`).join('、')}`);
  }
  if (then.program !== undefined) {
    const states = (await run.world.reader.program(run.world.narrator, run.programId))?.states ?? [];
    if (missingStates(then.program, states).length > 0) faults.push(`项目应在 ${list(then.program).join('、')}，实在 ${states.join('、')}`);
  }
  return faults;
}

async function checkTasks(run: Scene, then: ScenarioExpectation): Promise<readonly string[]> {
  const faults: string[] = [];
  const openAt = async (name: string): Promise<readonly string[]> => {
    const person = await run.person(name);
    const tasks = await everything((cursor) => run.world.reader.tasks(person, { open: true, programId: run.programId }, { limit: 200, ...cursor }));
    return tasks.filter((task) => !task.optional).map((task) => task.name.zh);
  };
  for (const [name, expected] of Object.entries(then.task ?? {})) {
    const there = await openAt(name);
    for (const task of list(expected)) if (!there.includes(task)) faults.push(`${name} 应有待办“${task}”，实有：${there.join('、') || '无'}`);
  }
  for (const name of list(then.no_task ?? [])) {
    const there = await openAt(name);
    if (there.length > 0) faults.push(`${name} 不应有待办，实有：${there.join('、')}`);
  }
  return faults;
}

async function checkNotices(run: Scene, then: ScenarioExpectation, before: Before): Promise<readonly string[]> {
  if (then.notices === undefined) return [];
  const fresh = (await run.world.notices()).filter((notice) => !before.notices.has(notice.id));
  return then.notices.flatMap((expected) => {
    const [organisation = '', post] = expected.to.split('/');
    const found = run.world.organisations.organisationNamed(organisation);
    const posts = (found === undefined ? [] : run.world.organisations.posts(found.id)).filter((one) => post === undefined || one.name === post).map((one) => one.id);
    const matching = fresh.filter((notice) => posts.includes(notice.post) && (expected.kind === undefined || notice.kind === expected.kind) && (expected.says === undefined || notice.text.zh.includes(expected.says)));
    const enough = expected.times === undefined ? matching.length > 0 : matching.length === expected.times;
    if (enough) return [];
    const there = fresh.filter((notice) => posts.includes(notice.post)).map((notice) => `[${notice.kind}] ${notice.text.zh}`);
    return [`${expected.to} 应收到${expected.times === undefined ? '' : ` ${expected.times} 次`} [${expected.kind ?? '*'}] ${expected.says ?? ''}，实收：${there.join('；') || '无'}`];
  });
}

async function checkJournal(run: Scene, then: ScenarioExpectation, before: Before): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [alias, kinds] of Object.entries(then.journal ?? {})) {
    const id = run.caseId(alias);
    const fresh = (await run.journal(id)).slice(before.journal.get(id) ?? 0).map((row) => row.kind);
    for (const kind of kinds) if (!fresh.includes(kind)) faults.push(`${alias} 的留痕应新增 ${kind}，实增：${fresh.join('、') || '无'}`);
  }
  return faults;
}

/** The table's cells are the cover's values, cell for cell (R-0-40). */
async function checkTable(run: Scene, then: ScenarioExpectation): Promise<readonly string[]> {
  if (then.table === undefined) return [];
  const table = run.lastTable as { readonly rows?: readonly (readonly string[])[] } | null;
  const rows = table?.rows ?? [];
  const faults = rows.length === then.table.rows ? [] : [`表应有 ${then.table.rows} 行，实有 ${rows.length} 行`];
  if (then.table.equals === undefined) return faults;
  const [form = '', block = ''] = then.table.equals.split('.');
  const covers: (readonly string[])[] = [];
  for (const id of run.caseIds.values()) {
    const version = (await run.world.reader.case(run.world.narrator, id))?.forms.find((candidate) => candidate.form === form);
    const values = (version?.body as { readonly [key: string]: { readonly [key: string]: JsonValue } } | undefined)?.[block];
    if (values !== undefined) covers.push(Object.values(values).map(String).sort());
  }
  for (const row of rows) {
    const cells = row.slice(1).map(String).sort();
    if (!covers.some((cover) => cover.length === cells.length && cover.every((value, index) => value === cells[index]))) faults.push(`表中一行与封面不符：${row.join(' | ')}`);
  }
  return faults;
}

async function checkBaseline(run: Scene, then: ScenarioExpectation): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [alias, form] of Object.entries(then.baseline ?? {})) {
    const forms = (await run.world.reader.case(run.world.narrator, run.caseId(alias)))?.forms ?? [];
    if (!forms.some((version) => version.form === form && version.baseline)) faults.push(`${alias} 的 ${form} 应已冻结为检查依据`);
  }
  return faults;
}
