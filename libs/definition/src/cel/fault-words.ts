/** The CEL library's messages in the words of the linter. */
import type { Words } from '@shidian/engine';
import type { ExpressionFault } from './environment.js';

const CHINESE: readonly (readonly [RegExp, (part: string) => string])[] = [
  [/^Unknown variable: (.+)$/, (name) => `没有 ${name} 这个名字`],
  [/^No such key: (.+)$/, (name) => `没有 ${name} 这一项`],
  [/^no such overload: (.+)$/, (types) => `类型不合，不能这样算：${types}`],
  [/^Unexpected token: EOF$/, () => '没有写完'],
  [/^Unexpected (?:token|character): (.+)$/, (token) => `这里不该有 ${token}`],
];

export function faultWords({ kind, message }: ExpressionFault): Words & { readonly en: string } {
  const en = `Wrong expression: ${message}`;
  if (kind === 'result') return { zh: '条件的结果应为真或假', en };
  if (kind === 'cost') return { zh: '循环套得太深', en };
  for (const [pattern, say] of CHINESE) {
    const match = pattern.exec(message);
    if (match !== null) return { zh: `表达式不对：${say(match[1] ?? '')}`, en };
  }
  return { zh: `表达式不对：${message}`, en };
}
