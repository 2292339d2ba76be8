/** A plan in sentences, in one language: what the table, the calendar file and a page show. */
import { describeDate, describeDeadline, describeLength, wallClock, type Language } from '@shidian/calendar';
import type { Instant, RungOffset, Words } from '@shidian/engine';
import type { Plan, PlanDate, PlanDuty, PlanEntry, PlanEntryKind, PlanOpen, PlanParty, PlanRule, PlanUndated } from './plan.js';

const KINDS: Readonly<Record<PlanEntryKind, Required<Words>>> = {
  opens: { zh: '开始', en: 'begins' },
  due: { zh: '截止', en: 'due' },
  reminder: { zh: '提醒', en: 'reminder' },
  overdue: { zh: '逾期', en: 'overdue' },
  escalation: { zh: '上报', en: 'escalated' },
};

const CHANNEL: Readonly<Record<PlanEntry['channels'][number], Required<Words>>> = {
  in_app: { zh: '站内通知', en: 'inbox' },
  mail: { zh: '邮件', en: 'mail' },
};

const LEVEL: Readonly<Record<PlanParty['level'], Required<Words>>> = {
  members: { zh: '承办方', en: 'those who hold it' },
  superior: { zh: '其上级', en: 'their superior' },
  superior_of_superior: { zh: '再上一级', en: 'the superior’s superior' },
  office: { zh: '主办单位收文岗', en: 'the issuer’s receiving desk' },
};

export class PlanWords {
  constructor(
    private readonly language: Language,
    private readonly plan: Pick<Plan, 'zone' | 'dates' | 'calendar'>,
  ) {}

  say(words: Words): string {
    return this.language === 'zh' ? words.zh : (words.en ?? words.zh);
  }

  kind(kind: PlanEntryKind): string {
    return this.say(KINDS[kind]);
  }

  /** Day and time as the reader counts them: a close at midnight is the day before, 24:00. */
  when({ at, kind }: Pick<PlanEntry, 'at' | 'kind'>): { readonly day: string; readonly time: string } {
    const { date, minutes } = wallClock(at, this.plan.zone);
    if (kind === 'due' && minutes === 0) return { day: wallClock(at - 1, this.plan.zone).date, time: '24:00' };
    return { day: date, time: `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}` };
  }

