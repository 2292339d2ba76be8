/**
 * The doctor's eyes and hands: what an instance's state asks for by its definition (timers, open tasks), held against the
 * rows that are there. The state is the truth, the rows are made from it; mending writes them anew and puts on the
 * instance's record what was found.
 */
import type { InstanceState, InstanceView, TimerRow, Words } from '@shidian/engine';
import { chain } from './journal.js';
import type { AuditStore, ChainHead } from './ports/audit-store.js';
import type { Journalled } from './ports/rows.js';
import type { StepStore, StepTransaction } from './ports/step-store.js';
import type { InstanceUpdate, OwnedRow, TimerWrite, WriteBatch } from './ports/writes.js';
import type { StepRunner } from './step-runner.js';

export interface Finding {
  readonly ownerId: string;
  /** For people: program and number of the case, or the program's name. */
  readonly owner: string;
  readonly fault: 'timer.missing' | 'timer.wrong' | 'timer.surplus' | 'task.missing' | 'task.lingering';
  readonly words: { readonly zh: string; readonly en: string };
  readonly mended: boolean;
}

interface Examined {
  readonly owner: OwnedRow;
  readonly name: string;
  readonly row: Journalled & { readonly version: number; readonly state: InstanceState };
  readonly view: InstanceView;
  /** Names of deadlines and tasks by their keys. */
  readonly nameOf: (kind: 'deadlines' | 'tasks', key: string) => Words;
}

interface Faults {
  readonly missing: readonly TimerRow[];
  readonly wrong: readonly { readonly wanted: TimerRow; readonly found: TimerWrite }[];
  readonly surplus: readonly TimerWrite[];
  readonly lingeringTasks: readonly number[];
  readonly missingTasks: readonly number[];
}

export class Examination {
  constructor(
    private readonly audit: AuditStore,
    private readonly store: StepStore,
    private readonly runner: StepRunner,
  ) {}

  async *run(mend: boolean): AsyncIterable<Finding> {
    for await (const head of this.audit.heads()) yield* await this.one(head, mend);
  }

  /** Under the instance's lock, so that no step comes between the look and the mending. */
  private async one(head: ChainHead, mend: boolean): Promise<readonly Finding[]> {
    return await this.store.transaction(async (tx) => {
      const examined = await this.read(tx, head);
      if (examined === undefined) return [];
      const there = await this.audit.projections(head.caseId ?? head.programId);
      const faults = faultsOf(examined.view, there);
      const findings = findingsOf(examined, faults, mend);
      if (mend && findings.some(({ mended }) => mended)) await tx.write(this.mending(examined, faults, findings));
      return findings;
    });
  }

  private async read(tx: StepTransaction, head: ChainHead): Promise<Examined | undefined> {
    const owner = { programId: head.programId, caseId: head.caseId };
    if (head.caseId === null) {
      const bundle = await tx.lockProgram(head.programId);
      if (bundle === undefined) return undefined;
      const { definition, dates } = await this.runner.programInStep(bundle);
      const chart = definition.artefact.programChart;
      return { owner, name: bundle.program.name, row: bundle.program, view: definition.programKernel.view(bundle.program.state, dates), nameOf: (kind, key) => chart[kind][key]?.name ?? { zh: key } };
    }
    const [bundle] = await tx.lockCases([head.caseId]);
    if (bundle === undefined) return undefined;
    const { definition, dates } = await this.runner.caseInStep(bundle);
    const chart = definition.artefact.caseChart;
    return { owner, name: `${bundle.programName} ${bundle.case.number}`, row: bundle.case, view: definition.caseKernel.view(bundle.case.state, dates), nameOf: (kind, key) => chart[kind][key]?.name ?? { zh: key } };
  }

