import type { Effect, SubStep } from '@shidian/engine';

/** A journal as lines to compare and to read: one per sub-step with its instant, and one per effect below it. */
export function journalLines(subSteps: readonly SubStep[]): readonly string[] {
  return subSteps.flatMap(({ at, cause, effects }) => [`${at} ${causeLine(cause)}`, ...effects.map((effect) => `  ${effectLine(effect)}`)]);
}

function causeLine(cause: SubStep['cause']): string {
  switch (cause.kind) {
    case 'started':
      return 'started';
    case 'act':
      return `act ${cause.number} ${cause.task}.${cause.decision}`;
    case 'roll':
      return `roll ${cause.roll}.${cause.decision}`;
    case 'administration':
      return `administration ${cause.administration.act}`;
    case 'deadline':
      return `due ${cause.deadline} ${cause.epoch}`;
    case 'rung':
      return `rung ${cause.deadline} ${cause.epoch} ${cause.rung}`;
    case 'reopened':
      return `reopened ${cause.deadline} ${cause.lapsed} ${cause.due}`;
    case 'moved':
      return `moved ${cause.deadline} ${cause.epoch} ${String(cause.from)} ${String(cause.to)}`;
    case 'program':
      return `program ${cause.seq}`;
  }
}

function effectLine(effect: Effect): string {
  switch (effect.type) {
    case 'notice':
      return `notice ${noticeName(effect)} ${effect.posts.join()}`.trimEnd();
    case 'task.opened':
      return `opened ${effect.number} ${effect.task} ${effect.members.join()}`;
    case 'task.closed':
      return `closed ${effect.number} ${effect.task} ${effect.because}`;
    case 'task.acted':
      return `acted ${effect.number} ${effect.post}`;
    case 'task.handed_over':
      return `handed over ${effect.number} ${effect.from} ${effect.to}`;
    case 'baseline.frozen':
      return `frozen ${effect.form}`;
    case 'ended':
      return `ended ${effect.outcome}`;
  }
}

function noticeName({ cause }: Extract<Effect, { type: 'notice' }>): string {
  switch (cause.kind) {
    case 'stage':
      return cause.notice;
    case 'task':
      return `task ${cause.number}`;
    case 'administration':
      return `administration ${cause.act}`;
    case 'rung':
      return `rung ${cause.deadline} ${cause.rung}`;
  }
}
