/** Words of notices: the file's own templates, and the kernel's for tasks, reminders and escalations. */
import { describeDeadline } from '@shidian/calendar';
import type { AdministrativeAct, Words } from '@shidian/engine';

export type TemplateValues = Readonly<Record<string, string | number | undefined>>;

function fill(template: string, values: TemplateValues): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Fills `{applicant}`, `{reason}` …; a name without a value stays visible, so that a gap is seen and not hidden. */
export function render(text: Words, zh: TemplateValues, en: TemplateValues): { readonly zh: string; readonly en: string } {
  return { zh: fill(text.zh, zh), en: fill(text.en ?? text.zh, en) };
}

/** A deadline by its stored instant, the first outside. */
export function instantInWords(at: number, zone: string): { readonly zh: string; readonly en: string } {
  return { zh: describeDeadline(at, zone, 'zh'), en: describeDeadline(at, zone, 'en') };
}

export const TASK_OPENED: Words = { zh: '待办：{subject}——{task}', en: 'To do: {subject} — {task}' };
export const TASK_OPENED_DUE: Words = { zh: '待办：{subject}——{task}，时限 {due}', en: 'To do: {subject} — {task}, due {due}' };
export const RUNG: Readonly<Record<'reminder' | 'overdue' | 'escalation', Words>> = {
  reminder: { zh: '提醒：{subject}——{task}，时限 {due}', en: 'Reminder: {subject} — {task}, due {due}' },
  overdue: { zh: '已逾期：{subject}——{task}，时限为 {due}', en: 'Overdue: {subject} — {task}, was due {due}' },
  escalation: { zh: '逾期上报：{subject}——{task}，时限为 {due}，经办：{holder}', en: 'Escalated: {subject} — {task}, was due {due}, with {holder}' },
};
export const RUNG_VACANT: Words = { zh: '（{posts}无人在任，报至上级）', en: ' (nobody holds {posts}, so it comes to you)' };
export const RUNG_TOPLESS: Words = { zh: '（{posts}没有上级岗位，报至项目办）', en: ' (nobody stands above {posts}, so it comes to the office)' };
export const DEADLINE_MOVED: Words = { zh: '时限调整：{subject}——{task}，由{from}改为{to}{because}', en: 'Deadline moved: {subject} — {task}, from {from} to {to}{because}' };
export const REOPENED: Words = { zh: '已恢复受理：{subject}——{task}延至{due}', en: 'Open again: {subject} — {task} is now due {due}' };
export const ADMINISTERED: Readonly<Record<AdministrativeAct['act'], Words>> = {
  suspend: { zh: '已挂起：{subject}，原因：{reason}', en: 'Suspended: {subject}, because: {reason}' },
  resume: { zh: '已恢复办理：{subject}，原因：{reason}', en: 'Resumed: {subject}, because: {reason}' },
  void: { zh: '已作废：{subject}，原因：{reason}', en: 'Made void: {subject}, because: {reason}' },
  jump: { zh: '环节已调整：{subject}，原因：{reason}', en: 'Moved to another step: {subject}, because: {reason}' },
  hand_over: { zh: '已转办：{subject}——{task}', en: 'Handed over: {subject} — {task}' },
  wake: { zh: '已重新检查：{subject}', en: 'Looked at again: {subject}' },
  nudge: { zh: '催办：{subject}——{task}，请尽快办理', en: 'Please act: {subject} — {task}' },
};
export const NOT_STARTED: Words = { zh: '催办：{program}——{applicant}尚未申报', en: 'Please apply: {program} — {applicant} has not started' };
export const NOT_STARTED_DUE: Words = { zh: '催办：{program}——{applicant}尚未申报，时限 {due}', en: 'Please apply: {program} — {applicant} has not started, due {due}' };
