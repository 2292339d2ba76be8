/** The holiday calendar of the installation, kept on its own database: no network is needed. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { CivilDate } from '@shidian/calendar';
import { describeDeadline } from '@shidian/calendar';
import type { CalendarBook, CalendarPreview, MovedDate } from '@shidian/lifecycle';
import { CommandFailed } from '../failure.js';
import { result } from '../print/result.js';
import { table } from '../print/table.js';
import { paint, say } from '../print/terminal.js';
import type { Surroundings } from '../surroundings.js';
import { readCalendarFile, type EnteredDay } from './calendar-file.js';
import type { System } from './system.js';
import { withSystem } from './where.js';

export async function showCalendar(around: Surroundings, year: number): Promise<void> {
  const { book, own, pending } = await withSystem(around, async ({ calendar, calendarUpdate }) => ({ book: await calendar.year(year), own: await calendar.own(), pending: await calendarUpdate.preview() }));
  result(around.terminal, { ...book, own }, () => [
    coverageLine(around, book),
    ...table(['日期 date', '', '安排 kind', '名称 name', '依据 source'], book.days.filter((day) => day.working === day.weekend || day.name !== undefined).map((day) => [day.date, weekday(day.date), kindOf(around, day), day.name ?? '', sourceOf(around, day)])),
    ...(pending.from.version === pending.to.version && pending.programs.length === 0 ? [] : [say(around.terminal, { zh: '有安排还没有生效：shidian calendar update', en: 'Something is not in force yet: shidian calendar update' })]),
  ]);
}

export async function enterDays(around: Surroundings, days: readonly EnteredDay[], by: string | undefined): Promise<void> {
  const head = await withSystem(around, async ({ calendar, calendarUpdate }) => {
    await calendar.enter(days, by ?? operator());
    return await calendarUpdate.preview();
  });
  result(around.terminal, { entered: days, missing: head.missing }, () => [
    ...missingLines(around, head),
    `${paint(around.terminal, 'green', '✓')} ${say(around.terminal, { zh: `已录入 ${days.length} 天；看看会变动什么：shidian calendar update`, en: `${days.length} days entered; see what they would move: shidian calendar update` })}`,
  ]);
}

export async function importDays(around: Surroundings, file: string, by: string | undefined): Promise<void> {
  const path = resolve(around.folder, file);
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandFailed('file.unreadable', { what: { zh: '读不到这个文件', en: 'The file cannot be read' }, where: path }, { cause: error });
  }
  await enterDays(around, readCalendarFile(file, content), by);
}

export async function removeDays(around: Surroundings, dates: readonly CivilDate[]): Promise<void> {
  const removed = await withSystem(around, ({ calendar }) => calendar.remove(dates));
  result(around.terminal, { removed }, () => [say(around.terminal, { zh: `已撤去 ${removed} 天`, en: `${removed} days taken out` })]);
}

export interface UpdateOptions {
  readonly apply: boolean;
  readonly by?: string;
  readonly document?: string;
}

/** Without `apply` nothing is written. */
export async function updateCalendar(around: Surroundings, { apply, by, document }: UpdateOptions): Promise<void> {
  await withSystem(around, async (system) => {
    if (apply) await applyUpdate(around, system, by ?? operator(), document);
    else await rehearse(around, system);
  });
}

async function rehearse(around: Surroundings, { calendarUpdate, clock }: System): Promise<void> {
  const { terminal } = around;
  const head = await calendarUpdate.preview();
  const moves: MovedDate[] = [];
  for await (const move of calendarUpdate.moves(clock.now())) moves.push(move);
  result(terminal, { ...head, moves }, () => {
    if (head.from.version === head.to.version && head.programs.length === 0) return [say(terminal, { zh: '没有要更新的：日历已是最新，每个项目都按它办', en: 'Nothing to update: the calendar is up to date and every program goes by it' })];
    return [
      `${head.from.version} → ${head.to.version}  ${say(terminal, { zh: `已知到 ${head.to.coverage?.to ?? '—'}`, en: `known up to ${head.to.coverage?.to ?? '—'}` })}`,
      ...missingLines(around, head),
      ...head.days.map(({ from, to }) => `  ${to.date} ${weekday(to.date)}  ${dayWords(around, from)} → ${dayWords(around, to)}`),
      '',
      ...(moves.length === 0 ? [say(terminal, { zh: '没有时限变动', en: 'No deadline would move' })] : table(['项目 program', '件 case', '单位 applicant', '时限 deadline', '原 from', '现 to', ''], moves.map((move) => moveRow(around, move)))),
      '',
      say(terminal, { zh: `${moves.length} 处；${head.programs.length} 个项目。还没有改动；生效：shidian calendar update --apply`, en: `${moves.length} places in ${head.programs.length} programs. Nothing was changed; to do it: shidian calendar update --apply` }),
    ];
  });
}

