import type { z } from 'zod';

type Words = { zh: string; en: string };

const kinds: Readonly<Record<string, Words>> = {
  string: { zh: '文字', en: 'a text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否（true/false）', en: 'true or false' },
  array: { zh: '数组', en: 'an array' },
  object: { zh: '对象', en: 'an object' },
  record: { zh: '对象', en: 'an object' },
};

const units: Readonly<Record<string, Words>> = {
  string: { zh: '个字符', en: 'characters' },
  array: { zh: '项', en: 'elements' },
};

function size(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, bound: number | bigint, zh: string, en: string): Words {
  const unit = units[issue.origin];
  return { zh: `${zh} ${bound.toString()}${unit ? ` ${unit.zh}` : ''}`, en: `${en} ${bound.toString()}${unit ? ` ${unit.en}` : ''}` };
}

/** What is wrong with one place of a request. Never repeats what was sent. */
export function issueWords(issue: z.core.$ZodIssue): Words {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected] ?? { zh: issue.expected, en: issue.expected };
      return { zh: `应为${kind.zh}`, en: `should be ${kind.en}` };
    }
    case 'too_small':
      return size(issue, issue.minimum, '至少', 'at least');
    case 'too_big':
      return size(issue, issue.maximum, '至多', 'at most');
    case 'invalid_format':
      return { zh: `格式不正确（${issue.format}）`, en: `does not have the form that is asked for (${issue.format})` };
    case 'unrecognized_keys':
      return { zh: '有不认识的成员', en: 'has members that are not known' };
    case 'invalid_value':
      return { zh: `应为下列之一：${issue.values.join('、')}`, en: `should be one of: ${issue.values.join(', ')}` };
    default:
      return { zh: '不符合要求', en: 'is not what is asked for' };
  }
}
