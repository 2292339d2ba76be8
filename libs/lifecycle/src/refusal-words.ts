/** The kernel's refusals in words for a person, where the definition gives none of its own. */
import type { Refusal, RefusalCode, Words } from '@shidian/engine';
import { Refused } from './use-cases.js';

const WORDS: Readonly<Record<RefusalCode, Words>> = {
  'case.closed': { zh: '本件已办结，不能再办理', en: 'this is closed; nothing can be done on it any more' },
  'case.suspended': { zh: '本件已挂起，恢复后再办理', en: 'this is suspended; it can be done once it is resumed' },
  'case.not_suspended': { zh: '本件没有挂起', en: 'this is not suspended' },
  'jump.unknown_state': { zh: '流程中没有这个环节，或不能停留在那里', en: 'the definition has no such state to stand in' },
  'hand_over.already_member': { zh: '该岗位已在这项待办的经办人之中', en: 'this post has a seat in the task already' },
  'nudge.no_duty': { zh: '这项待办没有须办而未办的人', en: 'nobody still has to act on this task' },
  'nudge.too_soon': { zh: '这项待办一天内已催办过', en: 'this task was nudged within the last day' },
  'task.not_open': { zh: '这项待办已经结束或不在当前环节', en: 'this task is no longer open' },
  'task.unknown': { zh: '没有这项待办', en: 'there is no such task' },
  'decision.unknown': { zh: '这项待办没有这个选项', en: 'this task has no such decision' },
  'right.not_member': { zh: '您的岗位不办理这项待办', en: 'none of your posts has this task' },
  'right.already_acted': { zh: '您已办理过这项待办', en: 'you have acted on this task already' },
  'right.not_your_turn': { zh: '还没有轮到您办理', en: 'it is not your turn yet' },
  'deadline.closed': { zh: '时限已过，不再受理', en: 'the deadline has passed' },
  'guard.refused': { zh: '当前条件不允许这样办理', en: 'the conditions do not allow this now' },
  'return.not_offered': { zh: '不能退回到这一步', en: 'it cannot be returned to this step' },
  'return.not_visited': { zh: '本件没有经过这一步，不能退回到这里', en: 'it never passed this step, so it cannot be returned there' },
  'data.missing': { zh: '有必填内容未填：{fields}', en: 'something required is missing: {fields}' },
  'roll.not_drawn_here': { zh: '本件不在可列入该名册的环节', en: 'it does not stand where this roll is drawn' },
  'event.forged': { zh: '不接受内部事件', en: 'internal events are not accepted' },
  'instance.broken': { zh: '存档与流程定义不符，请联系系统管理员', en: 'the stored state does not fit its definition; please tell an administrator' },
};

export function refusedBy(refusal: Refusal): Refused {
  const fields = Array.isArray(refusal.details['fields']) ? refusal.details['fields'].join('、') : '';
  const words = refusal.words ?? WORDS[refusal.code];
  return new Refused(
    refusal.code,
    { zh: words.zh.replace('{fields}', fields), en: (words.en ?? words.zh).replace('{fields}', fields) },
    refusal.details,
  );
}
