/** What an entry of the record says in one line, and whether the system did it by itself (超时自动) or a person. */
import { describeDeadline } from '@shidian/calendar';
import type { Artefact } from '@shidian/definition';
import type { AdministrativeAct, ChartDefinition, SubStep, Words } from '@shidian/engine';

type Cause = SubStep['cause'];

export interface JournalWords {
  readonly by: 'person' | 'system';
  readonly words: Required<Words>;
}

const ACTS: Readonly<Record<AdministrativeAct['act'], Required<Words>>> = {
  suspend: { zh: '挂起', en: 'suspended' },
  resume: { zh: '恢复', en: 'resumed' },
  jump: { zh: '跳转', en: 'moved to another step' },
  void: { zh: '作废', en: 'made void' },
  wake: { zh: '重新检查', en: 'looked at again' },
  hand_over: { zh: '转办', en: 'handed over' },
  nudge: { zh: '催办', en: 'nudged' },
};

const RUNGS = { reminder: { zh: '自动提醒', en: 'reminded by the system' }, overdue: { zh: '自动逾期通知', en: 'told by the system that it is overdue' }, escalation: { zh: '自动升级上报', en: 'escalated by the system' } } as const;

const OTHERS: Readonly<Record<string, JournalWords>> = {
  date: { by: 'person', words: { zh: '设定时限', en: 'a date was set' } },
  nudge: { by: 'person', words: { zh: '一并催办', en: 'nudged together' } },
  roll: { by: 'person', words: { zh: '名册', en: 'a roll' } },
  imported: { by: 'person', words: { zh: '批量导入', en: 'imported' } },
  calendar: { by: 'system', words: { zh: '放假安排更新', en: 'the holiday calendar was updated' } },
  mended: { by: 'system', words: { zh: '校正', en: 'mended' } },
  started: { by: 'person', words: { zh: '开始', en: 'started' } },
  program: { by: 'system', words: { zh: '随项目推进', en: 'moved with the program' } },
};

/** @param chart of the instance that the entry is of; without it keys stand in the place of names */
export function journalWords(kind: string, cause: Cause | undefined, artefact: Artefact | undefined, chart: ChartDefinition | undefined): JournalWords {
  const zone = artefact?.zone ?? 'Asia/Shanghai';
  const deadline = (key: string): Required<Words> => both(chart?.deadlines[key]?.name ?? { zh: key });
  const until = (at: number): Required<Words> => ({ zh: describeDeadline(at, zone, 'zh'), en: describeDeadline(at, zone, 'en') });
  switch (cause?.kind) {
    case 'deadline':
      return { by: 'system', words: joined({ zh: '超时自动：', en: 'by itself, on expiry: ' }, deadline(cause.deadline)) };
    case 'rung': {
      const rung = chart?.deadlines[cause.deadline]?.ladder.find(({ id }) => id === cause.rung)?.kind ?? 'reminder';
      return { by: 'system', words: joined(RUNGS[rung], { zh: '：', en: ': ' }, deadline(cause.deadline)) };
    }
    case 'moved':
      return { by: 'system', words: joined({ zh: '时限调整：', en: 'deadline moved: ' }, deadline(cause.deadline), ...(cause.to === null ? [] : [{ zh: '，改为', en: ', now ' }, until(cause.to)])) };
    case 'reopened':
      return { by: 'system', words: joined({ zh: '延期后恢复受理：', en: 'open again after an extension: ' }, deadline(cause.deadline), { zh: '，至', en: ', until ' }, until(cause.due)) };
    case 'act': {
      const task = chart?.tasks[cause.task];
      const stoodIn = cause.standsIn === true ? { zh: '（代）', en: ' (standing in)' } : { zh: '', en: '' };
      return { by: 'person', words: joined(both(task?.name ?? { zh: cause.task }), { zh: '：', en: ': ' }, both(task?.decisions[cause.decision]?.name ?? { zh: cause.decision }), stoodIn) };
    }
    case 'roll':
      return { by: 'person', words: joined(both(artefact?.rolls[cause.roll]?.name ?? { zh: cause.roll }), { zh: '：', en: ': ' }, both(chart?.rolls[cause.roll]?.decisions[cause.decision]?.name ?? { zh: cause.decision })) };
    case 'administration':
      return { by: 'person', words: ACTS[cause.administration.act] };
    default:
      return OTHERS[cause?.kind ?? kind] ?? { by: 'system', words: { zh: kind, en: kind } };
  }
}

function both(words: Words): Required<Words> {
  return { zh: words.zh, en: words.en ?? words.zh };
}

function joined(...parts: readonly Required<Words>[]): Required<Words> {
  return { zh: parts.map(({ zh }) => zh).join(''), en: parts.map(({ en }) => en).join('') };
}
