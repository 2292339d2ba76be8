/** What every page says: which case, which version, its check code, and what the code covers. */
import { checkCode } from '../check-code.js';
import type { Mark } from './paper.js';
import { dayInWords } from './values.js';

const MASKED = '个人信息已隐去';

export interface SubmittedForm {
  /** 受理号 */
  readonly number: string;
  readonly version: number;
  /** Civil day of the receipt in the program's zone, YYYY-MM-DD. */
  readonly submittedOn: string;
  readonly hash: string;
  /** Personal values are shortened for this reader. */
  readonly masked: boolean;
}

/** The code covers what the applicant submitted, not the opinions that others write beneath it later. */
export function submittedMark({ number, version, submittedOn, hash, masked }: SubmittedForm): Mark {
  return {
    reference: `受理号 ${number}`,
    code: checkCode(hash),
    coverage: `校验码对应${dayInWords(submittedOn)}提交的第${version}版填报内容，不含各级意见${masked ? `；${MASKED}` : ''}`,
    ...(masked && { watermark: MASKED }),
  };
}

export function draftMark(number: string): Mark {
  return { reference: `受理号 ${number}`, coverage: '草稿，尚未提交，不作申报依据', watermark: '草稿' };
}

/** The blocks that are signed and sealed, printed alone before the form is submitted: nothing is submitted that a code could stand for. */
export function sealMark(number: string): Mark {
  return { reference: `受理号 ${number}`, coverage: '签字盖章页，随申报书一并提交' };
}

/** A confirmed roll: the code covers its table, its lines and what was sent with it. */
export function rollMark(roll: { readonly hash: string; readonly confirmedOn: string; readonly masked: boolean }): Mark {
  return {
    reference: `${dayInWords(roll.confirmedOn)}确认`,
    code: checkCode(roll.hash),
    coverage: `校验码对应全表和各件的处理${roll.masked ? `；${MASKED}` : ''}`,
    ...(roll.masked && { watermark: MASKED }),
  };
}
