/** Proofs 11 and 16: dates in order along the road, and somebody behind every deadline. */
import { dateAt } from '@shidian/calendar';
import { statesOf } from '../compile/chart-plan.js';
import { chosenDate, dateOf } from '../compile/dates.js';
import type { Compiled } from '../compile/program.js';
import { FileDates } from './file-dates.js';

export function lintDates(compiled: Compiled): void {
  lintOrder(compiled);
  lintDays(compiled);
  lintOwners(compiled);
  const used = JSON.stringify([compiled.stages.map(({ params }) => params), Object.values(compiled.artefact.dates).map(({ rule }) => rule), compiled.artefact.caseChart.deadlines, compiled.artefact.programChart.deadlines]);
  for (const name of Object.keys(compiled.compilation.program.dates)) {
    if (!new RegExp(`"${name}(\\.opens|\\.closes)?"`).test(used)) compiled.compilation.diagnostics.warning('def.date-unused', compiled.compilation.place(['dates', name], 'key'), `没有地方用到日期 ${name}`, `Nothing uses the date ${name}`);
  }
}

/** Whoever has to name the day of a window needs a to-do that reminds him of it. */
function lintDays({ artefact, compilation, stages }: Compiled): void {
  for (const [name, { rule }] of Object.entries(artefact.dates)) {
    if (rule.kind !== 'during' || rule.by === undefined) continue;
    const asks = stages.some(({ params, program }) => program !== undefined && JSON.stringify(program).includes('day_is_set') && Object.values(params).includes(name));
    if (!asks) compilation.diagnostics.warning('def.day-nobody-asks-for', compilation.place(['dates', name]), `${name} 的日子由 ${rule.by} 确定，但没有待办提醒它去定`, `The day of ${name} is set by ${rule.by}, but no task reminds it to`, { zh: `beside: { set_${name}: { use: day-setting, by: ${rule.by}, window: ${name}, due: … } }`, en: `beside: { set_${name}: { use: day-setting, by: ${rule.by}, window: ${name}, due: … } }` });
  }
}

/** Of two stages of the road that name a `due`, the earlier one must not close after the later one: it could never be met. */
function lintOrder({ stages, artefact, compilation }: Compiled): void {
  const road = stages.filter((stage) => !stage.beside && stage.case !== undefined && stage.params.due !== undefined);
  const dates = new FileDates(artefact);
  const closing = (reference: string | undefined): number | undefined => (reference !== undefined && dates.single(dateOf(reference)) ? dates.instant(reference) : undefined);
  // The instant is the first one outside.
  const day = (instant: number): string => dateAt(instant - 1, artefact.zone);
  for (const [index, stage] of road.entries()) {
    const next = road[index + 1];
    if (next === undefined) continue;
    for (const kind of Object.keys(artefact.applicants)) {
      const own = closing(chosenDate(stage.params.due, kind));
      const after = closing(chosenDate(next.params.due, kind));
      if (own === undefined || after === undefined || own <= after) continue;
      compilation.diagnostics.error('def.date-later-than-parent', compilation.place([...stage.path, 'due']), `${stage.key} 的截止（${day(own)}）晚于下一段 ${next.key} 的截止（${day(after)}）`, `${stage.key} closes (${day(own)}) after the next stage ${next.key} (${day(after)})`, { zh: `不晚于 ${day(after)}`, en: `Not after ${day(after)}` });
      break;
    }
  }
}

/** A deadline that only waits must have somebody who is told. */
function lintOwners({ cases, programs, artefact, compilation }: Compiled): void {
  for (const [half, chart] of [[cases, artefact.caseChart], [programs, artefact.programChart]] as const) {
    const moving = new Set([...statesOf(half.root)].flatMap(({ edges }) => edges.filter(({ candidates }) => candidates.some(({ target }) => target !== undefined)).map(({ event }) => event)));
    for (const deadline of Object.values(chart.deadlines)) {
      const duty = Object.values(chart.tasks).some((task) => task.due === deadline.key && !task.optional);
      const moves = moving.has(`${deadline.key}.due`);
      const [place] = half.places[deadline.key] ?? [];
      if (!duty && deadline.owner.length === 0 && !moves && place !== undefined) {
        compilation.diagnostics.error('def.deadline-without-owner', place, `时限 ${deadline.key} 没有负责人：没有待办挂在它上面，也没有写 owner`, `The deadline ${deadline.key} has no owner: no task hangs on it and no owner is named`, { zh: '写 due，或 { date: …, owner: … }', en: 'Write due on a task, or { date: …, owner: … }' });
      }
    }
  }
}
