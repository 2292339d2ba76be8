import type { Diagnostic } from '@shidian/definition';
import { paint, plain, say, type Terminal } from './terminal.js';
import { blankOf } from './width.js';

/**
 * ```
 * program.yaml:42:11  error  def.unknown-key  …
 *    42 │   ladr: { … }
 *       │   ^
 *       = …
 * ```
 * Line and column count from 1; the column counts characters of the line.
 */
export function diagnosticLines(terminal: Terminal, found: Diagnostic): readonly string[] {
  const colour = found.severity === 'error' ? 'red' : 'yellow';
  const severity = found.severity === 'error' ? { zh: '错误', en: 'error' } : { zh: '警告', en: 'warning' };
  const lines = [
    `${paint(terminal, 'bold', `${found.file}:${found.line}:${found.column}`)}  ${paint(terminal, colour, say(terminal, severity))}  ${plain(say(terminal, found.message))}  ${paint(terminal, 'dim', found.code)}`,
  ];
  const margin = ' '.repeat(Math.max(5, String(found.line).length + 2));
  if (found.excerpt !== undefined) {
    const excerpt = plain(found.excerpt);
    const before = Array.from(excerpt).slice(0, Math.max(0, found.column - 1)).join('');
    lines.push(
      `${paint(terminal, 'dim', `${String(found.line).padStart(margin.length - 1)} │`)} ${excerpt}`,
      `${paint(terminal, 'dim', `${margin}│`)} ${blankOf(before)}${paint(terminal, colour, '^')}`,
    );
  }
  if (found.suggestion) {
    lines.push(`${paint(terminal, 'dim', `${margin}=`)} ${paint(terminal, 'cyan', plain(say(terminal, found.suggestion)))}`);
  }
  return lines;
}

export function diagnosticSum(terminal: Terminal, found: readonly Diagnostic[]): string {
  const errors = found.filter(({ severity }) => severity === 'error').length;
  const warnings = found.length - errors;
  if (found.length === 0) return paint(terminal, 'green', say(terminal, { zh: '没有问题。', en: 'No faults.' }));
  return paint(
    terminal,
    errors > 0 ? 'red' : 'yellow',
    say(terminal, { zh: `${errors} 个错误，${warnings} 个警告。`, en: `${errors} errors, ${warnings} warnings.` }),
  );
}
