import type { AnswerOf } from '../remote/api-client.js';
import { deadline, instant } from './instant.js';
import { paint, plain, say, type Terminal } from './terminal.js';

type Case = AnswerOf<'case'>;

/** One case on one screen: where it stands, who has it, what was said, what can be done and why something cannot. */
export function casePage(terminal: Terminal, found: Case): readonly string[] {
  const { item } = found;
  const heading = (words: { zh: string; en: string }): string => paint(terminal, 'bold', say(terminal, words));
  const lines = [
    `${paint(terminal, 'bold', item.number)}  ${plain(item.applicantName)}  ${item.topic}  ${plain(item.title ?? '')}`,
    `${say(terminal, { zh: '环节', en: 'state' })}: ${item.outcome ?? item.states.map(({ name }) => say(terminal, name)).join('、')}  (v${item.version})`,
  ];
  if (found.suspendedAt !== null) lines.push(`${say(terminal, { zh: '已挂起', en: 'suspended' })}: ${instant(found.suspendedAt)}`);
  if (found.outstanding) {
    const { to, fixBy, by, reason } = found.outstanding;
    lines.push(`${say(terminal, { zh: '退回', en: 'returned' })}: → ${to}${fixBy === null ? '' : `  ${deadline(fixBy)}`}${by === null ? '' : `  ${plain(by)}`}${reason === null ? '' : `  ${plain(reason)}`}`);
  }
  const open = found.tasks.filter(({ closedAt }) => closedAt === null);
  if (open.length > 0) {
    lines.push('', heading({ zh: '在办', en: 'Open tasks' }));
    for (const task of open) {
      const who = task.members.map((member) => `${member.organisationName}${member.postName}${member.actedAt === null ? '' : ' ✓'}`).join('、');
      lines.push(`  ${String(task.number).padStart(3)}  ${say(terminal, task.name)}  ${paint(terminal, 'dim', task.key)}  ${who}${task.dueAt === null ? '' : `  ${deadline(task.dueAt, task.provisional)}`}`);
    }
  }
  if (found.forms.length > 0) {
    lines.push('', heading({ zh: '表单', en: 'Forms' }));
    for (const form of found.forms) lines.push(`  ${form.form}  ${say(terminal, form.title)}  v${form.version}${form.baseline ? `  ${say(terminal, { zh: '基线', en: 'baseline' })}` : ''}  ${instant(form.submittedAt)}`);
  }
  if (found.opinions.length > 0) {
    lines.push('', heading({ zh: '意见', en: 'Opinions' }));
    for (const opinion of found.opinions) {
      lines.push(`  ${plain(opinion.organisationName)} ${plain(opinion.accountName)}  ${plain(opinion.text)}  ${instant(opinion.at)}${opinion.voidedAt === null ? '' : `  ${say(terminal, { zh: '已作废', en: 'void' })}`}`);
    }
  }
  lines.push(...actionLines(terminal, found.actions));
  return lines;
}

/** What the reader can do, and what not, with the reason. */
export function actionLines(terminal: Terminal, actions: Case['actions']): readonly string[] {
  if (actions.length === 0) return [];
  const lines = ['', paint(terminal, 'bold', say(terminal, { zh: '可办事项', en: 'What you can do' }))];
  for (const action of actions) {
    const name = `${action.decision}  ${say(terminal, action.decisionName)}  ${paint(terminal, 'dim', action.key)}`;
    const needs = action.needs.length > 0 ? `  (${action.needs.join(', ')})` : '';
    const reason = action.reason ? plain(say(terminal, action.reason.words)) : '';
    lines.push(action.allowed ? `  ${paint(terminal, 'green', '●')} ${name}${needs}` : `  ${paint(terminal, 'dim', '○')} ${name}  ${paint(terminal, 'yellow', reason)}`);
  }
  return lines;
}
