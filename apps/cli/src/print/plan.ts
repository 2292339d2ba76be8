import { PlanWords, type Plan, type PlanEntry } from '@shidian/lifecycle';
import { table } from './table.js';
import { paint, say, type Terminal } from './terminal.js';

type Language = 'zh' | 'en';

const HEADINGS = {
  zh: { when: '时间', kind: '类别', who: '谁', what: '办什么，到时怎样', told: '告知', marks: '', date: '日期', rule: '规则', late: '逾期', notes: '说明', todo: '办什么', text: '内容', ladder: '提醒与升级', stage: '环节', number: '编号', ask: '问题', answer: '答复' },
  en: { when: 'when', kind: 'what', who: 'who', what: 'to do, and what happens then', told: 'told', marks: '', date: 'date', rule: 'rule', late: 'when late', notes: 'notes', todo: 'to do', text: 'text', ladder: 'reminders and escalation', stage: 'stage', number: 'no.', ask: 'question', answer: 'answer' },
} as const;

const SECTIONS = {
  calendar: { zh: '一、日历', en: '1. Calendar' },
  dates: { zh: '二、日期及由谁确定', en: '2. Dates and who sets them' },
  relative: { zh: '三、从某事发生起算的期限（多为每件各自起算）', en: '3. Deadlines that count from something that happens, mostly of each case for itself' },
  undated: { zh: '四、没有时限的事', en: '4. What has no deadline' },
  told: { zh: '五、事情发生时告知谁', en: '5. Who is told when something happens' },
  questions: { zh: '六、原文没有说清、方案这样定的', en: '6. What the documents leave open, as the program answers it' },
} as const;

/** A plan as tables for people; one language, because two in each cell would be wider than any screen. */
export function planLines(terminal: Terminal, plan: Plan, asOf: number): readonly string[] {
  const language: Language = terminal.language === 'en' ? 'en' : 'zh';
  const words = new PlanWords(language, plan);
  const heading = (section: keyof typeof SECTIONS): readonly string[] => ['', paint(terminal, 'bold', say({ language }, SECTIONS[section]))];
  return [
    paint(terminal, 'bold', `${plan.definition.issuer} · ${plan.program?.name ?? words.say(plan.definition.name)}`),
    words.coverage(asOf),
    say({ language }, { zh: '凡告知，都发到该岗位的站内收件箱，并发邮件给在岗的人；每件新待办另有通知。', en: 'Whoever is told finds it in the inbox of the post and, as its holder, in the mail; every new task is announced besides.' }),
    ...heading('calendar'),
    ...calendar(plan, words, language),
    ...heading('dates'),
    ...dates(plan, words, language),
    ...heading('relative'),
    ...relative(plan, words, language),
    ...heading('undated'),
    ...undated(plan, words, language),
    ...heading('told'),
    ...told(plan, words, language),
    ...heading('questions'),
    ...questions(plan, language),
  ];
}

function calendar(plan: Plan, words: PlanWords, language: Language): readonly string[] {
  const { when, kind, who, what, told: toldHeading, marks } = HEADINGS[language];
  let shown = '';
  const row = (entry: PlanEntry): readonly string[] => {
    const { day, time } = words.when(entry);
    const at = `${day} ${words.weekday(day)} ${time}`;
    // The same instant is written once: the eye sees what comes together.
    const first = at === shown ? '' : at;
    shown = at;
    return [first, words.kind(entry.kind), words.who(entry), words.what(entry), words.told(entry), words.marks(entry)];
  };
  return table([when, kind, who, what, toldHeading, marks], plan.entries.map(row));
}

function dates(plan: Plan, words: PlanWords, language: Language): readonly string[] {
  const { date, when, late, notes } = HEADINGS[language];
  return table(
    [date, when, late, notes],
    plan.dates.map((one) => [
      words.say(one.words),
      words.date(one),
      words.late(one),
      [one.open === undefined ? '' : words.open(one.open), ...one.questions].filter((note) => note !== '').join(language === 'zh' ? '；' : '; '),
    ]),
  );
}

function relative(plan: Plan, words: PlanWords, language: Language): readonly string[] {
  const { stage, rule, who, todo, ladder, notes } = HEADINGS[language];
  return table(
    [stage, rule, who, todo, ladder, notes],
    plan.relative.map((one) => [
      words.say(one.stage.name),
      `${words.say(one.name)}${language === 'zh' ? '：' : ': '}${words.say(one.rule)}`,
      words.who(one),
      words.duties(one.duties),
      words.ladder(one.ladder),
      [one.then === undefined ? '' : words.say(one.then), one.basis === 'ours' ? ours(language) : ''].filter((note) => note !== '').join(language === 'zh' ? '；' : '; '),
    ]),
  );
}

function undated(plan: Plan, words: PlanWords, language: Language): readonly string[] {
  const { stage, who, todo, when } = HEADINGS[language];
  return table([stage, who, todo, when], plan.undated.map((one) => [words.say(one.stage.name), words.say(one.duty.by.name), words.say(one.duty.name), words.undated(one)]));
}

function told(plan: Plan, words: PlanWords, language: Language): readonly string[] {
  const { stage, told: toldHeading, text } = HEADINGS[language];
  return table([stage, toldHeading, text], plan.whenItHappens.map((one) => [words.say(one.stage.name), words.parties(one.told), words.say(one.text)]));
}

function questions(plan: Plan, language: Language): readonly string[] {
  const { number, ask, answer, notes } = HEADINGS[language];
  return table([number, ask, answer, notes], plan.questions.map((one) => [one.number, one.ask, one.answer ?? '', one.basis === 'ours' ? ours(language) : '']));
}

function ours(language: Language): string {
  return say({ language }, { zh: '原文未写', en: 'not in the documents' });
}