  weekday(day: string): string {
    const number = new Date(`${day}T00:00:00Z`).getUTCDay();
    return this.language === 'zh' ? `周${'日一二三四五六'.charAt(number)}` : (['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][number] ?? '');
  }

  /** Who has to act: the parties of the duties, with the kinds of applicant where not all are meant. */
  who(entry: Pick<PlanEntry, 'duties' | 'applicants'> & Partial<Pick<PlanEntry, 'kind' | 'begins'>>): string {
    const duties = entry.kind === 'opens' && (entry.begins ?? []).length > 0 ? (entry.begins ?? []) : entry.duties;
    const names = this.list([...new Set(duties.map(({ by }) => this.say(by.name)))]);
    const kinds = entry.applicants.map((kind) => this.say(kind));
    if (kinds.length === 0) return names;
    return this.language === 'zh' ? `${names}（${kinds.join('、')}）` : `${names} (${kinds.join(', ')})`;
  }

  /** What has to be done, how far the date is away, and what happens then. */
  what(entry: PlanEntry): string {
    const zh = this.language === 'zh';
    const [duties, begins] = [this.duties(entry.duties), this.duties(entry.begins)];
    const then = entry.then === undefined ? '' : this.say(entry.then);
    if (entry.kind === 'opens') return [`${this.edge(entry)}${begins === '' ? '' : `${zh ? '：' : ': '}${begins}`}`, then].filter((part) => part !== '').join(zh ? '；' : '; ');
    if (entry.kind === 'due') {
      const next = begins === '' ? '' : zh ? `，随后：${begins}` : `, next: ${begins}`;
      return `${this.edge(entry)}${zh ? '：' : ': '}${[duties, `${then}${next}`].join(zh ? '；' : '; ')}`;
    }
    const distance = this.rungWords(entry);
    return zh ? `${duties}（${distance}）` : `${duties} (${distance})`;
  }

  /** The date with the edge that is meant: of a window its beginning or its end. */
  private edge({ name, date }: Pick<PlanEntry, 'name' | 'date'>): string {
    const words = this.say(name);
    if (date.endsWith('.opens')) return this.language === 'zh' ? `${words}开始` : `${words} begins`;
    if (date.endsWith('.closes')) return this.language === 'zh' ? `${words}结束` : `end of ${words}`;
    return words;
  }

  private rungWords(entry: PlanEntry): string {
    const { offset, name } = entry;
    if (offset === undefined) return this.say(name);
    const last = wallClock(entry.due - 1, this.plan.zone).date;
    if (offset.amount <= 0 && offset.unit !== 'minutes' && wallClock(entry.at, this.plan.zone).date === last && !entry.date.endsWith('.opens')) return this.language === 'zh' ? `${this.edge(entry)}当日` : `the day of: ${this.edge(entry)}`;
    if (this.language === 'en') return `${this.distance(offset)} ${this.edge(entry)}`;
    return offset.amount > 0 ? `${this.say(name)}${this.distance(offset)}` : `${this.edge(entry)}${this.distance(offset)}`;
  }

  told({ told }: Pick<PlanEntry, 'told'>): string {
    return this.parties(told);
  }

  channels(channels: PlanEntry['channels']): string {
    return this.list(channels.map((channel) => this.say(CHANNEL[channel])));
  }

  /** 暂定: may still move with the holiday calendar. 待定: somebody still has to set it. */
  marks(entry: Pick<PlanEntry, 'provisional' | 'open'>): string {
    const marks = [...(entry.provisional ? [{ zh: '暂定', en: 'provisional' }] : []), ...(entry.open === undefined ? [] : [{ zh: '待定', en: 'to be set' }])];
    return this.list(marks.map((mark) => this.say(mark)));
  }

  open(open: PlanOpen): string {
    const by = this.say(open.by.name);
    if (open.kind === 'day') return this.language === 'zh' ? `具体日子待${by}另定，未定前整段有效` : `the day is to be named by ${by}; until then the whole span stands`;
    const bound = this.plan.dates.find(({ name }) => name === open.bound);
    const bounding = bound === undefined ? (open.bound ?? '') : this.say(bound.words);
    return this.language === 'zh' ? `待${by}定，不晚于${bounding}；未定前即${bounding}` : `to be set by ${by}, not after ${bounding}; until then it is ${bounding}`;
  }

  /** When a named date is, as people say it. */
  date({ opens, closes, rule }: Pick<PlanDate, 'opens' | 'closes' | 'rule'>): string {
    if (opens !== undefined && closes !== undefined) {
      const [from, to] = [wallClock(opens, this.plan.zone).date, wallClock(closes - 1, this.plan.zone).date];
      return this.language === 'zh' ? `${describeDate(from, 'zh')}至${describeDate(to, 'zh')}` : `${describeDate(from, 'en')} to ${describeDate(to, 'en')}`;
    }
    return closes === undefined ? this.say(rule) : describeDeadline(closes, this.plan.zone, this.language);
  }

  late({ late, says }: Pick<PlanDate, 'late' | 'says'>): string {
    if (late === undefined) return '';
    if (late === 'mark') return this.language === 'zh' ? '逾期仍可办，记为逾期' : 'late acts are taken and marked late';
    return says === undefined ? (this.language === 'zh' ? '逾期不再受理' : 'nothing is taken late') : this.say(says);
  }

  /** Reminders together, then who hears of it when it is late: levels rather than names, which the row has already. */
  ladder(ladder: PlanRule['ladder']): string {
    const rungs = ladder.map(({ kind, offset, told }) => ({ kind, distance: this.distance(offset), level: told[0]?.level ?? 'members' }));
    const spoken = (kind: PlanEntryKind): string => {
      const of = rungs.filter((rung) => rung.kind === kind);
      const distances = [...new Set(of.map(({ distance }) => distance))];
      const each = distances.map((distance) => {
        const levels = of.filter((rung) => rung.distance === distance).map(({ level }) => this.say(LEVEL[level]));
        return kind === 'reminder' ? distance : `${distance}→${this.list(levels)}`;
      });
      return each.length === 0 ? '' : `${this.kind(kind)}${this.language === 'zh' ? '：' : ': '}${this.list(each)}`;
    };
    return (['reminder', 'overdue', 'escalation'] as const).map(spoken).filter((text) => text !== '').join(this.language === 'zh' ? '；' : '; ');
  }

  undated({ when, optional }: Pick<PlanUndated, 'when' | 'optional'>): string {
    const states = this.list(when.map((state) => `“${this.say(state)}”`));
    const zh = optional ? `${states}时可办，不催` : `${states}时办，没有时限`;
    const en = optional ? `may be done at ${states}; nobody is reminded` : `to be done at ${states}; no deadline`;
    return this.language === 'zh' ? zh : en;
  }

  /** What the plan knew of the holiday calendar. */
  coverage(at: Instant): string {
    const { to } = this.plan.calendar;
    const day = describeDate(wallClock(at, this.plan.zone).date, this.language);
    const zh = to === null ? '放假安排尚未公布，凡按工作日推算的日子都是暂定' : `放假安排已知到${describeDate(to, 'zh')}，其后按工作日推算的日子为暂定`;
    const en = to === null ? 'no holiday arrangement is known: whatever rests on working days is provisional' : `holidays are known up to ${describeDate(to, 'en')}; what rests on later working days is provisional`;
    return this.language === 'zh' ? `按${day}所知：${zh}` : `As known on ${day}: ${en}`;
  }

  duties(duties: readonly PlanDuty[]): string {
    return this.list([...new Set(duties.map(({ name }) => this.say(name)))]);
  }

  parties(parties: readonly PlanParty[]): string {
    return this.list(parties.map(({ name }) => this.say(name)));
  }

  list(texts: readonly string[]): string {
    return texts.join(this.language === 'zh' ? '、' : ', ');
  }

  private distance(offset: RungOffset): string {
    const length = describeLength({ amount: Math.abs(offset.amount), unit: offset.unit }, this.language);
    if (this.language === 'zh') return offset.amount === 0 ? '当时' : `${offset.amount < 0 ? '前' : '逾期'}${length}`;
    return offset.amount === 0 ? 'at' : `${length} ${offset.amount < 0 ? 'before' : 'after'}`;
  }
}