  private mending({ owner, row, view }: Examined, faults: Faults, findings: readonly Finding[]): WriteBatch {
    const at = this.runner.clock.now();
    const content = { findings: findings.filter(({ mended }) => mended).map(({ fault, words }) => ({ fault, zh: words.zh, en: words.en })) };
    const chained = chain(owner, row, at, [{ at, kind: 'mended', content }]);
    const update: InstanceUpdate = {
      id: owner.caseId ?? owner.programId,
      expectedVersion: row.version,
      state: row.state,
      states: view.states,
      tags: view.tags,
      outcome: view.outcome ?? null,
      journalHead: chained.journalHead,
      journalCount: chained.journalCount,
      programSeen: row.state.programSeen,
      at,
    };
    const timers = [...faults.missing, ...faults.wrong.map(({ wanted }) => wanted)];
    return {
      [owner.caseId === null ? 'programs' : 'cases']: [update],
      journal: chained.rows,
      timersSet: timers.map((timer) => ({ ...owner, key: timer.key, epoch: timer.epoch, dueAt: timer.at })),
      timersDeleted: faults.surplus.map(({ key }) => ({ ...owner, key })),
      tasksClosed: faults.lingeringTasks.map((number) => ({ ...owner, number, at, because: 'left' as const, by: null })),
    };
  }
}

function faultsOf(view: InstanceView, there: { readonly timers: readonly TimerWrite[]; readonly openTasks: readonly number[] }): Faults {
  const rows = new Map(there.timers.map((row) => [row.key, row]));
  const open = new Set(view.tasks.map(({ number }) => number));
  return {
    missing: view.timers.filter(({ key }) => !rows.has(key)),
    wrong: view.timers.flatMap((wanted) => {
      const found = rows.get(wanted.key);
      return found === undefined || (found.epoch === wanted.epoch && found.dueAt === wanted.at) ? [] : [{ wanted, found }];
    }),
    surplus: there.timers.filter(({ key }) => !view.timers.some((timer) => timer.key === key)),
    lingeringTasks: there.openTasks.filter((number) => !open.has(number)),
    missingTasks: [...open].filter((number) => !there.openTasks.includes(number)),
  };
}

const shown = (at: number): string => new Date(at).toISOString();

function findingsOf({ owner, name, view, nameOf }: Examined, faults: Faults, mend: boolean): readonly Finding[] {
  const found = (fault: Finding['fault'], zh: string, en: string, mended: boolean): Finding => ({ ownerId: owner.caseId ?? owner.programId, owner: name, fault, words: { zh, en }, mended });
  const timer = (key: string): { zh: string; en: string } => {
    const words = nameOf('deadlines', key);
    return { zh: `${words.zh}（${key}）`, en: `${words.en ?? words.zh} (${key})` };
  };
  const task = (number: number): { zh: string; en: string } => {
    const key = view.tasks.find((one) => one.number === number)?.task;
    const words = key === undefined ? undefined : nameOf('tasks', key);
    return { zh: `${number}${words === undefined ? '' : `（${words.zh}）`}`, en: `${number}${words === undefined ? '' : ` (${words.en ?? words.zh})`}` };
  };
  return [
    ...faults.missing.map(({ key, at }) => found('timer.missing', `缺定时 ${timer(key).zh}，应在 ${shown(at)}`, `timer ${timer(key).en} is missing; it is due at ${shown(at)}`, mend)),
    ...faults.wrong.map(({ wanted, found: row }) =>
      found(
        'timer.wrong',
        `定时 ${timer(wanted.key).zh} 不准：在 ${shown(row.dueAt)}（第 ${row.epoch} 次设定），应在 ${shown(wanted.at)}（第 ${wanted.epoch} 次）`,
        `timer ${timer(wanted.key).en} stands at ${shown(row.dueAt)} (epoch ${row.epoch}) and should stand at ${shown(wanted.at)} (epoch ${wanted.epoch})`,
        mend,
      ),
    ),
    ...faults.surplus.map(({ key }) => found('timer.surplus', `多余的定时 ${timer(key).zh}`, `timer ${timer(key).en} should not be there`, mend)),
    ...faults.lingeringTasks.map((number) => found('task.lingering', `待办 ${task(number).zh} 应已结束`, `task ${task(number).en} should be closed`, mend)),
    // Who had acted on it is known to the state alone; it is made again by the next step, not by guessing.
    ...faults.missingTasks.map((number) => found('task.missing', `缺待办 ${task(number).zh}`, `task ${task(number).en} is missing`, false)),
  ];
}