async function applyUpdate(around: Surroundings, { calendarUpdate }: System, by: string, document: string | undefined): Promise<void> {
  const { terminal } = around;
  const programs = [];
  for await (const progress of calendarUpdate.apply({ by, ...(document !== undefined && { documentNumber: document }) })) {
    programs.push(progress);
    if (!terminal.json) terminal.out(`${paint(terminal, 'green', '✓')} ${progress.programName}  ${progress.moved ? say(terminal, { zh: `已更新，${progress.cases} 件已重新推算`, en: `updated, ${progress.cases} cases reckoned anew` }) : say(terminal, { zh: `早已更新${progress.cases > 0 ? `，补算 ${progress.cases} 件` : ''}`, en: `was up to date${progress.cases > 0 ? `, ${progress.cases} cases caught up` : ''}` })}`);
  }
  const { from } = await calendarUpdate.preview();
  result(terminal, { ...from, by, programs }, () => [say(terminal, { zh: `生效的日历：${from.version}，已知到 ${from.coverage?.to ?? '—'}；变动已记入留痕并通知有关各方`, en: `In force: ${from.version}, known up to ${from.coverage?.to ?? '—'}; what moved is on the record and announced` })]);
}

function missingLines(around: Surroundings, { missing }: CalendarPreview): readonly string[] {
  if (missing.length === 0) return [];
  const days = missing.map(({ date, name }) => `${date} ${name}`).join('、');
  return [`${paint(around.terminal, 'yellow', '!')} ${say(around.terminal, { zh: `这一年还不完整，仍作暂定；还缺：${days}`, en: `The year is not whole and stays provisional; still missing: ${days}` })}`];
}

function moveRow(around: Surroundings, { programName, caseNumber, applicantName, organisationName, key, name, zone, what, from, to }: MovedDate): readonly string[] {
  const { terminal } = around;
  const language = terminal.language === 'en' ? 'en' : 'zh';
  const point = ({ at, provisional }: MovedDate['from']): string => {
    const words = at === null ? say(terminal, { zh: '未定', en: 'not set' }) : describeDeadline(at, zone, language);
    return provisional ? `${words}${say(terminal, { zh: '（暂定）', en: ' (provisional)' })}` : words;
  };
  const kinds = { moved: { zh: '变动', en: 'moves' }, firm: { zh: '转为确定', en: 'becomes firm' }, provisional: { zh: '转为暂定', en: 'becomes provisional' }, reopened: { zh: '恢复受理', en: 'opens again' } };
  return [programName, caseNumber ?? '', applicantName ?? organisationName ?? '', caseNumber === null ? `${say(terminal, name)}（${key}）` : say(terminal, name), point(from), point(to), say(terminal, kinds[what])];
}

function coverageLine(around: Surroundings, { version, coverage }: CalendarBook): string {
  return `${version}  ${coverage === null ? say(around.terminal, { zh: '没有已公布的安排，全部暂定', en: 'nothing is arranged: every day is provisional' }) : say(around.terminal, { zh: `已公布的安排：${coverage.from} 至 ${coverage.to}；此外暂定`, en: `arranged from ${coverage.from} to ${coverage.to}; beyond that provisional` })}`;
}

function dayWords(around: Surroundings, { working, name }: { readonly working: boolean; readonly name?: string }): string {
  return `${working ? say(around.terminal, { zh: '上班', en: 'worked' }) : say(around.terminal, { zh: '放假', en: 'off' })}${name === undefined ? '' : `（${name}）`}`;
}

function kindOf(around: Surroundings, day: CalendarBook['days'][number]): string {
  if (day.working) return day.weekend ? say(around.terminal, { zh: '调休上班', en: 'worked in exchange' }) : say(around.terminal, { zh: '上班', en: 'worked' });
  return say(around.terminal, { zh: '放假', en: 'off' });
}

function sourceOf(around: Surroundings, { source, provisional }: CalendarBook['days'][number]): string {
  const words = { own: { zh: '本单位录入', en: 'entered here' }, published: { zh: '已公布', en: 'published' }, statutory: { zh: '法定，暂定', en: 'by law, provisional' }, weekday: { zh: '星期', en: 'its weekday' } };
  return `${say(around.terminal, words[source])}${provisional && source !== 'statutory' ? say(around.terminal, { zh: '，暂定', en: ', provisional' }) : ''}`;
}

function weekday(date: CivilDate): string {
  return `周${'日一二三四五六'.charAt(new Date(`${date}T00:00:00Z`).getUTCDay())}`;
}

/** Whoever works at this machine, where nobody is named. */
function operator(): string {
  return userInfo().username;
}
